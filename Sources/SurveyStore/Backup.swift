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

    /// Puts a backup in the place of a database that no service uses; the one that was there is kept beside it, under a
    /// name that was free.
    ///
    /// - Returns: where the former database is now, nil when there was none.
    /// - Throws: `SurveyError` that names the backup when it is none of ours, is damaged or has other keys, or that names
    ///   the database when it is in use or no database. Nothing has changed then.
    public static func restore(
        _ backup: String, to path: String, keyRing: KeyRing, now: @escaping Clock, logger: Logger
    ) async throws -> String? {
        guard FileManager.default.fileExists(atPath: backup) else {
            throw SurveyError(.unavailable, vi: "không có tệp “\(backup)”", en: "there is no file “\(backup)”")
        }
        try DatabaseFile.check(backup, mayBeNew: false)
        // One that a newer version made may be what the backup is wanted for.
        try DatabaseFile.check(path, mayBeNew: false, ofAnyVersion: true)
        // Work on a copy beside the target, so that a bad backup or a full disk leaves everything as it was.
        let incoming = path + ".restoring"
        remove(incoming)
        DatabaseFile.makePrivate(incoming)
        do {
            try await copy(backup, to: incoming, keyRing: keyRing, now: now, logger: logger)
            return try replace(path, with: incoming)
        } catch {
            remove(incoming)
            throw error
        }
    }

    /// Copies a backup, checks the copy, and notes the restore in its trail.
    private static func copy(
        _ backup: String, to incoming: String, keyRing: KeyRing, now: @escaping Clock, logger: Logger
    ) async throws {
        let copy: DatabaseQueue
        do { copy = try DatabaseQueue(path: incoming) } catch let error as DatabaseError {
            throw DatabaseFile.unopened(incoming, error)
        }
        let problems: [Localized]
        do {
            let source = try DatabaseQueue(path: backup)
            try source.backup(to: copy)
            try source.close()
            try copy.close()
            let checked = try Store(path: incoming, keyRing: keyRing, mayCreate: false, now: now, logger: logger)
            problems = try checked.verify()
            try await checked.audit(AuditAct(.restore, subject: "database"), by: "operator")
            try await checked.close()
        } catch {
            guard let failure = error as? SurveyError ?? SurveyError(database: error) else { throw error }
            // The copy is nothing that people know of.
            let vi = failure.message.vi.replacing(incoming, with: backup)
            let en = failure.message.en.replacing(incoming, with: backup)
            throw SurveyError(
                failure.code, vi: vi.contains(backup) ? vi : "\(backup): \(vi)",
                en: en.contains(backup) ? en : "\(backup): \(en)")
        }
        guard problems.isEmpty else {
            throw SurveyError(
                .invalid, vi: "\(backup) không toàn vẹn: \(problems[0].vi)",
                en: "\(backup) is damaged: \(problems[0].en)")
        }
    }

    private static func replace(_ path: String, with incoming: String) throws -> String? {
        var former: String?
        if FileManager.default.fileExists(atPath: path) {
            guard try isFree(path) else {
                throw SurveyError(
                    .conflict, vi: "\(path) đang được dùng; hãy dừng dịch vụ trước",
                    en: "\(path) is in use; stop the service first")
            }
            let kept = freeName(path + ".before-restore")
            try FileManager.default.moveItem(atPath: path, toPath: kept)
            // There only beside a damaged one, whose last answers may be in it.
            for ending in ["-wal", "-shm"] {
                try? FileManager.default.moveItem(atPath: path + ending, toPath: kept + ending)
            }
            former = kept
        }
        for ending in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + ending)
            try? FileManager.default.removeItem(atPath: incoming + ending)
        }
        try FileManager.default.moveItem(atPath: incoming, toPath: path)
        return former
    }

    /// Whether no process has a database open; one that is damaged, which may be why it is replaced, counts as free.
    private static func isFree(_ path: String) throws -> Bool {
        do {
            let old = try DatabaseQueue(path: path)
            defer { try? old.close() }
            // Leaving WAL mode takes a lock that no other connection may share, an idle one neither.
            return try old.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA busy_timeout = 0")
                return try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE") == "delete"
            }
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: return false
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: return true
            default: throw error
            }
        }
    }

    /// The name itself, or with `-2`, `-3` … behind it: what was kept before is never overwritten.
    private static func freeName(_ path: String) -> String {
        var name = path
        var number = 2
        while FileManager.default.fileExists(atPath: name) {
            name = "\(path)-\(number)"
            number += 1
        }
        return name
    }

    private static func remove(_ path: String) {
        for ending in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + ending) }
    }

    static func refuseExisting(_ path: String) throws {
        if FileManager.default.fileExists(atPath: path) {
            throw SurveyError(.conflict, vi: "đã có tệp \(path)", en: "the file \(path) exists already")
        }
    }
}
