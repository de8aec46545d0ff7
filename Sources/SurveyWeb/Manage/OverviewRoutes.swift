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
        // The whole choice goes into the address, so that it gives the same figures to a colleague, and next month.
        guard ["by", "period", "boundaries"].allSatisfy({ request.query($0) != nil }) else {
            return .seeOther(choice.path(on: .manage))
        }
        try scope.check(choice.by)
        let texts = try site.renderer.texts("manage", request.language)
        let charts = FigureCharts(texts: texts)
        let report = try await site.figures(choice.request)
        let rows = report.rows.filter { scope.contains($0, by: choice.by) && $0.hasFigures }
        let period = choice.period.written(texts.language)
        var trend: OverviewPage.Trend?
        if !scope.isLimited {
            let months = choice.period.trend(known: known)
            trend = charts.trend(
                try await site.trend(months, boundaries: choice.boundaries), of: texts["trendTitle"])
        }
        let heading = texts.filled("unitsTitle.\(choice.by.rawValue)", ["period": period])
        let page = OverviewPage(
            frame: try site.manageFrame(request, context, title: texts["title"], current: .manage), t: texts.table,
            groupings: groupings(choice, scope, texts), boundaries: boundaries(choice, texts),
            periods: PeriodChoice(choice.period, known: known, texts: texts) { period in
                choice.with { $0.period = period }.path(on: .manage)
            },
            scope: scope.isLimited ? texts["scopeNote"] : nil,
            total: scope.isLimited ? nil : FigureRow(report.total, name: texts["total"], texts: texts), trend: trend,
            heading: heading,
            chart: charts.intervals(
                rows, all: scope.isLimited ? nil : report.total.satisfaction, title: heading),
            rows: rows.map { FigureRow($0, texts: texts) },
            threshold: texts.filled("threshold", ["least": "\(try site.store.settings().smallCell)"]))
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }

    private func groupings(_ choice: OverviewChoice, _ scope: ManageScope, _ texts: Texts) -> [ChoiceLink] {
        OverviewChoice.groupings.filter { !scope.isLimited || $0 != .procedure }.map { by in
            ChoiceLink(
                text: texts["by.\(by.rawValue)"], href: choice.with { $0.by = by }.path(on: .manage),
                isCurrent: by == choice.by)
        }
    }

    private func boundaries(_ choice: OverviewChoice, _ texts: Texts) -> [ChoiceLink] {
        Boundaries.allCases.reversed().map { boundaries in
            ChoiceLink(
                text: texts["boundaries.\(boundaries.rawValue)"],
                href: choice.with { $0.boundaries = boundaries }.path(on: .manage),
                isCurrent: boundaries == choice.boundaries)
        }
    }
}

extension ReportRow {
    /// Whether there is anything to tell of the row.
    var hasFigures: Bool { counts.completed > 0 || satisfaction != nil }
}
