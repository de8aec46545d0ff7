import Hummingbird
import Survey

/// Everything under `/staff`, for officers and admins.
struct StaffRoutes: Sendable {
    let site: Site

    /// Every page it makes.
    static let pages: [any Page.Type] = [
        SignInPage.self, DeskPage.self, RegisterPage.self, SlipPage.self, SlipsPage.self, VoidPage.self,
        AssistedPage.self, LinkPage.self, BatchPage.self, EntrySurveyPage.self, EntryMessagePage.self,
        CounterMessagePage.self, OfficeMessagePage.self,
    ]

    func add(to router: Router<WebContext>) {
        let group = router.office(StaffContext.self, site)
        let staff = StaffDesk(site: site)
        DeskRoutes(staff: staff).add(to: group)
        RegisterRoutes(staff: staff).add(to: group)
        CounterSlipRoutes(staff: staff).add(to: group)
        BatchRoutes(staff: staff).add(to: group)
        LinkRoutes(staff: staff).add(to: group)
        AssistedRoutes(staff: staff).add(to: group)
    }
}
