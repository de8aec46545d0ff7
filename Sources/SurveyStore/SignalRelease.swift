import Foundation
import GRDB
import Survey

/// Lets the signals of a desk's month out together with its figures, so that they never tell of an answer more.
///
/// What is kept are the counts as they were at the step that is shown, by the name of the desk's cell.
struct SignalRelease: Sendable {
    /// By desk, month and scale, as in the tallies now.
    private var counted: [String: [DeskSignals.AnswerCount]] = [:]
    /// The cells whose signals were let out before.
    private let known: Set<String>

    init(_ db: Database) throws {
        known = try Set(String.fetchCursor(db, sql: "SELECT name FROM shown_signal"))
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT month, desk_id, channel, marks, name, levels, overall, count
                FROM signal_tally JOIN questionnaire ON questionnaire.id = questionnaire_id
                """)
        while let row = try rows.next() {
            guard let channel = Channel(rawValue: row[2]) else { continue }
            let count = DeskSignals.AnswerCount(
                channel: channel, marks: AnswerMarks(stored: row[3]), questionnaire: row[4], overall: row[6],
                count: row[7])
            let cell = ReleasedFigures.name(ofDesk: row[1], in: Month(number: row[0]), scale: row[5])
            counted[cell, default: []].append(count)
        }
    }

    /// The signals that go out with cells, as they are stored; only of desks and months whose counts are those that are
    /// shown.
    ///
    /// - Parameters:
    ///   - shown: every cell that is shown.
    ///   - changed: those among them that were shown anew.
    func content(
        of shown: [String: ShownCell], changed: some Sequence<String>
    ) throws -> [(name: String, content: Data)] {
        let changed = Set(changed)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try counted.sorted { $0.key < $1.key }.compactMap { name, counts in
            guard let cell = shown[name], changed.contains(name) || !known.contains(name),
                counts.reduce(0, { $0 + $1.count }) == cell.counts.answers
            else { return nil }
            return (name, try encoder.encode(counts))
        }
    }
}
