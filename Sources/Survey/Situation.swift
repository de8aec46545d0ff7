/// What was received, and what was not resolved yet, of one unit in one month: counts that are no completed dossiers.
///
/// Received and ineligible are flows: over several months they add up. Carried over, pending and awaiting supplement are
/// stocks: a period has the carried over of its first month, and the others of its last.
public struct Situation: Sendable, Hashable {
    public var unitID: AdministrativeUnit.ID
    public var month: Month
    public var receivedDirect: Int
    public var receivedOnline: Int
    public var receivedPost: Int
    /// Open at the start of the month.
    public var carriedOver: Int
    /// Open at the end of the month, and awaiting nothing.
    public var pendingInTime: Int
    public var pendingLate: Int
    /// Open at the end of the month, until the citizen adds something.
    public var awaitingSupplement: Int
    public var ineligible: Int

    public init(
        unitID: AdministrativeUnit.ID, month: Month, receivedDirect: Int, receivedOnline: Int, receivedPost: Int,
        carriedOver: Int, pendingInTime: Int, pendingLate: Int, awaitingSupplement: Int, ineligible: Int
    ) {
        self.unitID = unitID
        self.month = month
        self.receivedDirect = receivedDirect
        self.receivedOnline = receivedOnline
        self.receivedPost = receivedPost
        self.carriedOver = carriedOver
        self.pendingInTime = pendingInTime
        self.pendingLate = pendingLate
        self.awaitingSupplement = awaitingSupplement
        self.ineligible = ineligible
    }
}

/// The situation of several units over several months, flows added up and stocks taken at the ends.
public struct SituationSum: Sendable, Hashable {
    public private(set) var receivedDirect = 0
    public private(set) var receivedOnline = 0
    public private(set) var receivedPost = 0
    public private(set) var carriedOver = 0
    public private(set) var pendingInTime = 0
    public private(set) var pendingLate = 0
    public private(set) var awaitingSupplement = 0
    public private(set) var ineligible = 0

    /// Received by any route and carried over: what there was to resolve.
    public var received: Int { receivedDirect + receivedOnline + receivedPost + carriedOver }
    public var pending: Int { pendingInTime + pendingLate }

    /// - Parameter rows: each unit's months.
    public init(_ rows: some Sequence<Situation>) {
        let rows = Array(rows)
        let first = rows.map(\.month).min()
        let last = rows.map(\.month).max()
        for row in rows {
            receivedDirect += row.receivedDirect
            receivedOnline += row.receivedOnline
            receivedPost += row.receivedPost
            ineligible += row.ineligible
            if row.month == first { carriedOver += row.carriedOver }
            if row.month == last {
                pendingInTime += row.pendingInTime
                pendingLate += row.pendingLate
                awaitingSupplement += row.awaitingSupplement
            }
        }
    }
}
