import GRDB
public import Survey
import Synchronization

extension Store {
    /// The settings as they stand; read again when they were changed, by this process or another.
    public func settings() throws -> Settings {
        let revision = try revisions().setting
        if let cached = caches.withLock({ $0.settings }), cached.revision == revision { return cached.value }
        let value = try pool.read { try Store.settings($0) }
        caches.withLock { $0.settings = (revision, value) }
        return value
    }

    static func settings(_ db: Database) throws -> Settings {
        let rows = try Row.fetchAll(db, sql: "SELECT name, value FROM setting")
        return Settings(Dictionary(uniqueKeysWithValues: rows.map { ($0["name"] as String, $0["value"] as String) }))
    }

    /// Sets a setting, and says so in the audit trail.
    ///
    /// - Throws: `SurveyError` for an unknown name or a value that it may not have.
    public func set(_ name: String, to value: String, by actor: String) async throws {
        let setting = try Setting.named(name)
        let value = setting.tidied(value)
        try setting.check(value)
        try await write { [trail] db in
            try db.execute(
                sql: "INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                arguments: [name, value])
            let settings = try Store.settings(db)
            guard settings.retentionDays >= settings.validityDays else {
                throw SurveyError(
                    .invalid, vi: "retention_days không được ngắn hơn validity_days",
                    en: "retention_days must not be shorter than validity_days")
            }
            let packs = try String.fetchAll(db, sql: "SELECT name FROM questionnaire")
            if !packs.isEmpty, let missing = settings.questionnaires.names.first(where: { !packs.contains($0) }) {
                throw SurveyError(
                    .invalid, vi: "không có bộ câu hỏi \(missing)", en: "there is no questionnaire \(missing)")
            }
            try Store.moveRevision("setting", db)
            try trail.append(
                AuditAct(.setting, subject: name, details: ["value": setting.traced(value)]), by: actor, to: db)
        }
        forgetRevisions()
    }
}
