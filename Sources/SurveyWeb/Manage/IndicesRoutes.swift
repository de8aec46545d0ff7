import Hummingbird
import Survey
import SurveyStore

/// `/manage/indices`: satisfaction, indicator 5.4, the 18-point score and the index by factor, of everything together.
struct IndicesRoutes: Sendable {
    let site: Site

    func add(to group: RouterGroup<ManageContext>) {
        group.get(SiteURL.manageIndices.pattern, use: show)
    }

    @Sendable private func show(_ request: Request, _ context: ManageContext) async throws -> Response {
        // A total of a scope alone is not on the list of tables.
        guard !ManageScope(context.account, catalogue: try site.store.catalogue()).isLimited else {
            throw ManageScope.outside
        }
        let known = try await site.knownMonths()
        let choice = try OverviewChoice(request, latest: known.upperBound)
        guard request.query("period") != nil else { return .seeOther(path(choice)) }
        let texts = try site.renderer.texts("manage", request.language)
        let report = try await site.figures(choice.request(by: .none, period: choice.period))
        let scale = report.levels.joined(separator: ",")
        let values = try await values(choice, scale: scale)
        let measures = IndexMeasures(texts: texts, total: report.total, values: values)
        let pack = site.questionnaires.questionnaires.values.first { $0.levels.count == 5 }
        let five = try await pack.asyncMap { try await self.values(choice, scale: $0.levels.joined(separator: ",")) }
        let page = IndicesPage(
            frame: try site.manageFrame(request, context, title: texts["indicesTitle"], current: .manageIndices),
            t: texts.table,
            periods: PeriodChoice(choice.period, known: known, texts: texts) { period in
                path(choice.with { $0.period = period })
            },
            measures: [
                measures.satisfaction, measures.resolution, measures.agency,
                try measures.factors(pack, values: five ?? nil),
            ])
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }

    private func path(_ choice: OverviewChoice) -> String {
        SiteURL.manageIndices.path(["period": choice.period.description, "lang": choice.language?.rawValue])
    }

    /// Released answers of everything by question and value; nil when they may not be shown.
    private func values(_ choice: OverviewChoice, scale: String) async throws -> [String: [String: Int]]? {
        let table = TableRequest(rows: .total, period: choice.period, scale: scale)
        guard let cell = try await site.store.releasedFigures().cell(.total, in: table) else { return nil }
        var values: [String: [String: Int]] = [:]
        for (name, count) in cell.counts.values {
            let parts = name.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { values[parts[0], default: [:]][parts[1]] = count }
        }
        return values
    }
}

extension Optional {
    fileprivate func asyncMap<Value>(_ change: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await change(self)
    }
}
