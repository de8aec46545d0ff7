import Crypto
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
    let today: Day
    /// Dossiers completed before this day can no longer be rated.
    let lastCompletion: Day
    let sealKey: SymmetricKey
    // Random bytes are a system call each, so they are drawn before the turn.
    private let key = Int64.random(in: .min ... .max)
    private let commentKey = Int64.random(in: .min ... .max)
    private let salt = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }

    init(
        id: DossierID, answer: Answer, channel: Channel, questionnaireID: Int, marks: AnswerMarks, today: Day,
        lastCompletion: Day, sealKey: SymmetricKey
    ) {
        self.id = id
        self.answer = answer
        self.channel = channel
        self.questionnaireID = questionnaireID
        self.marks = marks
        self.today = today
        self.lastCompletion = lastCompletion
        self.sealKey = sealKey
    }

    /// Marks the dossier, inserts the answer, its leaf and its comment, and notes the changes of the tallies.
    func run(_ db: Database, _ changes: inout TallyChanges) throws -> SubmissionOutcome {
        let find = try db.cachedStatement(
            sql: """
                SELECT desk_id, commune_id, procedure_id, completed_on, state, is_issued FROM dossier WHERE id = ?
                """)
        guard let dossier = try Row.fetchOne(find, arguments: [id.stored]) else {
            return try Store.state(of: id, db) == .dissolved ? .gone : .unknown
        }
        let state: Int = dossier[4]
        if state == 1 { return .alreadyRated }
        let completedOn = Day(number: dossier[3])
        guard state == 0, completedOn >= lastCompletion else { return .gone }
        try db.cachedStatement(sql: "UPDATE dossier SET state = 1 WHERE id = ?").execute(arguments: [id.stored])
        // Whoever answers had the link, so it counts as issued from here on.
        if dossier[5] == 0 { try Store.markIssued(id, db, &changes) }

        let cell = AnswerCell(
            month: completedOn.month.number, deskID: dossier[0], communeID: dossier[1], procedureID: dossier[2],
            channel: channel, questionnaireID: questionnaireID)
        let row = AnswerRow(key: key, cell: cell, answer: answer, marks: marks.stored, sealedWith: sealKey)
        try row.insert(db)
        let leaf = row.leaf(salt: salt)
        try db.cachedStatement(sql: "INSERT INTO leaf (day, hash) VALUES (?, ?)")
            .execute(arguments: [today.number, leaf])
        if let comment = answer.comment { try insert(comment, cell, db) }
        changes.add(answer, marks: marks.stored, in: cell)
        return .counted(leaf: leaf)
    }

    /// Comments stand under a key of their own, apart from the answer.
    private func insert(_ comment: String, _ cell: AnswerCell, _ db: Database) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO comment (key, month, desk_id, commune_id, procedure_id, text) VALUES (?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(arguments: [
            commentKey, cell.month, cell.deskID, cell.communeID, cell.procedureID, comment,
        ])
    }
}
