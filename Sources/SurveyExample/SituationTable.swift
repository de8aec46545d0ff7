public import Survey

/// The monthly situation of January to May 2024, one row a unit and month, in the columns of `hailong import situation`.
///
/// Received and ineligible are flows: they add up over months. Carried over, pending and awaiting supplement are stocks:
/// a period has the first month's carried over and the last month's others. In every row
/// `carried over + received = resolved + pending + awaiting supplement + ineligible`, but for two commune dossiers of
/// May that the report does not account for (8,210 − 8,202 − 6).
public struct SituationTable: Sendable {
    public struct Row: Sendable, Hashable {
        public let unitCode: String
        public let month: Month
        public var receivedDirect = 0
        public var receivedOnline = 0
        public var receivedPost = 0
        public var carriedOver = 0
        public var pendingInTime = 0
        public var pendingLate = 0
        public var awaitingSupplement = 0
        public var ineligible = 0

        public var csvLine: String {
            "\(unitCode),\(month),\(receivedDirect),\(receivedOnline),\(receivedPost),\(carriedOver),"
                + "\(pendingInTime),\(pendingLate),\(awaitingSupplement),\(ineligible)"
        }
    }

    public static let csvHeader =
        "unit_code,month,received_direct,received_online,received_post,carried_over,"
        + "pending_in_time,pending_late,awaiting_supplement,ineligible"

    /// By unit, then by month.
    public let rows: [Row]

    public var csv: String { rows.reduce(into: SituationTable.csvHeader + "\n") { $0 += $1.csvLine + "\n" } }

    /// - Parameter dossiers: ``DossierGenerator/reportedDossiers()``.
    public init(reported dossiers: [GeneratedDossier]) {
        var byUnit: [String: [GeneratedDossier]] = [:]
        for dossier in dossiers {
            let isDistrict = dossier.deskCode.hasPrefix("XT-364-")
            byUnit[isDistrict ? "364" : dossier.communeCode, default: []].append(dossier)
        }
        let communes = byUnit.keys.filter { $0 != "364" }.sorted()
        rows = byUnit.keys.sorted().flatMap { unit in
            let unresolved = Unresolved.of(unit: unit, place: communes.firstIndex(of: unit))
            return SituationTable.rows(of: unit, byUnit[unit] ?? [], unresolved)
        }
    }

    private static func rows(of unit: String, _ dossiers: [GeneratedDossier], _ unresolved: [Unresolved]) -> [Row] {
        let first = DossierGenerator.reported.lowerBound
        // Dossiers of the unit that are open at the end of the month before, and how many of those await a supplement.
        var open = dossiers.count { $0.receivedOn < first.firstDay }
        var (pending, awaiting) = (0, 0)
        return unresolved.enumerated().map { index, extra in
            let month = first + index
            let received = dossiers.filter { $0.receivedOn.month == month }
            pending += extra.pending
            awaiting += extra.awaiting
            var row = Row(unitCode: unit, month: month)
            row.carriedOver = open
            row.receivedDirect = received.count { $0.receivedVia == .direct }
            row.receivedPost = received.count { $0.receivedVia == .post }
            row.receivedOnline =
                received.count { $0.receivedVia == .online } + extra.pending + extra.awaiting + extra.ineligible
                + extra.unexplained
            row.pendingInTime =
                dossiers.count { $0.receivedOn <= month.lastDay && $0.completedOn > month.lastDay } + pending
            row.awaitingSupplement = awaiting
            row.ineligible = extra.ineligible
            open = row.pendingInTime + row.awaitingSupplement
            return row
        }
    }
}

/// What came in during a month and is not among the resolved dossiers; how it falls on months and communes is made up.
private struct Unresolved {
    var pending = 0
    var awaiting = 0
    var ineligible = 0
    var unexplained = 0

    /// The five months of a unit: the district's sum up to 86, 26 and 15, the communes' to 6 and 2.
    static func of(unit: String, place: Int?) -> [Unresolved] {
        var months = [Unresolved](repeating: Unresolved(), count: 5)
        guard let place else {
            for (index, numbers) in [(0, 0, 3), (0, 0, 2), (0, 4, 3), (6, 8, 3), (80, 14, 4)].enumerated() {
                (months[index].pending, months[index].awaiting, months[index].ineligible) = numbers
            }
            return months
        }
        if place % 3 == 0, place < 18 { months[place / 3 % 5].ineligible = 1 }
        if place == 4 || place == 13 { months[4].unexplained = 1 }
        return months
    }
}
