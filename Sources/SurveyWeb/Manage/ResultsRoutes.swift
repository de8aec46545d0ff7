import HTTPTypes
import Hummingbird
import Survey
import SurveyStore

/// `/results`: the published figures, for everybody; `?frame=1` for a frame on another site.
struct ResultsRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        router.get(SiteURL.results.pattern, use: show)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let known = try await site.knownMonths()
        var choice = try OverviewChoice(request, latest: known.upperBound)
        choice.isFrame = request.query("frame") == "1"
        let texts = try site.renderer.texts("manage", request.language)
        if let format = try ExportFormat(request) {
            return try await site.exportFigures(choice, scope: nil, as: format, texts: texts)
        }
        let view = try await site.figureView(choice, known: known, scope: nil, page: .results, texts: texts)
        let frame = try site.officeFrame(request, title: texts["resultsTitle"])
        let checkpoint = try await site.store.newestCheckpoint()?.description
        if choice.isFrame {
            let page = ResultsFramePage(frame: frame, t: texts.table, view: view, checkpoint: checkpoint)
            var response = RenderedPage(linking: try site.renderer.render(page)).response()
            // The one page that other sites may show inside theirs: it is public, and nothing can be done on it.
            response.headers[.contentSecurityPolicy] = SecurityHeaders.policy.replacing(
                "frame-ancestors 'none'", with: "frame-ancestors *")
            return response
        }
        let address = choice.with { $0.isFrame = true }.path(on: .results)
        let page = ResultsPage(
            frame: frame, t: texts.table, view: view, checkpoint: checkpoint,
            embed: "<iframe src=\"\(site.configuration.publicURL)\(address)\" width=\"100%\" height=\"1200\"></iframe>")
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }
}
