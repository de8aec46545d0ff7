/// What the offices' sheets say of one agency in a period: its score, and what citizens answered.
///
/// An agency is a unit with its desks and those of the units below it, as they stood then.
public struct AgencyResult: Sendable {
    public let unit: AdministrativeUnit
    public let score: AgencyScore
    /// Its dossiers, and of its answers what may be shown.
    public let row: ReportRow

    public init(unit: AdministrativeUnit, score: AgencyScore, row: ReportRow) {
        self.unit = unit
        self.score = score
        self.row = row
    }

    /// The total that counts: with verified points where there are any.
    public var total: Double? { score.verifiedTotal }
    public var band: AgencyScore.Band? { score.verifiedBand }

    /// The place of each by its total, the highest first; equal totals share a place, and without a total there is none.
    public static func ranks(_ results: [AgencyResult]) -> [Int?] {
        let totals = results.compactMap(\.total)
        return results.map { result in result.total.map { total in 1 + totals.count { $0 > total } } }
    }
}

extension AgencyFigures {
    /// - Parameters:
    ///   - counts: of dossiers.
    ///   - values: released answers by question and value; nil when they may not be shown.
    public init(_ counts: ReportCounts, values: [String: [String: Int]]?) {
        func split(_ question: String) -> Split {
            let values = values?[question] ?? [:]
            return Split(two: values["0"] ?? 0, one: values["1"] ?? 0, zero: values["2"] ?? 0)
        }
        self.init(
            time: Split(two: counts.early, one: counts.onTime, zero: counts.late), contacts: split("contacts"),
            agencies: split("agencies"), online: counts.online, received: counts.direct + counts.online + counts.post)
    }
}
