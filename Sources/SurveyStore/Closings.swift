import GRDB

/// What takes no more answers: days that have their checkpoint, and months that are sealed.
struct Closings: Sendable {
    /// The last day with a checkpoint, nil before the first.
    let lastDay: Int?
    let months: Set<Int>

    init(_ db: Database) throws {
        lastDay = try Int.fetchOne(db.cachedStatement(sql: "SELECT max(day) FROM checkpoint"))
        months = Set(try Int.fetchAll(db.cachedStatement(sql: "SELECT month FROM month_seal")))
    }
}
