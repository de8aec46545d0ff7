import Hummingbird
import Survey

/// Everything under `/staff`, for officers and admins.
struct StaffRoutes: Sendable {
    let site: Site

    /// Every page it makes.
    static let pages: [any Page.Type] = [
        SignInPage.self, DeskPage.self, RegisterPage.self, SlipPage.self, SlipsPage.self, VoidPage.self,
    ]

    func add(to router: Router<WebContext>) {
        let group = router.office(StaffContext.self, site)
        let staff = StaffDesk(site: site)
        DeskRoutes(staff: staff).add(to: group)
        RegisterRoutes(staff: staff).add(to: group)
        CounterSlipRoutes(staff: staff).add(to: group)
    }
}
