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
        let rows = try await site.figures(choice.request).rows.filter { scope.contains($0, by: choice.by) }
        if let format = try ExportFormat(request) {
            return try await site.exportComparison(choice, rows: rows, as: format, texts: texts)
        }
        let page = ComparisonPage(
            frame: try site.manageFrame(request, context, title: texts["comparisonTitle"], current: .manageComparison),
            t: texts.table,
            groupings: OverviewChoice.groupings.filter { !scope.isLimited || $0 != .procedure }.map { by in
                ChoiceLink(
                    text: texts["by.\(by.rawValue)"], href: choice.with { $0.by = by }.path(on: .manageComparison),
                    isCurrent: by == choice.by)
            },
            channels: choice.channels(texts) { $0.path(on: .manageComparison) },
            periods: PeriodChoice(choice.period, known: known, texts: texts) { period in
                choice.with { $0.period = period }.path(on: .manageComparison)
            },
            rows: try await ranked(rows, choice, texts),
            notEnough: rows.filter { $0.satisfaction == nil && $0.hasFigures }.map {
                FigureRow($0, href: choice.unitPath($0), texts: texts)
            }, exports: ExportFormat.links(choice.path(on: .manageComparison), texts: texts))
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }

    private func ranked(
        _ rows: [ReportRow], _ choice: OverviewChoice, _ texts: Texts
    ) async throws -> [ComparisonPage.Row] {
        let numbers = NumberStyle(language: texts.language)
        let minimum = try site.store.settings().smallCell
        let ranking = UnitRanking(
            rows.indices.compactMap { index in rows[index].shownCount.map { (id: index, count: $0) } },
            minimum: minimum)
        let earlier = try await site.earlier(choice)
        let shared = Dictionary(grouping: ranking.entries, by: \.rank)
        return ranking.entries.map { entry in
            let row = rows[entry.id]
            let last = earlier.first { $0.code == row.code && $0.validFrom == row.validFrom }
            let change = ShareChange(from: last, to: row, minimum: minimum)
            return ComparisonPage.Row(
                rank: (shared[entry.rank]?.count ?? 1) > 1
                    ? texts.filled("rankShared", ["rank": "\(entry.rank)"]) : "\(entry.rank)",
                name: row.name, href: choice.unitPath(row), estimate: numbers.percent(entry.estimate),
                interval: numbers.interval(entry.interval.lowerBound, entry.interval.upperBound),
                share: row.satisfaction.map { numbers.percent($0.share) } ?? "–", count: numbers.whole(entry.count.n),
                responseRate: row.responseRate.map(numbers.percent) ?? "–",
                coverage: row.coverage.map(numbers.percent) ?? "–",
                change: (change?.verdict ?? .notEnoughAnswers).words[texts.language])
        }
    }
}

extension Site {
    /// The published rows of the period before; none before everything.
    func earlier(_ choice: OverviewChoice) async throws -> [ReportRow] {
        guard let period = choice.period.moved(by: -1) else { return [] }
        return try await figures(choice.request(by: choice.by, period: period)).rows
    }
}
