import GRDB
public import Survey
import Synchronization

/// Takes the released figures on, one run at a time: requests of the same moment share it.
///
/// A run outlives the request that began it, so that nobody's closed page stops it; it is waited for on ``finish()``.
final class FigureRefresh: Sendable {
    struct Run: Sendable {
        /// 1, 2, 3 …
        let number: Int
        let madeOf: FiguresKey
        let task: Task<ReleasedFigures, any Error>
    }

    private struct State {
        var running: Run?
        var runs = 0
        var lastTook: Duration?
        var isFinished = false
        var patience: Duration?
        /// What was shown before this process started, while its own first figures are being made.
        var former: ReleasedFigures?
    }

    private let state = Mutex(State())

    /// How many runs were begun.
    var runs: Int { state.withLock { $0.runs } }
    /// The number of the run in progress; nil while there is none.
    var running: Int? { state.withLock { $0.running?.number } }
    /// How long the last run took; nil before the first has ended.
    var lastTook: Duration? { state.withLock { $0.lastTook } }

    /// How long pages wait for the newest figures before they show the last; nil: as long as it takes.
    var patience: Duration? {
        get { state.withLock { $0.patience } }
        set { state.withLock { $0.patience = newValue } }
    }

    var former: ReleasedFigures? {
        get { state.withLock { $0.former } }
        set { state.withLock { $0.former = newValue } }
    }

    /// The run in progress, or a new one.
    ///
    /// - Throws: `CancellationError` once ``finish()`` was called.
    func run(_ key: FiguresKey, _ make: @escaping @Sendable () async throws -> ReleasedFigures) throws -> Run {
        try state.withLock { state in
            if let running = state.running { return running }
            if state.isFinished { throw CancellationError() }
            state.runs += 1
            let number = state.runs
            let task = Task {
                let start = ContinuousClock.now
                defer { self.ended(number, after: ContinuousClock.now - start) }
                return try await make()
            }
            let run = Run(number: number, madeOf: key, task: task)
            state.running = run
            return run
        }
    }

    private func ended(_ number: Int, after time: Duration) {
        state.withLock { state in
            if state.running?.number == number { state.running = nil }
            state.lastTook = time
            state.former = nil
        }
    }

    /// Begins no more runs, and waits for the one in progress.
    func finish() async {
        let running = state.withLock { state in
            state.isFinished = true
            return state.running
        }
        _ = await running?.task.result
    }
}

extension Store {
    /// Pages show the figures that were released last when the newest take longer than this to make.
    ///
    /// - Parameter patience: nil, as it is at first: they always wait.
    public func showLastFigures(after patience: Duration?) { refresh.patience = patience }

    /// Begins to make the newest figures, so that they are there for whoever asks first.
    public func beginFigures() throws {
        let key = try figuresKey()
        if cachedFigures(madeOf: key) == nil { _ = try beginFigures(key) }
    }

    /// The figures of answers that may be shown now, by the small-cell rule; what was released before is kept in mind.
    ///
    /// Made anew when tallies, catalogue, threshold or day have changed since; asked often.
    public func releasedFigures() async throws -> ReleasedFigures {
        let before = refresh.runs
        while true {
            let key = try figuresKey()
            if let cached = cachedFigures(madeOf: key) { return cached }
            let run = try beginFigures(key)
            // One that was begun earlier may have counted before the newest answers came.
            if run.number > before || run.madeOf == key { return try await run.task.value }
            _ = await run.task.result
        }
    }

    /// The figures for pages: the newest, or the last ones while the newest take their time (``showLastFigures(after:)``).
    public func figuresToShow() async throws -> ReleasedFigures {
        guard let patience = refresh.patience else { return try await releasedFigures() }
        let key = try figuresKey()
        if let cached = cachedFigures(madeOf: key) { return cached }
        let run = try beginFigures(key)
        let last = caches.withLock { $0.figures?.value }
        if let last, let took = refresh.lastTook, took > patience { return last }
        let deadline = ContinuousClock.now + patience
        while refresh.running == run.number, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
        }
        if refresh.running != run.number { return try await run.task.value }
        if let last { return last }
        if let former = try await formerFigures() { return former }
        return try await run.task.value
    }

    /// What was shown before this process started; nil when nothing was.
    private func formerFigures() async throws -> ReleasedFigures? {
        if let former = refresh.former { return former }
        let shown = try await read { try Store.shownCells($0) }
        if shown.isEmpty { return nil }
        let former = ReleasedFigures(
            Release(resuming: shown), rule: SmallCellRule(threshold: try settings().smallCell),
            catalogue: try catalogue(), on: today, before: shown)
        refresh.former = former
        return former
    }

    private func cachedFigures(madeOf key: FiguresKey) -> ReleasedFigures? {
        caches.withLock { $0.figures }.flatMap { $0.madeOf == key ? $0.value : nil }
    }

    private func figuresKey() throws -> FiguresKey {
        let (tally, shown) = try readNow { db in
            (
                try Int.fetchOne(db, sql: "SELECT number FROM revision WHERE name = 'tally'") ?? 0,
                try Store.showing(db)
            )
        }
        return FiguresKey(
            tally: tally, shown: shown, catalogue: try revisions().catalogue, day: today,
            threshold: try settings().smallCell)
    }

    private func beginFigures(_ key: FiguresKey) throws -> FigureRefresh.Run {
        try refresh.run(key) { [self] in
            let catalogue = try catalogue()
            var key = key
            let figures: ReleasedFigures
            (figures, key.shown) = try await advanceRelease(
                SmallCellRule(threshold: key.threshold), catalogue, on: key.day)
            caches.withLock { [key] in $0.figures = (key, figures) }
            return figures
        }
    }
}
