import Hummingbird
import Survey
import SurveyStore

/// `/manage`: the overview.
struct OverviewRoutes: Sendable {
    let site: Site

    func add(to group: RouterGroup<ManageContext>) {
        group.get(SiteURL.manage.pattern, use: show)
    }

    @Sendable private func show(_ request: Request, _ context: ManageContext) async throws -> Response {
        let scope = ManageScope(context.account, catalogue: try site.store.catalogue())
        let known = try await site.knownMonths()
        let choice = try OverviewChoice(request, latest: known.upperBound)
        let format = try ExportFormat(request)
        // The whole choice goes into a page's address, so that it gives the same figures to a colleague, and next month.
        guard format != nil || ["by", "period", "boundaries"].allSatisfy({ request.query($0) != nil }) else {
            return .seeOther(choice.path(on: .manage))
        }
        try scope.check(choice.by)
        let texts = try site.renderer.texts("manage", request.language)
        if let format { return try await site.exportFigures(choice, scope: scope, as: format, texts: texts) }
        let page = OverviewPage(
            frame: try site.manageFrame(request, context, title: texts["title"], current: .manage), t: texts.table,
            view: try await site.figureView(choice, known: known, scope: scope, page: .manage, texts: texts))
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }
}
