import Hummingbird
import Survey

/// The pages of managers and admins; everybody else is refused before a handler runs.
struct ManageRoutes: Sendable {
    let site: Site

    /// Every page of theirs, and the public one made of the same figures.
    static let pages: [any Page.Type] = [OverviewPage.self]

    func add(to router: Router<WebContext>) {
        let group = router.office(ManageContext.self, site)
        OverviewRoutes(site: site).add(to: group)
    }
}

extension Site {
    /// The frame of a manager's page, with the navigation that the account may use.
    ///
    /// - Parameter current: the page of the navigation that is shown, or that the shown one belongs to.
    func manageFrame(
        _ request: Request, _ context: ManageContext, title: String, current: SiteURL, notice: String? = nil,
        error: String? = nil
    ) throws -> OfficeFrame {
        let texts = try renderer.texts("manage", request.language)
        let pages: [(SiteURL, String)] = [(.manage, "nav.overview")]
        let links = pages.map { page, key in
            OfficeFrame.Link(
                href: page.path(["lang": request.query("lang")]), text: texts[key],
                isCurrent: page.path == current.path)
        }
        return try officeFrame(request, context, title: title, links: links, notice: notice, error: error)
    }
}
