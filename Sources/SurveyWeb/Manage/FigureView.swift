import Survey
import SurveyStore

/// The figures in total and by desk, commune or procedure, as charts and as tables: the body of the overview and of the
/// public results (`Templates/figures-body.mustache`).
struct FigureView: Sendable {
    let groupings: [ChoiceLink]
    let boundaries: [ChoiceLink]
    let channels: [ChoiceLink]
    let periods: PeriodChoice
    /// What is shown of an account's scope that is less than everything, and why there is no total where there is none.
    let scope: String?
    /// Answers on other questionnaires, which are never added to these.
    let otherScales: [String]
    /// Of everything, or of the scope where it is a row by itself.
    let total: FigureRow?
    let trend: FigureTrend?
    let heading: String
    /// nil while no row has enough answers.
    let chart: String?
    /// nil while no row has enough answers.
    let levels: LevelsView?
    /// The further questions of the total, for managers; none where there is no total or too few answers.
    let questions: [QuestionView]
    /// Response and coverage; nil while there are no rows.
    let rates: String?
    let rows: [FigureRow]
    let threshold: String
    /// What is to be known of the numbers; nil where none is shown.
    let waiting: String?
    /// The same figures as files.
    let exports: [ChoiceLink]
}

/// A chart by month, and the table that says the same.
struct FigureTrend: Sendable {
    /// nil while no month has enough answers.
    let chart: String?
    let rows: [FigureRow]
}

extension Site {
    /// Asks for the figures of a choice and puts them into words and charts.
    ///
    /// - Parameters:
    ///   - scope: nil for everything.
    ///   - page: the page that the links stay on; on the public one rows lead nowhere.
    func figureView(
        _ choice: OverviewChoice, known: ClosedRange<Month>, scope: ManageScope?, page: SiteURL, texts: Texts
    ) async throws -> FigureView {
        let charts = FigureCharts(texts: texts)
        let isLimited = scope?.isLimited ?? false
        let isPublic = page.path == SiteURL.results.path
        let report = try await figures(choice.request)
        let rows = report.rows.filter { scope?.contains($0, by: choice.by) ?? true && $0.hasFigures }
        let total = try await ownTotal(choice, scope: scope, report: report, texts: texts)
        let trend = try await ownTrend(choice.period.trend(known: known), choice, scope: scope)
            .map { charts.trend($0, of: texts["trendTitle"]) }
        let questions =
            if let row = total?.row, !isPublic {
                try await questionFigures(row, choice, texts.language)
            } else {
                QuestionFigures?.none
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
            scope: isLimited
                ? texts[isPublic ? "resultsUnitNote" : total == nil ? "scopeNote" : "scopeTotalNote"] : nil,
            otherScales: isLimited ? [] : try await otherScales(choice, beside: report, texts),
            total: total.map { FigureRow($0.row, name: $0.name, explainsMark: false, texts: texts) }, trend: trend,
            heading: heading,
            chart: charts.intervals(rows, all: total?.row.satisfaction, title: heading),
            levels: rows.allSatisfy { $0.satisfaction == nil }
                ? nil
                : charts.levels(of: rows, levels: levelNames(report.levels, texts), title: texts["levelsTitle"]) {
                    row in
                    isPublic ? nil : choice.unitPath(row)
                },
            questions: charts.questions(questions),
            rates: rows.isEmpty ? nil : charts.rates(rows, title: texts["ratesTitle"]),
            rows: rows.map { row in
                FigureRow(row, href: isPublic ? nil : choice.unitPath(row), texts: texts)
            },
            threshold: texts.filled("threshold", ["least": "\(try store.settings().smallCell)"]),
            waiting: (rows + [total?.row].compactMap(\.self)).markWords(texts),
            exports: ExportFormat.links(choice.path(on: page), texts: texts))
    }
}

extension Site {
    /// A sentence for each other scale that the period has shown answers on: what of them is shown, and that they are not
    /// among the rest.
    private func otherScales(_ choice: OverviewChoice, beside report: Report, _ texts: Texts) async throws -> [String] {
        let figures = try await store.figuresToShow()
        let numbers = NumberStyle(language: texts.language)
        return questionnaires.packsByScale.map(\.levels).filter { $0 != report.levels }.compactMap { levels in
            let scale = levels.joined(separator: ",")
            guard let table = TableRequest(choice.request(by: .none, period: choice.period), scale: scale),
                let cell = figures.told(.total, in: table),
                let interval = WilsonInterval(satisfied: cell.counts.satisfied, of: cell.counts.answers)
            else { return nil }
            return texts.filled(
                "otherScale",
                [
                    "levels": "\(levels.count)", "count": numbers.whole(cell.counts.answers),
                    "share": numbers.percent(interval.share), "own": "\(report.levels.count)",
                ])
        }
    }

    /// The levels of some answers with their words, the best first.
    func levelNames(_ levels: [String], _ texts: Texts) -> [(value: String, name: String)] {
        let words = questionnaires.pack(scale: levels.joined(separator: ","))?.texts[texts.language]
        return levels.map { (value: $0, name: words?.levels[$0] ?? $0) }
    }
}

extension ReportRow {
    /// Whether there is anything to tell of the row.
    var hasFigures: Bool { counts.completed > 0 || satisfaction != nil }
}
