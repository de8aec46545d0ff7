import Foundation
import GRDB
import Survey

/// The signals of one desk's month as they were let out with its figures.
struct ReleasedSignals: Sendable {
    let scale: String
    let asOf: Day
    /// All answers.
    let answers: SatisfiedCount
    /// Those without a sign of doubt.
    let undoubted: SatisfiedCount
    /// Per signal, the answers with it (`satisfied`) of those of which it is known.
    let counts: [HonestySignal: SatisfiedCount]

    /// The desks whose figures of a month are shown, each on the scale with the most answers.
    static func all(in month: Month, _ figures: ReleasedFigures, _ db: Database) throws -> [Desk.ID: ReleasedSignals] {
        let decoder = JSONDecoder()
        var satisfied: [String: Set<String>] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT name, satisfied_levels FROM questionnaire") {
            satisfied[row[0]] = Set((row[1] as String).split(separator: ",").map(String.init))
        }
        let rows = try Row.fetchCursor(
            db, sql: "SELECT name, content FROM shown_signal WHERE name LIKE ? ORDER BY name",
            arguments: ["%|\(Period.month(month))|%"])
        var found: [Desk.ID: ReleasedSignals] = [:]
        while let row = try rows.next() {
            let name: String = row[0]
            guard case .desk(let desk)? = ReleasedFigures.rowOfComments(named: name)?.row,
                let scale = name.split(separator: "|").last.map(String.init),
                let cell = figures.cell(
                    .desk(desk), in: TableRequest(rows: .desk, period: .month(month), scale: scale)),
                let signals = ReleasedSignals(
                    try decoder.decode([DeskSignals.AnswerCount].self, from: row[1]), satisfied, scale, cell)
            else { continue }
            if signals.answers.n > found[desk]?.answers.n ?? 0 { found[desk] = signals }
        }
        return found
    }

    /// Nil when the signals are of another step than the figures.
    private init?(
        _ answers: [DeskSignals.AnswerCount], _ satisfiedLevels: [String: Set<String>], _ scale: String,
        _ cell: ShownCell
    ) {
        func count(_ isIn: (DeskSignals.AnswerCount) -> Bool) -> Int {
            answers.reduce(0) { $0 + (isIn($1) ? $1.count : 0) }
        }
        func isSatisfied(_ answer: DeskSignals.AnswerCount) -> Bool {
            satisfiedLevels[answer.questionnaire]?.contains(answer.overall) ?? false
        }
        let all = count { _ in true }
        guard all == cell.counts.answers, let whole = SatisfiedCount(satisfied: count(isSatisfied), of: all),
            whole.satisfied == cell.counts.satisfied,
            let undoubted = SatisfiedCount(
                satisfied: count { isSatisfied($0) && !$0.marks.isDoubtful }, of: count { !$0.marks.isDoubtful })
        else { return nil }
        self.scale = scale
        asOf = cell.asOf
        self.answers = whole
        self.undoubted = undoubted
        let known = count { $0.marks.device > 0 }
        counts = [
            .sharedDevice: SatisfiedCount(satisfied: count { $0.marks.device == 3 }, of: known),
            .prompt: SatisfiedCount(satisfied: count(\.marks.isPrompt), of: all),
            .officeNetwork: SatisfiedCount(satisfied: count(\.marks.isFromOffice), of: all),
            .identicalRun: SatisfiedCount(satisfied: count(\.marks.isInRun), of: all),
            .assisted: SatisfiedCount(satisfied: count { $0.channel == .assisted }, of: all),
        ].compactMapValues { $0 }
    }
}

extension AnswerMarks: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(stored: try decoder.singleValueContainer().decode(Int.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(stored)
    }
}
