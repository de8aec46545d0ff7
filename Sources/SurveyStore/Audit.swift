import Crypto
import Foundation
import GRDB
import Survey

extension Store {
    /// Now, in whole seconds, for the audit trail.
    var moment: Int { Int(now()) }

    /// Adds an entry to the append-only record; each is chained to the one before by its hash.
    static func audit(
        _ db: Database, moment: Int, actor: String, action: String, subject: String, details: String
    ) throws {
        let last = try Row.fetchOne(db, sql: "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
        let sequence = (last?["sequence"] ?? 0) + 1
        let previous: Data = last?["hash"] ?? Data(count: 32)
        let hash = auditHash(sequence, moment, actor, action, subject, details, after: previous)
        try db.execute(
            sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [sequence, moment, actor, action, subject, details, hash])
    }

    static func auditHash(
        _ sequence: Int, _ moment: Int, _ actor: String, _ action: String, _ subject: String, _ details: String,
        after previous: Data
    ) -> Data {
        var text = Data("hailong/audit/v1".utf8)
        for field in ["\(sequence)", "\(moment)", actor, action, subject, details] {
            let bytes = Data(field.utf8)
            // Lengths first, so that no two entries share an encoding.
            text.append(contentsOf: withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Data($0) })
            text.append(bytes)
        }
        return Data(SHA256.hash(data: previous + text))
    }

    /// Adds an entry of its own; `actor` is an account's name or `operator` for the command line.
    public func audit(actor: String, action: String, subject: String, details: String = "") async throws {
        try await write { [moment = moment] db in
            try Store.audit(db, moment: moment, actor: actor, action: action, subject: subject, details: details)
        }
    }
}
