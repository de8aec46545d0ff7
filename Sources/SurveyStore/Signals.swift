import GRDB
public import Survey

/// What one desk's month tells of how honestly its answers came about: counts, and nothing finer.
public struct DeskSignals: Sendable, Hashable {
    /// Answers of one channel, with the same marks and the same overall answer.
    public struct AnswerCount: Sendable, Hashable, Codable {
        public let channel: Channel
        public let marks: AnswerMarks
        /// The name with its version: `three-level/1`.
        public let questionnaire: String
        /// The value of the first question, for example `3`.
        public let overall: String
        public let count: Int
    }

    /// Dossiers completed on one kind of day, and how many of them a slip or link was issued for.
    public struct IssueCount: Sendable, Hashable {
        /// 1 Monday … 7 Sunday.
        public let weekday: Int
        public let timeliness: Timeliness
        public let completed: Int
        public let issued: Int
    }

    public let deskID: Desk.ID
    public let month: Month
    public internal(set) var answers: [AnswerCount] = []
    public internal(set) var issued: [IssueCount] = []
}

extension Store {
    /// The signals of each desk and month that has any, by month and desk; nothing is suppressed here.
    ///
    /// - Parameters:
    ///   - months: both inclusive; nil: all.
    ///   - desks: only these; nil: all.
    public func signals(_ months: ClosedRange<Month>? = nil, desks: Set<Desk.ID>? = nil) async throws -> [DeskSignals] {
        try await read { db in
            let bounds: StatementArguments = [
                months?.lowerBound.number ?? 0, months?.upperBound.number ?? 1_000_000,
            ]
            var signals: [DeskMonth: DeskSignals] = [:]
            func add(_ row: Row, _ body: (inout DeskSignals) -> Void) {
                let key = DeskMonth(month: row["month"], deskID: row["desk_id"])
                guard desks?.contains(key.deskID) ?? true else { return }
                var value = signals[key] ?? DeskSignals(deskID: key.deskID, month: Month(number: key.month))
                body(&value)
                signals[key] = value
            }
            let answers = try Row.fetchCursor(
                db,
                sql: """
                    SELECT month, desk_id, channel, marks, name, overall, count
                    FROM signal_tally JOIN questionnaire ON questionnaire.id = questionnaire_id
                    WHERE month BETWEEN ? AND ? ORDER BY month, desk_id, channel, marks, name, overall
                    """, arguments: bounds)
            while let row = try answers.next() {
                guard let channel = Channel(rawValue: row["channel"]) else { continue }
                let count = DeskSignals.AnswerCount(
                    channel: channel, marks: AnswerMarks(stored: row["marks"]), questionnaire: row["name"],
                    overall: row["overall"], count: row["count"])
                add(row) { $0.answers.append(count) }
            }
            let issued = try Row.fetchCursor(
                db,
                sql: """
                    SELECT month, desk_id, weekday, timeliness, completed, issued FROM issue_tally
                    WHERE completed > 0 AND month BETWEEN ? AND ? ORDER BY month, desk_id, weekday, timeliness
                    """, arguments: bounds)
            while let row = try issued.next() {
                guard let timeliness = Timeliness(rawValue: row["timeliness"]) else { continue }
                let count = DeskSignals.IssueCount(
                    weekday: row["weekday"], timeliness: timeliness, completed: row["completed"], issued: row["issued"])
                add(row) { $0.issued.append(count) }
            }
            return signals.values.sorted { ($0.month, $0.deskID) < ($1.month, $1.deskID) }
        }
    }

    private struct DeskMonth: Hashable {
        let month: Int
        let deskID: Desk.ID
    }
}
