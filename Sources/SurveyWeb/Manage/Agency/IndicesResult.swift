import Survey
import SurveyStore

/// The published figures behind the indices of a choice.
struct IndicesResult: Sendable {
    /// The agencies of the period within the scope.
    let agencies: [AgencyResults.Agency]
    /// The one that was asked for.
    let agency: AgencyResults.Agency?
    /// Its published row, or that of everything.
    let row: ReportRow
    /// The levels that its answers are on, the best first.
    let levels: [String]
    /// Released dislikes, by how many levels their scale has; empty where no answers may be shown.
    private let dislikes: [(levels: Int, count: Int)]
    private let pack: Questionnaire?
    private let cell: ShownCell?
    private let least: Int
    private let values: [String: [String: Int]]?
    private let fiveLevels: Questionnaire?
    private let fiveValues: [String: [String: Int]]?

    init(_ choice: IndicesChoice, site: Site) async throws {
        let request = ReportRequest(
            by: .none, from: choice.period.months?.lowerBound, to: choice.period.months?.upperBound)
        let total = try await site.figures(request)
        let scale = total.levels.joined(separator: ",")
        let results = try await site.agencyResults(
            choice.period, known: choice.known, scope: choice.scope, scale: scale)
        agencies = results.agencies
        let figures = try await site.store.figuresToShow()
        levels = total.levels
        let packs = site.questionnaires.packsByScale
        fiveLevels = packs.first { pack in pack.levels.count == 5 && pack.questions.contains { !$0.factor.isEmpty } }
        let subject: TableRow = choice.unit.map { .unit($0.id) } ?? .total
        func table(_ scale: String) -> TableRequest {
            TableRequest(
                rows: choice.unit == nil ? .total : .unit, period: choice.period,
                boundaries: choice.unit == nil ? .now : .then, scale: scale)
        }
        func released(_ levels: [String]) -> [String: [String: Int]]? {
            figures.told(subject, in: table(levels.joined(separator: ",")))?.values
        }
        values = released(levels)
        fiveValues = fiveLevels.flatMap { released($0.levels) }
        dislikes = packs.compactMap { pack in
            released(pack.levels).map { values in
                (pack.levels.count, pack.dissatisfiedLevels.reduce(0) { $0 + (values["overall"]?[$1] ?? 0) })
            }
        }
        pack = site.questionnaires.pack(scale: scale)
        cell = figures.told(subject, in: table(scale))
        least = try site.store.settings().smallCell
        if let unit = choice.unit {
            let agency = results.agency(unit.id) ?? AgencyResults.Agency(without: unit)
            self.agency = agency
            row = agency.result.row
        } else {
            agency = nil
            row = total.total
        }
    }

    /// The further questions; none where the answers may not be shown.
    func questions(_ texts: Texts) -> [QuestionView] {
        guard let pack, let cell else { return [] }
        return FigureCharts(texts: texts).questions(
            QuestionFigures(pack, cell: cell, least: least, language: texts.language))
    }

    func measures(_ texts: Texts) throws -> [IndicesPage.Measure] {
        let measures = IndexMeasures(texts: texts, total: row, values: values, dislikes: dislikes)
        return [
            measures.satisfaction, measures.resolution, measures.agency(agency?.result.score),
            try measures.factors(fiveLevels, values: fiveValues),
        ]
    }
}
