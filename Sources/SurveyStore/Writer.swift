import Dispatch
import GRDB
import Logging
import Synchronization

/// The one way to write: requests that wait together share one transaction, and each gets its reply after its fsync.
///
/// A batch that works is one commit. When a request in it throws, the whole batch is rolled back and each request runs
/// again in a transaction of its own, so that a failing one fails alone. What a request does before it comes here
/// (reading a body, checking a form, hashing) costs the others nothing.
///
/// Whenever the writer falls idle it truncates the WAL, whose frames would tell in which order answers came; see the
/// threat model.
final class Writer: Sendable {
    /// One request: its work, and what tells its caller how it went.
    struct Request: Sendable {
        /// Runs inside a transaction; may run a second time after a rollback.
        let work: @Sendable (Database, inout TallyChanges) throws -> Void
        /// Called after the commit, or with the error.
        let reply: @Sendable ((any Error)?) -> Void
    }

    private struct State {
        var waiting: [Request] = []
        var isRunning = false
        var idleRound = 0
        var isFinished = false
        var needsTidying = false
        var hasNewAnswers = false
    }

    private let pool: DatabasePool
    private let logger: Logger
    private let queue = DispatchQueue(label: "hailong.writer", qos: .userInitiated)
    private let state = Mutex(State())
    /// How long nothing may come before the writer counts as idle.
    private let idleAfter = DispatchTimeInterval.milliseconds(25)
    /// Under load that never ends the WAL is truncated this often all the same, in nanoseconds.
    private let tidyAtLeastEvery: UInt64 = 2_000_000_000
    /// Up to this size the whole file is rewritten at each idle moment after an answer, in bytes; see `tidy`.
    private let vacuumWhenIdleUpTo = 48 << 20

    init(pool: DatabasePool, logger: Logger) {
        self.pool = pool
        self.logger = logger
    }

    /// Runs work in the next batch and returns what it gave, after the commit.
    func perform<T: Sendable>(_ work: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await perform { db, _ in try work(db) }
    }

    /// Runs work that also changes tallies; the changes of a whole batch are written together.
    func perform<T: Sendable>(
        _ work: @escaping @Sendable (Database, inout TallyChanges) throws -> T
    ) async throws -> T {
        let result = Mutex<T?>(nil)
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            enqueue(
                Request(
                    work: { db, changes in
                        let value = try work(db, &changes)
                        result.withLock { $0 = value }
                    },
                    reply: { error in
                        if let error { continuation.resume(throwing: error) } else { continuation.resume() }
                    }))
        }
        guard let value = result.withLock({ $0 }) else { throw CancellationError() }
        return value
    }

    private func enqueue(_ request: Request) {
        let (mustStart, isFinished) = state.withLock { state in
            if state.isFinished { return (false, true) }
            state.waiting.append(request)
            defer { state.isRunning = true }
            return (!state.isRunning, false)
        }
        if isFinished { return request.reply(CancellationError()) }
        if mustStart { queue.async { self.run() } }
    }

    /// Commits batch after batch until nobody waits; then waits for the idle moment.
    private func run() {
        var lastTidied = DispatchTime.now().uptimeNanoseconds
        while true {
            let batch = state.withLock { state in
                let batch = state.waiting
                state.waiting = []
                if batch.isEmpty {
                    state.isRunning = false
                    state.idleRound += 1
                } else {
                    state.needsTidying = true
                }
                return batch
            }
            if batch.isEmpty { break }
            commit(batch)
            let now = DispatchTime.now().uptimeNanoseconds
            if now - lastTidied > tidyAtLeastEvery {
                truncateLog()
                lastTidied = now
            }
        }
        let round = state.withLock { $0.idleRound }
        queue.asyncAfter(deadline: .now() + idleAfter) {
            let isStillIdle = self.state.withLock { $0.idleRound == round && !$0.isRunning }
            if isStillIdle { self.tidy() }
        }
    }

    private func commit(_ batch: [Request]) {
        do {
            try commitTogether(batch)
            for request in batch { request.reply(nil) }
        } catch {
            if batch.count == 1 { return batch[0].reply(error) }
            for request in batch {
                do {
                    try commitTogether([request])
                    request.reply(nil)
                } catch {
                    request.reply(error)
                }
            }
        }
    }

    private func commitTogether(_ batch: [Request]) throws {
        let hasNewAnswers = try pool.write { db in
            var changes = TallyChanges()
            for request in batch { try request.work(db, &changes) }
            try changes.write(to: db)
            return !changes.isWithoutAnswers
        }
        if hasNewAnswers { state.withLock { $0.hasNewAnswers = true } }
    }

    /// Wipes the traces that the last batches left: SQLite writes new cells behind one another inside a page, and the
    /// WAL has one group of frames a commit.
    ///
    /// VACUUM writes every page anew in key order, which is random. In a small file answers of one day share pages, and
    /// VACUUM is cheap; in a large one they lie far apart, and the daily purge does it.
    private func tidy() {
        let (needsTidying, hasNewAnswers) = state.withLock { state in
            defer { (state.needsTidying, state.hasNewAnswers) = (false, false) }
            return (state.needsTidying, state.hasNewAnswers)
        }
        guard needsTidying else { return }
        do {
            if hasNewAnswers {
                try pool.writeWithoutTransaction { db in
                    let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                    let size = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 4096
                    if pages * size <= vacuumWhenIdleUpTo { try db.execute(sql: "VACUUM") }
                }
            }
        } catch {
            logger.warning("the file could not be rewritten while idle", metadata: ["error": "\(error)"])
        }
        truncateLog()
    }

    /// Writes every page anew, in key order, and empties the WAL: for the daily purge.
    func rewriteFile() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            queue.async {
                let result = Result { try self.pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM") } }
                self.truncateLog()
                continuation.resume(with: result)
            }
        }
    }

    private func truncateLog() {
        do {
            // A reader or another process may hold the log for a moment; the next idle moment tries again.
            _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        } catch {
            state.withLock { $0.needsTidying = true }
            logger.debug("the log could not be truncated now", metadata: ["error": "\(error)"])
        }
    }

    /// Takes what is waiting, then leaves the file tidy and takes no more.
    func finish() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            queue.async {
                let rest = self.state.withLock { state in
                    state.isFinished = true
                    defer { state.waiting = [] }
                    return state.waiting
                }
                if !rest.isEmpty { self.commit(rest) }
                self.state.withLock { $0.needsTidying = true }
                self.tidy()
                continuation.resume()
            }
        }
    }
}
