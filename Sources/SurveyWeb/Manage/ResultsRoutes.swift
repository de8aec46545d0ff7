import HTTPTypes
import Hummingbird
import Survey
import SurveyStore

/// `/results`: the published figures, for everybody; `?unit=` of one unit alone; `?frame=1` for a frame on another site.
struct ResultsRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        router.get(SiteURL.results.pattern, use: show)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let known = try await site.knownMonths()
        var choice = try OverviewChoice(request, latest: known.upperBound)
        choice.isFrame = request.query("frame") == "1"
        let units = try site.unitsWithDesks()
        choice.unit = request.query("unit")
        let unit = units.first { $0.code == choice.unit }
        guard choice.unit == nil || unit != nil, unit == nil || choice.by != .procedure else {
            throw SurveyError(
                .notFound, vi: "không có số liệu công khai của đơn vị này",
                en: "there are no public figures of this unit")
        }
        let scope = try unit.map { ManageScope(DeskScope(units: [$0.code]), catalogue: try site.store.catalogue()) }
        let texts = try site.renderer.texts("manage", request.language)
        if let format = try ExportFormat(request) {
            return try await site.exportFigures(choice, scope: scope, as: format, texts: texts)
        }
        let view = try await site.figureView(choice, known: known, scope: scope, page: .results, texts: texts)
        let title = unit.map { texts.filled("resultsUnit", ["unit": $0.name]) } ?? texts["resultsTitle"]
        let frame = try site.officeFrame(request, title: title)
        let checkpoint = try await site.store.newestCheckpoint()?.description
        if choice.isFrame {
            let whole = choice.with { $0.isFrame = false }.path(on: .results)
            let page = ResultsFramePage(
                frame: frame, t: texts.table, view: view, period: choice.period.written(request.language),
                whole: "\(site.configuration.publicURL)\(whole)", checkpoint: checkpoint)
            var response = RenderedPage(linking: try site.renderer.render(page)).response()
            // The one page that other sites may show inside theirs: it is public, and nothing can be done on it.
            response.headers[.contentSecurityPolicy] = SecurityHeaders.policy.replacing(
                "frame-ancestors 'none'", with: "frame-ancestors *")
            return response
        }
        let address = choice.with { $0.isFrame = true }.path(on: .results)
        func link(_ unit: AdministrativeUnit?) -> ChoiceLink {
            let other = choice.with { choice in
                choice.unit = unit?.code
                if unit != nil, choice.by == .procedure { choice.by = .desk }
            }
            return ChoiceLink(
                text: unit?.name ?? texts["resultsAll"], href: other.path(on: .results),
                isCurrent: unit?.code == choice.unit)
        }
        let page = ResultsPage(
            frame: frame, t: texts.table, view: view, units: [link(nil)] + units.map(link), checkpoint: checkpoint,
            embed:
                "<iframe src=\"\(site.configuration.publicURL)\(address)\" width=\"100%\" height=\"\(ResultsFramePage.height(units: view.rows.count))\"></iframe>"
        )
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }
}
