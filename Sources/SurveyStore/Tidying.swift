import Dispatch
import GRDB
import Logging
import Synchronization

/// What recent commits may have left in the files beside the rows themselves.
struct LogTraces: Sendable, Hashable {
    /// Frames in the WAL, one group a commit, and their page numbers in its index (`-shm`).
    var log = false
    /// New cells inside pages, which SQLite writes one before the other as they come.
    var pages = false

    var areThere: Bool { log || pages }

    mutating func add(_ other: LogTraces) {
        log = log || other.log
        pages = pages || other.pages
    }
}

/// Wipes the traces that commits leave in the files, so that whoever takes them learns no order in which answers came.
///
/// Three things hold an order that no row has: the frames of the WAL (one group a commit: which dossier's page changed
/// together with which answer's), the WAL's index in shared memory (the page numbers of those frames, which outlive the
/// truncation of the WAL), and the places of cells inside pages. Truncating the WAL wipes the first, a commit that is the
/// same every time the second, and VACUUM, which writes every page anew in key order, the third: a file after VACUUM is
/// a function of its rows.
final class Tidying: Sendable {
    private struct State {
        /// Bytes that may be written for tidiness now; below zero it waits.
        var budget = Tidying.burst
        var countedAt = DispatchTime.now().uptimeNanoseconds
        var rewrittenAt = DispatchTime.now().uptimeNanoseconds
        /// The most frames that the log had since its index was written over.
        var frames = 0
    }

    /// How much there is time for.
    enum Occasion {
        /// Requests keep coming: the log is emptied, and the file rewritten once a minute at most.
        case underLoad
        case idle
        /// There will be no later time, so that the budget does not matter.
        case last
    }

    private let pool: DatabasePool
    private let logger: Logger
    private let state = Mutex(State())
    /// Up to this size the whole file is rewritten after answers, in bytes, which takes a second; above, once a day.
    private let rewriteUpTo = 128 << 20
    /// What may be written at once, in bytes, and what is added each second: a small office's file is rewritten at every
    /// idle moment, and no disk wears out under a large one (at most 22 GB a day).
    private static let burst = 128 << 20
    private static let perSecond = 256 << 10
    /// The frames whose page numbers the first block of the WAL's index holds, and fewer.
    private static let indexedFrames = 4_000
    /// Milliseconds until the next attempt when a reader or another process is in the way.
    private let retryAfter = 250

    init(pool: DatabasePool, logger: Logger) {
        self.pool = pool
        self.logger = logger
    }

    /// Wipes what it can without waiting for anybody; returns what is left and when to come back for it.
    func wipe(_ traces: LogTraces, on occasion: Occasion) -> (rest: LogTraces, delay: DispatchTimeInterval) {
        guard traces.areThere else { return (LogTraces(), .never) }
        var rest = LogTraces()
        var delay = retryAfter
        do {
            try withoutWaiting { db in
                // Counted each time: what is noted as an answer's trace may only be known when the log is empty again.
                let seen = countFrames(try pageSize(db))
                let frames = traces.pages ? seen : 0
                // First, so that the pages of the commit below take the places of the batches' pages in the index.
                _ = try db.checkpoint(.truncate)
                let size = try fileSize(db)
                let isWanted = traces.pages && size <= rewriteUpTo
                if occasion == .underLoad, !(isWanted && isLongAgo) { return rest = traces }
                // A long log has more blocks of index than a commit of one page reaches.
                let isLong = frames > Tidying.indexedFrames
                if isWanted || isLong, occasion == .last || mayWrite(2 * (size + (isLong ? frames * 4096 : 0))) {
                    if isLong { try fill(frames, db) }
                    try db.execute(sql: "VACUUM")
                    state.withLock { ($0.rewrittenAt, $0.frames) = (DispatchTime.now().uptimeNanoseconds, 0) }
                } else {
                    if isWanted || isLong {
                        rest = traces
                        delay = secondsUntilBudget() * 1000
                    }
                    // A page that changes every time, and neither its place nor its size.
                    try db.execute(
                        sql: "INSERT INTO revision VALUES ('log', 1) ON CONFLICT DO UPDATE SET number = 1 - number")
                }
                _ = try db.checkpoint(.truncate)
            }
        } catch {
            rest = traces
            rest.log = true
            logger.debug("the files could not be tidied now", metadata: ["error": "\(error)"])
        }
        return (rest, .milliseconds(delay))
    }

    /// Takes into the file what GRDB writes to an empty log when it opens one: the last connection to close only reads, and
    /// would leave it there, for whatever file comes to lie beside that log.
    func emptyLog() {
        do {
            try withoutWaiting { _ = try $0.checkpoint(.truncate) }
        } catch {
            logger.debug("the log could not be emptied now", metadata: ["error": "\(error)"])
        }
    }

    /// Writes every page anew, whatever the size, and empties the WAL.
    func rewrite() throws {
        try pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
        _ = wipe(LogTraces(log: true), on: .last)
    }

    /// A checkpoint that waits for readers keeps everybody else from writing meanwhile; try again later instead.
    private func withoutWaiting(_ body: (Database) throws -> Void) throws {
        try pool.writeWithoutTransaction { db in
            let timeout = try Int.fetchOne(db, sql: "PRAGMA busy_timeout") ?? 0
            // Long enough for a page's reads to end, and no citizen's answer waits for longer.
            try db.execute(sql: "PRAGMA busy_timeout = 20")
            defer { try? db.execute(sql: "PRAGMA busy_timeout = \(timeout)") }
            try body(db)
        }
    }

    /// There for a moment only, or after a process that was killed then.
    static let filler = "CREATE TABLE IF NOT EXISTS filler (content BLOB NOT NULL) STRICT"

    /// Fills and empties as many pages as the log had frames, so that their numbers take the places in its index.
    private func fill(_ frames: Int, _ db: Database) throws {
        try db.execute(sql: Tidying.filler)
        try db.execute(
            sql: "INSERT INTO filler VALUES (zeroblob(?))", arguments: [min(frames * (try pageSize(db)), 500_000_000)])
        try db.execute(sql: "DROP TABLE filler")
    }

    private func fileSize(_ db: Database) throws -> Int {
        try pageSize(db) * (Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0)
    }

    private func pageSize(_ db: Database) throws -> Int { try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 4096 }

    /// The log may have started again from its beginning, so its length counts.
    private func countFrames(_ pageSize: Int) -> Int {
        let now = DatabaseFile.size(pool.path + "-wal") / (pageSize + 24)
        return state.withLock { state in
            state.frames = max(state.frames, now)
            return state.frames
        }
    }

    private var isLongAgo: Bool {
        state.withLock { DispatchTime.now().uptimeNanoseconds - $0.rewrittenAt > 60_000_000_000 }
    }

    private func mayWrite(_ bytes: Int) -> Bool {
        state.withLock { state in
            let now = DispatchTime.now().uptimeNanoseconds
            let seconds = Double(now - state.countedAt) / 1e9
            state.countedAt = now
            state.budget = min(Tidying.burst, state.budget + Int(seconds * Double(Tidying.perSecond)))
            if state.budget < 0 { return false }
            state.budget -= bytes
            return true
        }
    }

    private func secondsUntilBudget() -> Int { state.withLock { max(0, -$0.budget) / Tidying.perSecond + 1 } }
}
