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

    /// The largest count there may be, far beyond a year of a whole province; sums of it never overflow.
    public static let largestCount = 10_000_000

    /// A count as it is written: digits alone, up to ``largestCount``; nil for anything else.
    public static func count(_ text: String) -> Int? {
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let count = Int(text), count <= largestCount else {
            return nil
        }
        return count
    }

    /// Counts that are stored beyond ``largestCount``, which `hailong verify` reports, are taken for it.
    public init(
        unitID: AdministrativeUnit.ID, month: Month, receivedDirect: Int, receivedOnline: Int, receivedPost: Int,
        carriedOver: Int, pendingInTime: Int, pendingLate: Int, awaitingSupplement: Int, ineligible: Int
    ) {
        self.unitID = unitID
        self.month = month
        self.receivedDirect = min(receivedDirect, Situation.largestCount)
        self.receivedOnline = min(receivedOnline, Situation.largestCount)
        self.receivedPost = min(receivedPost, Situation.largestCount)
        self.carriedOver = min(carriedOver, Situation.largestCount)
        self.pendingInTime = min(pendingInTime, Situation.largestCount)
        self.pendingLate = min(pendingLate, Situation.largestCount)
        self.awaitingSupplement = min(awaitingSupplement, Situation.largestCount)
        self.ineligible = min(ineligible, Situation.largestCount)
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

    /// The sums of parts that have nothing in common; nil where nothing is known of any.
    public init?(_ parts: [SituationSum]) {
        if parts.isEmpty { return nil }
        for part in parts {
            receivedDirect += part.receivedDirect
            receivedOnline += part.receivedOnline
            receivedPost += part.receivedPost
            carriedOver += part.carriedOver
            pendingInTime += part.pendingInTime
            pendingLate += part.pendingLate
            awaitingSupplement += part.awaitingSupplement
            ineligible += part.ineligible
        }
    }

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
