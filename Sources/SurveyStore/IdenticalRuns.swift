import GRDB
import Survey
import Synchronization

/// Runs of identical answers at each desk: kept in memory only, so that an answer can be marked when it arrives, and no
/// file ever has the order of answers.
///
/// How long a run must be follows from the desk's own answers (``IdenticalRunCounter``): those seen since the start, and
/// until there are enough of them, those stored without the mark.
final class IdenticalRuns: Sendable {
    private struct State {
        var counter = IdenticalRunCounter<Desk.ID>()
        /// Desk → questionnaire and first answer → the share of the desk's stored answers.
        var stored: [Desk.ID: [String: Double]] = [:]
        /// The latest answers by their keys: a batch that was rolled back runs again.
        var latest: [Int64: Bool] = [:]
    }

    /// The fewest stored answers that a desk's share is taken from.
    private static let enough = 20

    private let state = Mutex(State())

    /// Counts an answer in, once, and tells whether it is one of a run that chance hardly makes.
    ///
    /// - Parameter key: names the answer.
    func isInRun(
        _ answer: Answer, _ questionnaireID: Int, key: Int64, at desk: Desk.ID, _ db: Database
    ) throws -> Bool {
        try state.withLock { state in
            if let known = state.latest[key] { return known }
            if state.latest.count >= 4096 { state.latest = [:] }
            if state.stored[desk] == nil { state.stored[desk] = try IdenticalRuns.shares(at: desk, db) }
            let isInRun = state.counter.add(
                ["": ["\(questionnaireID) \(AnswerRow.choices(answer))"]], at: desk,
                usualShare: state.stored[desk]?["\(questionnaireID) \(answer.overall)"])
            state.latest[key] = isInRun
            return isInRun
        }
    }

    /// Empty where too little is stored.
    private static func shares(at desk: Desk.ID, _ db: Database) throws -> [String: Double] {
        // Bit 16 is the mark of a run (`AnswerMarks.stored`): what stood out does not become usual.
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT questionnaire_id, overall, sum(count) FROM signal_tally
                WHERE desk_id = ? AND marks & 16 = 0 GROUP BY 1, 2
                """, arguments: [desk])
        let all = rows.reduce(0) { $0 + ($1[2] as Int) }
        guard all >= enough else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: rows.map {
                ("\($0[0] as Int) \($0[1] as String)", Double($0[2] as Int) / Double(all))
            })
    }
}
