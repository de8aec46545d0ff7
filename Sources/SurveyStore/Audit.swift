import Foundation
import GRDB
public import Survey

extension Store {
    /// Adds an entry to the append-only record; `actor` is an account's name or `operator` for the command line.
    public func audit(_ act: AuditAct, by actor: String) async throws {
        try await write { [trail] db in try trail.append(act, by: actor, to: db) }
    }

    /// Adds an entry of its own, with one detail in words.
    ///
    /// - Throws: `SurveyError` for an action that the trail does not know, or a text that it may not hold.
    public func audit(actor: String, action: String, subject: String, details: String = "") async throws {
        guard let known = AuditAct.Action(rawValue: action) else {
            throw SurveyError(
                .invalid, vi: "nhật ký không có hành động “\(action)”", en: "the trail knows no act “\(action)”")
        }
        try await audit(AuditAct(known, subject: subject, details: AuditTrail.note(details)), by: actor)
    }

    /// How entries are added: with this store's keys and clock.
    var trail: AuditTrail { AuditTrail(keyRing: keyRing, now: now) }
}

/// Adds entries to the audit trail, inside the transaction of what they tell of.
struct AuditTrail: Sendable {
    let keyRing: KeyRing
    let now: Store.Clock

    func append(_ act: AuditAct, by actor: String, to db: Database) throws {
        var chain = try AuditTrail.end(db)
        let entry = chain.append(act, by: actor, at: now())
        try db.execute(
            sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                entry.sequence, entry.moment, entry.actor, entry.action, entry.subject, entry.details, entry.hash.data,
            ])
        try db.execute(
            sql: """
                INSERT INTO audit_end VALUES (1, ?, ?, ?)
                ON CONFLICT DO UPDATE SET count = excluded.count, head = excluded.head, seal = excluded.seal
                """,
            arguments: [chain.count, chain.head.data, chain.seal(with: keyRing)])
    }

    /// Details of one member, none for no words.
    static func note(_ words: String) -> [String: String] { words.isEmpty ? [:] : ["note": words] }

    private static func end(_ db: Database) throws -> AuditChain {
        let last = try Row.fetchOne(db, sql: "SELECT * FROM audit ORDER BY sequence DESC LIMIT 1")
        return last.flatMap(AuditEntry.init).map(AuditChain.init(endingWith:)) ?? AuditChain()
    }
}

extension AuditEntry {
    /// nil when the hash is none.
    init?(_ row: Row) {
        guard let hash = MerkleHash(row["hash"] as Data) else { return nil }
        self.init(
            sequence: row["sequence"], moment: row["moment"], actor: row["actor"], action: row["action"],
            subject: row["subject"], details: row["details"], hash: hash)
    }
}
