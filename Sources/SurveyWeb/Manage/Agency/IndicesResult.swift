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
        let figures = try await site.store.releasedFigures()
        fiveLevels = site.questionnaires.questionnaires.values.first { $0.levels.count == 5 }
        let subject: TableRow = choice.unit.map { .unit($0.id) } ?? .total
        func released(_ scale: String) -> [String: [String: Int]]? {
            let table = TableRequest(
                rows: choice.unit == nil ? .total : .unit, period: choice.period,
                boundaries: choice.unit == nil ? .now : .then, scale: scale)
            return figures.cell(subject, in: table)?.values
        }
        values = released(scale)
        fiveValues = fiveLevels.flatMap { released($0.levels.joined(separator: ",")) }
        if let unit = choice.unit {
            let agency = results.agency(unit.id) ?? AgencyResults.Agency(without: unit)
            self.agency = agency
            row = agency.result.row
        } else {
            agency = nil
            row = total.total
        }
    }

    func measures(_ texts: Texts) throws -> [IndicesPage.Measure] {
        let measures = IndexMeasures(texts: texts, total: row, values: values)
        return [
            measures.satisfaction, measures.resolution, measures.agency(agency?.result.score),
            try measures.factors(fiveLevels, values: fiveValues),
        ]
    }
}
