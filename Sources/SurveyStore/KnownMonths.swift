import GRDB
public import Survey

extension Store {
    /// The first and the last month in which a dossier was completed; nil while there is none.
    public func knownMonths() async throws -> ClosedRange<Month>? {
        try await read { db in
            let row = try Row.fetchOne(db, sql: "SELECT min(month), max(month) FROM dossier_tally")
            guard let first: Int = row?[0], let last: Int = row?[1] else { return nil }
            return Month(number: first)...Month(number: last)
        }
    }
}
