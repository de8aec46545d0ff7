import Survey
import Synchronization

/// How many identical answers came one after the other at each desk: kept in memory only, so that an answer can be marked
/// when it arrives, and no file ever has the order of answers.
final class IdenticalRuns: Sendable {
    private struct Run {
        var choices: String
        var length = 0
        /// The latest answers by their keys: a batch that was rolled back runs again.
        var lengths: [Int64: Int] = [:]
    }

    /// From which answer of a run on they are marked. Where seven in ten tick the same, a run of ten is rare; one who works
    /// through a pile of slips makes it soon.
    static let marked = 10

    private let runs = Mutex<[Desk.ID: Run]>([:])

    /// Counts an answer in, once, and tells whether it is one of a run.
    ///
    /// - Parameters:
    ///   - choices: all that was ticked.
    ///   - key: names the answer.
    func count(_ choices: String, key: Int64, at desk: Desk.ID) -> Bool {
        runs.withLock { runs in
            var run = runs[desk] ?? Run(choices: choices)
            defer { runs[desk] = run }
            if let known = run.lengths[key] { return known >= IdenticalRuns.marked }
            if run.lengths.count >= 256 { run.lengths = [:] }
            run.length = run.choices == choices ? run.length + 1 : 1
            run.choices = choices
            run.lengths[key] = run.length
            return run.length >= IdenticalRuns.marked
        }
    }
}
