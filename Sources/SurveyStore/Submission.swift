import Foundation
import GRDB
import Survey

/// One answer on its way in: all that can be prepared before its turn at the writer, and what is done then.
struct Submission: Sendable {
    let id: DossierID
    let answer: Answer
    let channel: Channel
    let questionnaireID: Int
    let marks: AnswerMarks
    /// Asked at the turn, not before it: a day whose checkpoint is made takes no more leaves.
    let today: @Sendable () -> Day
    /// Dossiers completed before this day can no longer be rated.
    let lastCompletion: Day
    let sealer: AnswerSealer
    let runs: IdenticalRuns
    let statements: AnswerStatements
    // Random bytes are a system call each, so they are drawn before the turn.
    private let key = Int64.random(in: .min ... .max)
    private let commentKey = Int64.random(in: .min ... .max)
    private let salt = DrawnWords(count: 4)

    init(
        id: DossierID, answer: Answer, channel: Channel, questionnaireID: Int, marks: AnswerMarks,
        today: @escaping @Sendable () -> Day, lastCompletion: Day, sealer: AnswerSealer, runs: IdenticalRuns,
        statements: AnswerStatements
    ) {
        self.id = id
        self.answer = answer
        self.channel = channel
        self.questionnaireID = questionnaireID
        self.marks = marks
        self.today = today
        self.lastCompletion = lastCompletion
        self.sealer = sealer
        self.runs = runs
        self.statements = statements
    }

    /// Marks the dossier, inserts the answer, its leaf and its comment, and notes the changes of the tallies.
    func run(_ db: Database, _ changes: inout TallyChanges) throws -> SubmissionOutcome {
        guard let dossier = try statements.dossier(id, db) else {
            return try Store.state(of: id, db) == .dissolved ? .gone : .unknown
        }
        if dossier.state == 1 { return .alreadyRated }
        let closings = try changes.closings(db)
        let month = dossier.completedOn.month
        // A sealed month takes no more answers, whatever the period of validity became since.
        guard dossier.state == 0, dossier.completedOn >= lastCompletion, !closings.months.contains(month.number) else {
            return .gone
        }
        try statements.markRated(id, db)

        let cell = AnswerCell(
            month: month.number, deskID: dossier.deskID, communeID: dossier.communeID,
            procedureID: dossier.procedureID, channel: channel, questionnaireID: questionnaireID)
        // Whoever answers had the link; but counted with the slips it would tell how many answered where none was printed.
        if !dossier.isIssued { changes.countUnissuedAnswer(in: DossierCell(cell), by: 1) }
        var marks = marks
        if try runs.isInRun(answer, questionnaireID, key: key, at: cell.deskID, db) { marks.isInRun = true }
        let row = AnswerRow(key: key, cell: cell, answer: answer, marks: marks.stored, sealedBy: sealer)
        try statements.insert(row, db)
        var salt = salt
        let leaf = MerkleHash.commitment(to: row.canonical, using: &salt).data
        // Leaves stand on the day on which they came, and never on one that has its checkpoint: a clock may go back.
        try statements.insert(leaf: leaf, on: max(today().number, (closings.lastDay ?? .min) &+ 1), db)
        changes.leaves.add(leaf)
        if let comment = answer.comment { try insert(comment, cell, db) }
        changes.add(answer, marks: marks.stored, in: cell)
        return .counted(leaf: leaf)
    }

    /// Comments stand under a key of their own, apart from the answer, and have no more of its cell than they are shown by.
    private func insert(_ comment: String, _ cell: AnswerCell, _ db: Database) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO comment (key, month, desk_id, scale, text)
                SELECT ?, ?, ?, levels, ? FROM questionnaire WHERE id = ?
                """)
        try insert.execute(arguments: [
            commentKey, cell.month, cell.deskID, comment, cell.questionnaireID,
        ])
    }
}

/// Random words that were drawn beforehand.
struct DrawnWords: RandomNumberGenerator, Sendable {
    private var words: [UInt64]

    init(count: Int) { words = (0..<count).map { _ in UInt64.random(in: .min ... .max) } }

    mutating func next() -> UInt64 { words.popLast() ?? UInt64.random(in: .min ... .max) }
}
