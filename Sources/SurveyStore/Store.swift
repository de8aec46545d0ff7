import CSQLiteSettings
import Foundation
import GRDB
public import Logging
public import Survey
import Synchronization

/// The database of an installation: the only place that knows SQL.
///
/// Reads go through a pool of connections; every write goes through one writer that commits many requests at once and
/// replies after the fsync (see `Writer`).
public final class Store: Sendable {
    /// Tells the time: seconds since 1970-01-01T00:00:00Z.
    public typealias Clock = @Sendable () -> Double

    public let path: String
    public let keyRing: KeyRing
    public let now: Clock
    let logger: Logger
    let pool: DatabasePool
    let points: PointReader
    let writer: Writer
    let caches = Mutex(Caches())
    let recent = RecentRegistrations()
    let runs = IdenticalRuns()
    let answerStatements = AnswerStatements()
    let refresh = FigureRefresh()
    let sealer: AnswerSealer
    let rowSealer: RowSealer
    let logTree = Mutex<LogTree?>(nil)

    /// Opens a database, and makes it or brings it up to date first.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - keyRing: must share a secret with the keys that the database was used with.
    ///   - mayCreate: whether a missing file is made; else it is an error.
    ///   - mayHaveTriggers: whether a file with triggers or views, which are never ours, is opened all the same, to be
    ///     verified; they do not run then.
    /// - Throws: `SurveyError` for a file that is no database of ours, is made by a newer version, has other keys, or has
    ///   triggers or views.
    public init(
        path: String, keyRing: KeyRing, mayCreate: Bool = true, mayHaveTriggers: Bool = false, now: @escaping Clock,
        logger: Logger
    ) throws {
        if !mayCreate, !FileManager.default.fileExists(atPath: path) {
            throw SurveyError(
                .unavailable, vi: "không có cơ sở dữ liệu \(path)", en: "there is no database \(path)")
        }
        try DatabaseFile.check(path)
        DatabaseFile.makePrivate(path)
        // A process that was killed leaves its log, and cells in the order in which they came.
        let wasKilled = DatabaseFile.size(path + "-wal") > 0
        do {
            pool = try Store.openPool(path)
            let version = try pool.read { try UInt32.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
            try DatabaseFile.checkVersion(version, path)
            // A migration would take out the triggers of a table that it makes anew, and what they tell with them.
            if !(mayHaveTriggers && version == DatabaseFile.version) {
                try pool.read { try SchemaObject.refusePrograms($0, path) }
            }
            try Schema.migrator.migrate(pool)
            if version < DatabaseFile.version {
                try pool.writeWithoutTransaction {
                    try $0.execute(sql: "PRAGMA user_version = \(DatabaseFile.version)")
                }
            }
            // GRDB asks for NORMAL when it turns on the WAL, after prepareDatabase; an acknowledged answer must
            // outlive the power, so ask for FULL again.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            points = try PointReader(path: path)
            rowSealer = RowSealer(
                keyRing, continuing: try pool.read { try Data.fetchOne($0, sql: "SELECT content FROM seal_total") })
            try pool.writeWithoutTransaction { [rowSealer] in try SealTriggers(sealer: rowSealer).install($0) }
        } catch let error as DatabaseError {
            logger.error("database cannot be opened", metadata: ["path": "\(path)", "error": "\(error)"])
            throw DatabaseFile.unopened(path, error)
        }
        self.path = path
        self.keyRing = keyRing
        self.now = now
        self.logger = logger
        sealer = AnswerSealer(keyRing)
        writer = Writer(pool: pool, logger: logger, traces: LogTraces(log: wasKilled, pages: wasKilled))
        try rememberKeys()
        try sealTablesOnce()
    }

    private static func openPool(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "hailong"
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = 8
        // The command line is a second process: wait for it instead of failing at once.
        configuration.busyMode = .timeout(15)
        configuration.prepareDatabase { db in
            // One that is put into the file while a service runs would write down what an answer came from.
            if let connection = db.sqliteConnection { _ = sqlite_settings_own_triggers_only(connection) }
            try db.execute(sql: "PRAGMA secure_delete = ON")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            try db.execute(sql: "PRAGMA cache_size = -16384")
        }
        return try DatabasePool(path: path, configuration: configuration)
    }

    /// Takes the writer's last requests, empties the WAL and closes.
    public func close() async throws {
        await refresh.finish()
        await writer.finish()
        answerStatements.close()
        points.close()
        try pool.close()
    }

    /// Refuses keys that share none with those the database was used with, and remembers new ones.
    private func rememberKeys() throws {
        let ours = keyRing.secrets.map(\.fingerprint)
        let known = try pool.read { try Data.fetchAll($0, sql: "SELECT fingerprint FROM key_fingerprint") }
        guard known.isEmpty || !Set(known).isDisjoint(with: ours) else {
            throw SurveyError(
                .invalid, vi: "tệp khóa không phải của cơ sở dữ liệu \(path): không có khóa nào chung",
                en: "the key file is not that of the database \(path): they share no secret")
        }
        let missing = ours.filter { !known.contains($0) }
        if missing.isEmpty { return }
        try pool.write { db in
            try SumLedger.begin(db)
            for fingerprint in missing {
                try db.execute(sql: "INSERT OR IGNORE INTO key_fingerprint VALUES (?)", arguments: [fingerprint])
            }
            try SumLedger.settle(db)
        }
    }

    /// Today in Vietnam.
    public var today: Day { Day(unixTime: now()) }

    /// Runs one write of its own: waits for its turn, shares the commit with others, fails alone.
    func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await writer.perform(body)
    }

    /// Reads from a snapshot of the database.
    func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await pool.read(body)
    }

    /// One statement on a reader, on the caller's thread: for point reads of a few microseconds, where a change of
    /// thread and a transaction would cost more than the read.
    func readNow<T>(_ body: (Database) throws -> T) throws -> T {
        try pool.unsafeRead(body)
    }
}

extension Store {
    /// What is read once and asked often; each with the revision that it was read at.
    struct Caches: Sendable {
        var catalogue: (revision: Int, value: Catalogue)?
        var settings: (revision: Int, value: Settings)?
        var questionnaires: [String: Int] = [:]
        var release: CurrentRelease?
        var figures: (madeOf: FiguresKey, value: ReleasedFigures)?
        var checkedAt = -Double.infinity
        var checkedRevisions: (catalogue: Int, setting: Int) = (0, 0)
    }

    /// The revisions of catalogue and settings, read from the database at most once a second: another process may
    /// have moved them.
    func revisions() throws -> (catalogue: Int, setting: Int) {
        let now = now()
        let fresh: (catalogue: Int, setting: Int)? = caches.withLock {
            abs(now - $0.checkedAt) < 1 ? $0.checkedRevisions : nil
        }
        if let fresh { return fresh }
        let read = try readNow { db in
            let rows = try Row.fetchAll(db, sql: "SELECT name, number FROM revision")
            let numbers = Dictionary(uniqueKeysWithValues: rows.map { ($0["name"] as String, $0["number"] as Int) })
            return (catalogue: numbers["catalogue"] ?? 0, setting: numbers["setting"] ?? 0)
        }
        caches.withLock {
            $0.checkedAt = now
            $0.checkedRevisions = read
        }
        return read
    }

    /// Makes the next look at the caches read the revisions again.
    func forgetRevisions() { caches.withLock { $0.checkedAt = -Double.infinity } }

    static func moveRevision(_ name: String, _ db: Database) throws {
        try db.execute(sql: "UPDATE revision SET number = number + 1 WHERE name = ?", arguments: [name])
    }
}
