import Survey
import SurveyStore

/// The figures in total and by desk, commune or procedure, as charts and as tables: the body of the overview and of the
/// public results (`Templates/figures-body.mustache`).
struct FigureView: Sendable {
    let groupings: [ChoiceLink]
    let boundaries: [ChoiceLink]
    let channels: [ChoiceLink]
    let periods: PeriodChoice
    /// Why there is no total, for an account whose scope is less than everything.
    let scope: String?
    /// nil when the scope is less than everything.
    let total: FigureRow?
    let trend: FigureTrend?
    let heading: String
    let chart: String
    /// nil while there are no rows.
    let levels: LevelsView?
    /// Response and coverage; nil while there are no rows.
    let rates: String?
    let rows: [FigureRow]
    let threshold: String
    /// What `*` means; nil where no number bears it.
    let waiting: String?
    /// The same figures as files.
    let exports: [ChoiceLink]
}

/// A chart by month, and the table that says the same.
struct FigureTrend: Sendable {
    let chart: String
    let rows: [FigureRow]
}

extension Site {
    /// Asks for the figures of a choice and puts them into words and charts.
    ///
    /// - Parameters:
    ///   - scope: nil for the public page.
    ///   - page: the page that the links stay on.
    ///   - unitLinks: whether rows lead to the page of their unit.
    func figureView(
        _ choice: OverviewChoice, known: ClosedRange<Month>, scope: ManageScope?, page: SiteURL, texts: Texts
    ) async throws -> FigureView {
        let charts = FigureCharts(texts: texts)
        let isLimited = scope?.isLimited ?? false
        let report = try await figures(choice.request)
        let rows = report.rows.filter { scope?.contains($0, by: choice.by) ?? true && $0.hasFigures }
        var trend: FigureTrend?
        if !isLimited {
            let months = choice.period.trend(known: known)
            trend = charts.trend(
                try await self.trend(months, boundaries: choice.boundaries, channel: choice.channel),
                of: texts["trendTitle"])
        }
        let heading = texts.filled(
            "unitsTitle.\(choice.by.rawValue)", ["period": choice.period.written(texts.language)])
        return FigureView(
            groupings: choice.groupings(scope, texts, page: page),
            boundaries: Boundaries.allCases.reversed().map { boundaries in
                ChoiceLink(
                    text: texts["boundaries.\(boundaries.rawValue)"],
                    href: choice.with { $0.boundaries = boundaries }.path(on: page),
                    isCurrent: boundaries == choice.boundaries)
            },
            channels: choice.channels(texts) { $0.path(on: page) },
            periods: PeriodChoice(choice.period, known: known, texts: texts) { period in
                choice.with { $0.period = period }.path(on: page)
            },
            scope: isLimited ? texts["scopeNote"] : nil,
            total: isLimited ? nil : FigureRow(report.total, name: texts["total"], texts: texts), trend: trend,
            heading: heading,
            chart: charts.intervals(rows, all: isLimited ? nil : report.total.satisfaction, title: heading),
            levels: rows.isEmpty
                ? nil
                : charts.levels(of: rows, levels: levelNames(report, texts), title: texts["levelsTitle"]) { row in
                    scope == nil ? nil : choice.unitPath(row)
                },
            rates: rows.isEmpty ? nil : charts.rates(rows, title: texts["ratesTitle"]),
            rows: rows.map { row in
                FigureRow(row, href: scope == nil ? nil : choice.unitPath(row), texts: texts)
            },
            threshold: texts.filled("threshold", ["least": "\(try store.settings().smallCell)"]),
            waiting: rows.waitsForMore || !isLimited && [report.total].waitsForMore ? texts["waiting"] : nil,
            exports: ExportFormat.links(choice.path(on: page), texts: texts))
    }
}

extension Site {
    /// The levels of a report's answers with their words, the best first.
    func levelNames(_ report: Report, _ texts: Texts) -> [(value: String, name: String)] {
        let words = questionnaires.questionnaires.values.first { $0.levels == report.levels }?.texts[texts.language]
        return report.levels.map { (value: $0, name: words?.levels[$0] ?? $0) }
    }
}

extension ReportRow {
    /// Whether there is anything to tell of the row.
    var hasFigures: Bool { counts.completed > 0 || satisfaction != nil }
}

extension Sequence<ReportRow> {
    /// Whether some of the shown answers are not the newest.
    var waitsForMore: Bool { contains { $0.asOf != nil && $0.satisfaction != nil } }
}
