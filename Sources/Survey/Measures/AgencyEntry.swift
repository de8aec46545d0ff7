/// Points that somebody entered for one index of a unit's agency score in a period.
public struct AgencyEntry: Sendable, Hashable {
    /// Whose points they are.
    public enum Kind: String, Sendable, CaseIterable {
        /// The agency's own.
        case own
        /// What the office above made of them.
        case verified
    }

    public let unitID: AdministrativeUnit.ID
    public let period: Period
    public let index: AgencyIndex
    public let kind: Kind
    public let entry: AgencyScore.Entry

    public init(
        unitID: AdministrativeUnit.ID, period: Period, index: AgencyIndex, kind: Kind, entry: AgencyScore.Entry
    ) {
        self.unitID = unitID
        self.period = period
        self.index = index
        self.kind = kind
        self.entry = entry
    }
}

extension AgencyScore {
    /// The score of a unit with the points that hold: for each index the newest entry.
    ///
    /// - Parameter entries: of one unit and period, the oldest first.
    public init(figures: AgencyFigures, entries: [AgencyEntry]) {
        func newest(_ kind: AgencyEntry.Kind) -> [AgencyIndex: Entry] {
            Dictionary(entries.filter { $0.kind == kind }.map { ($0.index, $0.entry) }) { _, newer in newer }
        }
        self.init(figures: figures, entered: newest(.own), verified: newest(.verified))
    }
}
