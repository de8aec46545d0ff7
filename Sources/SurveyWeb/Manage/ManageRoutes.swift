import Hummingbird
import Survey
import SurveyStore

/// The pages of managers and admins; everybody else is refused before a handler runs.
struct ManageRoutes: Sendable {
    let site: Site

    /// Every page of theirs, and the public ones made of the same figures.
    static let pages: [any Page.Type] = [
        OverviewPage.self, UnitPage.self, ComparisonPage.self, HeatPage.self, HeatCellPage.self, SettingsPage.self,
        AccountsPage.self, AuditPage.self,
        IndicesPage.self, SituationPage.self, SituationEntryPage.self, CataloguePage.self, CatalogueChangePage.self,
        MergerPage.self, ProceduresPage.self, ResultsPage.self, ResultsFramePage.self, FollowUpPage.self,
        FollowUpItemPage.self, CommentsPage.self, HonestyPage.self, PlanPage.self, DigestPage.self,
    ]

    func add(to router: Router<WebContext>) {
        ResultsRoutes(site: site).add(to: router)
        ProceduresRoutes(site: site).add(to: router)
        let managers = router.office(ManageContext.self, site)
        OverviewRoutes(site: site).add(to: managers)
        UnitRoutes(site: site).add(to: managers)
        ComparisonRoutes(site: site).add(to: managers)
        HeatRoutes(site: site).add(to: managers)
        CommentsRoutes(site: site).add(to: managers)
        HonestyRoutes(site: site).add(to: managers)
        IndicesRoutes(site: site).add(to: managers)
        SituationRoutes(site: site).add(to: managers)
        SituationEntryRoutes(site: site).add(to: managers)
        FollowUpRoutes(site: site).add(to: managers)
        PlanRoutes(site: site).add(to: managers)
        CatalogueListRoutes(site: site).add(to: managers)
        let admins = router.office(AdminContext.self, site)
        SettingsRoutes(site: site).add(to: admins)
        AccountsRoutes(site: site).add(to: admins)
        CatalogueChangeRoutes(site: site).add(to: admins)
        MergerRoutes(site: site).add(to: admins)
    }
}

extension Site {
    /// The frame of a manager's page, with the navigation that the account may use.
    ///
    /// - Parameter current: the page of the navigation that is shown, or that the shown one belongs to.
    func manageFrame(
        _ request: Request, _ context: some OfficeContext, title: String, current: SiteURL, notice: String? = nil,
        error: String? = nil
    ) throws -> OfficeFrame {
        try officeFrame(
            request, context.signedIn, title: title,
            links: manageLinks(request, context.account.role, current: current), notice: notice, error: error)
    }

    /// The navigation of the managers' pages, in the page's language.
    func manageLinks(_ request: Request, _ role: Account.Role, current: SiteURL?) throws -> [OfficeFrame.Link] {
        let texts = try renderer.texts("manage", request.language)
        var pages: [(SiteURL, String)] = [
            (.manage, "nav.overview"), (.manageComparison, "nav.comparison"), (.manageComments, "nav.comments"),
            (.manageIndices, "nav.indices"), (.manageSituation, "nav.situation"),
            (.manageFollowUp, "nav.followUp"),
            (.managePlan, "nav.plan"), (.manageHonesty, "nav.honesty"), (.manageCatalogue, "nav.catalogue"),
        ]
        pages.append((.manageKiosks, "nav.kiosks"))
        if role == .admin {
            pages += [
                (.manageSettings, "nav.settings"), (.manageAccounts, "nav.accounts"), (.manageAudit, "nav.audit"),
            ]
        }
        return pages.map { page, key in
            OfficeFrame.Link(
                href: page.path(["lang": request.query("lang")]), text: texts[key],
                isCurrent: page.path == current?.path)
        }
    }
}
