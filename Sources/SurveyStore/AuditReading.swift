import GRDB
public import Survey

extension Store {
    /// Entries of the audit trail, the newest first.
    ///
    /// - Parameter before: only entries with a lower sequence number; nil: from the newest.
    public func auditEntries(before sequence: Int? = nil, limit: Int) async throws -> [AuditEntry] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM audit WHERE sequence < ? ORDER BY sequence DESC LIMIT ?",
                arguments: [sequence ?? Int.max, limit]
            ).compactMap(AuditEntry.init)
        }
    }
}
