import Hummingbird
import Survey
import SurveyStore

/// `/manage/comparison`: the ranking of what may be shown, within the account's scope.
struct ComparisonRoutes: Sendable {
    let site: Site

    func add(to group: RouterGroup<ManageContext>) {
        group.get(SiteURL.manageComparison.pattern, use: show)
    }

    @Sendable private func show(_ request: Request, _ context: ManageContext) async throws -> Response {
        let scope = ManageScope(context.account, catalogue: try site.store.catalogue())
        let known = try await site.knownMonths()
        let choice = try OverviewChoice(request, latest: known.upperBound)
        guard ["by", "period"].allSatisfy({ request.query($0) != nil }) else {
            return .seeOther(choice.path(on: .manageComparison))
        }
        try scope.check(choice.by)
        let texts = try site.renderer.texts("manage", request.language)
        let ranked = try await site.rankedRows(choice, scope: scope, known: known)
        if let format = try ExportFormat(request) {
            return try await site.exportComparison(choice, ranked: ranked, scope: scope, as: format, texts: texts)
        }
        let page = ComparisonPage(
            frame: try site.manageFrame(request, context, title: texts["comparisonTitle"], current: .manageComparison),
            t: texts.table,
            groupings: choice.groupings(scope, texts, page: .manageComparison),
            channels: choice.channels(texts) { $0.path(on: .manageComparison) },
            periods: PeriodChoice(choice.period, known: known, texts: texts) { period in
                choice.with { $0.period = period }.path(on: .manageComparison)
            },
            hasMoves: !ranked.earlier.isEmpty,
            rows: rows(ranked, choice, texts),
            notEnough: ranked.others.map { FigureRow($0, href: choice.unitPath($0), texts: texts) },
            among: scope.isLimited ? texts["comparisonAmong.\(choice.by.rawValue)"] : nil,
            waiting: ranked.ranked.map(\.row).markWords(texts),
            exports: ExportFormat.links(choice.path(on: .manageComparison), texts: texts))
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }

    private func rows(_ ranked: RankedRows, _ choice: OverviewChoice, _ texts: Texts) -> [ComparisonPage.Row] {
        let numbers = NumberStyle(language: texts.language)
        return ranked.ranked.map { place in
            let entry = place.entry
            let figures = FigureRow(place.row, texts: texts)
            return ComparisonPage.Row(
                rank: entry.possibleRanks.written,
                shared: place.isShared ? texts.filled("rankShared", ["rank": "\(entry.rank)"]) : nil,
                name: place.row.name, href: choice.unitPath(place.row), estimate: numbers.percent(entry.estimate),
                interval: numbers.interval(entry.interval.lowerBound, entry.interval.upperBound),
                share: figures.answers?.share ?? "–", count: figures.answers?.count ?? "–",
                responseRate: figures.answers?.responseRate ?? "–", coverage: figures.coverage,
                change: place.change.words[texts.language],
                moves: zip(ranked.earlier, place.moves).map { period, move in
                    ComparisonPage.Move(
                        label: period.written(texts.language), words: move.written(texts.language))
                })
        }
    }
}
