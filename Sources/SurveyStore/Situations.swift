import GRDB
public import Survey

extension Store {
    /// The situation by unit and month, by month and then by unit.
    ///
    /// - Parameter months: both inclusive; nil: everything.
    public func situations(_ months: ClosedRange<Month>? = nil) async throws -> [Situation] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM situation WHERE month BETWEEN ? AND ? ORDER BY month, unit_id",
                arguments: [months?.lowerBound.number ?? 0, months?.upperBound.number ?? 1_000_000]
            ).map { row in
                Situation(
                    unitID: row["unit_id"], month: Month(number: row["month"]), receivedDirect: row["received_direct"],
                    receivedOnline: row["received_online"], receivedPost: row["received_post"],
                    carriedOver: row["carried_over"], pendingInTime: row["pending_in_time"],
                    pendingLate: row["pending_late"], awaitingSupplement: row["awaiting_supplement"],
                    ineligible: row["ineligible"])
            }
        }
    }
}
