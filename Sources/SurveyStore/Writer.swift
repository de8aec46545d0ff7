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
/// Whenever the writer falls idle it wipes the traces that would tell in which order answers came; see `Tidying`.
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
        var isTidying = false
        var traces = LogTraces()
    }

    private let pool: DatabasePool
    private let logger: Logger
    private let queue = DispatchQueue(label: "hailong.writer", qos: .userInitiated)
    private let state = Mutex(State())
    private let tidying: Tidying
    /// How long nothing may come before the writer counts as idle.
    private let idleAfter = DispatchTimeInterval.milliseconds(25)
    /// Under load that never ends the file is tidied this often all the same, in nanoseconds.
    private let tidyAtLeastEvery: UInt64 = 2_000_000_000
    /// How long a batch waits for another process that holds the database, in attempts of the busy timeout each.
    private let attempts = 4

    /// - Parameter traces: what an earlier process left in the file and its log.
    init(pool: DatabasePool, logger: Logger, traces: LogTraces = LogTraces()) {
        self.pool = pool
        self.logger = logger
        tidying = Tidying(pool: pool, logger: logger)
        state.withLock { $0.traces = traces }
        if traces.areThere { queue.async { self.tidyWhenIdle() } }
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
                    state.traces.log = true
                }
                return batch
            }
            if batch.isEmpty { break }
            commit(batch)
            let now = DispatchTime.now().uptimeNanoseconds
            if now - lastTidied > tidyAtLeastEvery {
                tidy(on: .underLoad)
                lastTidied = now
            }
        }
        tidyWhenIdle()
    }

    private func commit(_ batch: [Request]) {
        do {
            try commitTogether(batch)
            for request in batch { request.reply(nil) }
        } catch {
            // Another process has the database: no request is at fault, and one after the other would wait as long.
            let isBusy = (error as? DatabaseError)?.resultCode == .SQLITE_BUSY
            if batch.count == 1 || isBusy {
                for request in batch { request.reply(error) }
                return
            }
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
        for attempt in 1...attempts {
            do {
                let hasNewAnswers = try pool.write { db in
                    try SumLedger.begin(db)
                    var changes = TallyChanges()
                    for request in batch { try request.work(db, &changes) }
                    try changes.write(to: db)
                    return !changes.isWithoutAnswers
                }
                if hasNewAnswers { state.withLock { $0.traces.pages = true } }
                return
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && attempt < attempts {
                logger.warning("another process keeps the database busy", metadata: ["attempt": "\(attempt)"])
            }
        }
    }

    private func tidyWhenIdle(after delay: DispatchTimeInterval? = nil) {
        let round = state.withLock { $0.idleRound }
        queue.asyncAfter(deadline: .now() + (delay ?? idleAfter)) {
            let isStillIdle = self.state.withLock { $0.idleRound == round && !$0.isRunning && !$0.isFinished }
            if isStillIdle { self.tidy(on: .idle) }
        }
    }

    /// Wipes the traces of the last batches as far as is possible now, and comes back for the rest.
    private func tidy(on occasion: Tidying.Occasion) {
        let traces = state.withLock { state in
            defer { state.traces = LogTraces() }
            state.isTidying = true
            return state.traces
        }
        let (rest, delay) = tidying.wipe(traces, on: occasion)
        let isIdle = state.withLock { state in
            state.isTidying = false
            state.traces.add(rest)
            return !state.isRunning
        }
        if rest.areThere, isIdle { tidyWhenIdle(after: delay) }
    }

    /// Whether nothing is waiting and the files hold no trace of the last batches.
    var isTidy: Bool { state.withLock { $0.waiting.isEmpty && !$0.isRunning && !$0.isTidying && !$0.traces.areThere } }

    /// Says that something was written beside the batches, an import for example, and tidies when it is quiet.
    func note(_ traces: LogTraces) {
        let isIdle = state.withLock { state in
            state.traces.add(traces)
            return !state.isRunning
        }
        if isIdle { tidyWhenIdle() }
    }

    /// How many requests wait for the next batch.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Writes every page anew, in key order, and empties the WAL: for the daily purge.
    func rewriteFile() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            queue.async { continuation.resume(with: Result { try self.tidying.rewrite() }) }
        }
    }

    /// Takes what is waiting, then leaves the file tidy and takes no more.
    func finish() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            queue.async {
                let rest = self.state.withLock { state in
                    state.isFinished = true
                    state.traces.log = state.traces.log || !state.waiting.isEmpty
                    defer { state.waiting = [] }
                    return state.waiting
                }
                if !rest.isEmpty { self.commit(rest) }
                _ = self.tidying.wipe(self.state.withLock { $0.traces }, on: .last)
                self.tidying.emptyLog()
                continuation.resume()
            }
        }
    }
}
