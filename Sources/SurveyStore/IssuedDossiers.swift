import GRDB
public import Survey

extension Store {
    /// Whether a slip or link was made for a dossier, so that its particulars can no longer change; void ones count too.
    public func isIssued(_ id: DossierID) throws -> Bool {
        try readNow { db in
            let find = try db.cachedStatement(
                sql: "SELECT 1 FROM dossier WHERE id = ? AND (is_issued = 1 OR state <> 0)")
            return try Int.fetchOne(find, arguments: [id.stored]) != nil
        }
    }
}
