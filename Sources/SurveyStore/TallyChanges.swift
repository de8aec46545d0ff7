import GRDB
import Survey

/// The cell that an answer belongs to, and the finest that is known of it.
struct AnswerCell: Hashable, Sendable {
    var month: Int
    var deskID: Int
    var communeID: Int
    var procedureID: Int
    var channel: Channel
    var questionnaireID: Int
}

/// The cell that a dossier is counted in.
struct DossierCell: Hashable, Sendable {
    var month: Int
    var deskID: Int
    var communeID: Int
    var procedureID: Int

    init(_ dossier: Dossier) {
        month = dossier.completedOn.month.number
        deskID = dossier.deskID
        communeID = dossier.communeID
        procedureID = dossier.procedureID
    }

    /// The dossiers of an answer's cell.
    init(_ cell: AnswerCell) {
        month = cell.month
        deskID = cell.deskID
        communeID = cell.communeID
        procedureID = cell.procedureID
    }
}

/// What a batch of requests changes in the tallies; added up here, so that a batch writes each tally row once.
struct TallyChanges {
    struct Choice: Hashable {
        var cell: AnswerCell
        var question: String
        var value: String
    }

    struct Signal: Hashable {
        var month: Int
        var deskID: Int
        var channel: Channel
        var marks: Int
        var questionnaireID: Int
        var overall: String
    }

    struct IssueDay: Hashable {
        var month: Int
        var deskID: Int
        var weekday: Int
        var timeliness: Timeliness
    }

    /// The counters of `dossier_tally`, in the order of its columns.
    struct DossierCounts: Hashable {
        var completed = 0, early = 0, onTime = 0, late = 0, direct = 0, online = 0, post = 0
        var digitised = 0, issued = 0, voided = 0
    }

    private(set) var choices: [Choice: Int] = [:]
    private(set) var signals: [Signal: Int] = [:]
    private(set) var dossiers: [DossierCell: DossierCounts] = [:]
    private(set) var issueDays: [IssueDay: (completed: Int, issued: Int)] = [:]
    private(set) var unissuedAnswers: [DossierCell: Int] = [:]
    /// Those that the batch adds to the log.
    var leaves = SealSum()
    private var closings: Closings?

    var isWithoutAnswers: Bool { choices.isEmpty }

    mutating func add(_ answer: Answer, marks: Int, in cell: AnswerCell) {
        for value in answer.values {
            choices[Choice(cell: cell, question: value.question, value: value.value), default: 0] += 1
        }
        let signal = Signal(
            month: cell.month, deskID: cell.deskID, channel: cell.channel, marks: marks,
            questionnaireID: cell.questionnaireID, overall: answer.overall)
        signals[signal, default: 0] += 1
    }

    /// Counts a completed dossier in (`by` 1) or out again (`by` −1).
    mutating func count(_ dossier: Dossier, by step: Int) {
        var counts = dossiers[DossierCell(dossier)] ?? DossierCounts()
        counts.completed += step
        switch dossier.timeliness {
        case .early: counts.early += step
        case .onTime: counts.onTime += step
        case .late: counts.late += step
        }
        switch dossier.receivedVia {
        case .direct: counts.direct += step
        case .online: counts.online += step
        case .post: counts.post += step
        }
        if dossier.isDigitised { counts.digitised += step }
        dossiers[DossierCell(dossier)] = counts
        issueDays[IssueDay(dossier), default: (0, 0)].completed += step
    }

    mutating func countIssued(_ dossier: Dossier) {
        dossiers[DossierCell(dossier), default: DossierCounts()].issued += 1
        issueDays[IssueDay(dossier), default: (0, 0)].issued += 1
    }

    /// Counts an answer in for whose dossier no slip, QR or link was made here, or out again when one is made later.
    mutating func countUnissuedAnswer(in cell: DossierCell, by step: Int) {
        unissuedAnswers[cell, default: 0] += step
    }

    mutating func countVoided(_ dossier: Dossier) {
        dossiers[DossierCell(dossier), default: DossierCounts()].voided += 1
    }

    /// What takes no more answers, read once a batch.
    mutating func closings(_ db: Database) throws -> Closings {
        if let closings { return closings }
        let read = try Closings(db)
        closings = read
        return read
    }

    /// Makes the answers that come later in the batch look again.
    mutating func forgetClosings() { closings = nil }

    /// Adds the changes to the tallies, and to the sums what else the transaction did: last in it.
    func write(to db: Database) throws {
        try writeChoices(db)
        try writeSignals(db)
        try writeDossiers(db)
        try writeIssueDays(db)
        try writeUnissuedAnswers(db)
        if !choices.isEmpty || !dossiers.isEmpty { try Store.moveRevision("tally", db) }
        try SumLedger.settle(db, leaves: leaves)
    }

    private func writeChoices(_ db: Database) throws {
        if choices.isEmpty { return }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO answer_tally
                    (month, desk_id, commune_id, procedure_id, channel, questionnaire_id, question, value, count)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET count = count + excluded.count
                """)
        for (choice, count) in choices {
            let cell = choice.cell
            try statement.execute(arguments: [
                cell.month, cell.deskID, cell.communeID, cell.procedureID, cell.channel.rawValue, cell.questionnaireID,
                choice.question, choice.value, count,
            ])
        }
    }

    private func writeSignals(_ db: Database) throws {
        if signals.isEmpty { return }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO signal_tally (month, desk_id, channel, marks, questionnaire_id, overall, count)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET count = count + excluded.count
                """)
        for (signal, count) in signals {
            try statement.execute(arguments: [
                signal.month, signal.deskID, signal.channel.rawValue, signal.marks, signal.questionnaireID,
                signal.overall, count,
            ])
        }
    }

    private func writeDossiers(_ db: Database) throws {
        if dossiers.isEmpty { return }
        let insert = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO dossier_tally VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)")
        let update = try db.cachedStatement(
            sql: """
                UPDATE dossier_tally SET completed = completed + ?, early = early + ?, on_time = on_time + ?,
                    late = late + ?, direct = direct + ?, online = online + ?, post = post + ?,
                    digitised = digitised + ?, issued = issued + ?, voided = voided + ?
                WHERE month = ? AND desk_id = ? AND commune_id = ? AND procedure_id = ?
                """)
        for (cell, counts) in dossiers {
            try insert.execute(arguments: [cell.month, cell.deskID, cell.communeID, cell.procedureID])
            try update.execute(arguments: [
                counts.completed, counts.early, counts.onTime, counts.late, counts.direct, counts.online, counts.post,
                counts.digitised, counts.issued, counts.voided, cell.month, cell.deskID, cell.communeID,
                cell.procedureID,
            ])
        }
    }

    private func writeUnissuedAnswers(_ db: Database) throws {
        if unissuedAnswers.isEmpty { return }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO unissued_answer_tally VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET answers = answers + excluded.answers
                """)
        for (cell, count) in unissuedAnswers {
            try statement.execute(arguments: [cell.month, cell.deskID, cell.communeID, cell.procedureID, count])
        }
    }

    private func writeIssueDays(_ db: Database) throws {
        if issueDays.isEmpty { return }
        let insert = try db.cachedStatement(sql: "INSERT OR IGNORE INTO issue_tally VALUES (?, ?, ?, ?, 0, 0)")
        let update = try db.cachedStatement(
            sql: """
                UPDATE issue_tally SET completed = completed + ?, issued = issued + ?
                WHERE month = ? AND desk_id = ? AND weekday = ? AND timeliness = ?
                """)
        for (day, counts) in issueDays {
            try insert.execute(arguments: [day.month, day.deskID, day.weekday, day.timeliness.rawValue])
            try update.execute(arguments: [
                counts.completed, counts.issued, day.month, day.deskID, day.weekday, day.timeliness.rawValue,
            ])
        }
    }
}

extension TallyChanges.IssueDay {
    init(_ dossier: Dossier) {
        month = dossier.completedOn.month.number
        deskID = dossier.deskID
        weekday = dossier.completedOn.weekday
        timeliness = dossier.timeliness
    }
}
