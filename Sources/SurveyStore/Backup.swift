import Foundation
import GRDB
public import Logging
public import Survey

extension Store {
    /// Writes a copy of the database to a new file, while the service goes on (SQLite's backup API).
    ///
    /// - Throws: `SurveyError` when the file exists already.
    public func backUp(to path: String) throws {
        try Store.refuseExisting(path)
        let isOurs = DatabaseFile.makePrivate(path)
        do {
            let copy = try DatabaseQueue(path: path)
            try pool.backup(to: copy)
            // A backup must not tell in which order answers came: pages anew, in key order.
            try copy.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
            try copy.close()
        } catch {
            // Half a backup is none, and stands in the way of the next.
            if isOurs { try? FileManager.default.removeItem(atPath: path) }
            throw error
        }
    }

    /// Puts a backup in the place of a database that no service uses; the one that was there is kept beside it.
    ///
    /// - Returns: where the former database is now, nil when there was none.
    public static func restore(
        _ backup: String, to path: String, keyRing: KeyRing, now: @escaping Clock, logger: Logger
    ) async throws -> String? {
        guard FileManager.default.fileExists(atPath: backup) else {
            throw SurveyError(.unavailable, vi: "không có tệp \(backup)", en: "there is no file \(backup)")
        }
        try DatabaseFile.check(backup)
        // Work on a copy beside the target, so that a bad backup or a full disk leaves everything as it was.
        let incoming = path + ".restoring"
        try? FileManager.default.removeItem(atPath: incoming)
        DatabaseFile.makePrivate(incoming)
        let source = try DatabaseQueue(path: backup)
        let copy = try DatabaseQueue(path: incoming)
        try source.backup(to: copy)
        try source.close()
        try copy.close()
        let checked = try Store(path: incoming, keyRing: keyRing, mayCreate: false, now: now, logger: logger)
        let problems = try checked.verify()
        try await checked.audit(AuditAct(.restore, subject: "database"), by: "operator")
        try await checked.close()
        guard problems.isEmpty else {
            try? FileManager.default.removeItem(atPath: incoming)
            throw SurveyError(
                .invalid, vi: "\(backup) không toàn vẹn: \(problems[0].vi)",
                en: "\(backup) is damaged: \(problems[0].en)")
        }
        return try replace(path, with: incoming)
    }

    private static func replace(_ path: String, with incoming: String) throws -> String? {
        var former: String?
        if FileManager.default.fileExists(atPath: path) {
            let old = try DatabaseQueue(path: path)
            // Leaving WAL mode takes a lock that no other connection may share, an idle one neither.
            let isFree = try old.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA busy_timeout = 0")
                return (try? String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")) == "delete"
            }
            try old.close()
            guard isFree else {
                try? FileManager.default.removeItem(atPath: incoming)
                throw SurveyError(
                    .conflict, vi: "\(path) đang được dùng; hãy dừng dịch vụ trước",
                    en: "\(path) is in use; stop the service first")
            }
            let kept = path + ".before-restore"
            try? FileManager.default.removeItem(atPath: kept)
            try FileManager.default.moveItem(atPath: path, toPath: kept)
            former = kept
        }
        for ending in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + ending)
            try? FileManager.default.removeItem(atPath: incoming + ending)
        }
        try FileManager.default.moveItem(atPath: incoming, toPath: path)
        return former
    }

    static func refuseExisting(_ path: String) throws {
        if FileManager.default.fileExists(atPath: path) {
            throw SurveyError(.conflict, vi: "đã có tệp \(path)", en: "the file \(path) exists already")
        }
    }
}
