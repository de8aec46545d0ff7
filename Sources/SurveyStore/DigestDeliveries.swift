import GRDB
public import Survey

extension Store {
    /// Whether a period's digest has gone this way; told apart by period, so that a restart sends nothing twice.
    public func isDelivered(_ period: DigestPeriod, by way: DigestWay) async throws -> Bool {
        try await read { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT * FROM digest_delivery WHERE period = ? AND way = ?)",
                arguments: [period.description, way.rawValue]) ?? false
        }
    }

    public func noteDelivery(of period: DigestPeriod, by way: DigestWay) async throws {
        try await write { [now] db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO digest_delivery VALUES (?, ?, ?)",
                arguments: [period.description, way.rawValue, Int(now())])
        }
    }
}
