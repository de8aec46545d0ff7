import GRDB
public import Survey

extension Store {
    /// Checks the whole database: SQLite's own checks, the tables themselves, the tallies against the answers and dossiers, the seals of the
    /// answers, the log of leaves and the audit trail, settings, accounts and API keys against the trail, and the seals
    /// of all rows that have one.
    ///
    /// - Returns: what is wrong, each naming where; empty when everything is as it should be.
    public func verify() throws -> [Localized] {
        try pool.read { db in
            var findings = Findings()
            try findings.checkFile(db)
            // What SQLite itself calls damaged cannot be read row by row.
            if !findings.all.isEmpty { return findings.all }
            // Nor can tables that are not there.
            if try !findings.checkSchema(db) { return findings.all }
            try findings.checkAnswers(db, sealer: sealer)
            try findings.checkDossiers(db, retainedFrom: today - (try Store.settings(db)).retentionDays)
            try findings.checkRated(db, retainedFrom: today - (try Store.settings(db)).retentionDays)
            try findings.checkUnissued(db, retainedFrom: today - (try Store.settings(db)).retentionDays)
            try findings.checkLog(db)
            try findings.checkMonths(db)
            try findings.checkLogSeal(db, keyRing: keyRing)
            try findings.checkAudit(db, keyRing: keyRing)
            try findings.checkVoids(db)
            try findings.checkIssueDays(db, retainedFrom: today - (try Store.settings(db)).retentionDays)
            try findings.checkTraced(db)
            try findings.checkExpired(db, today: today)
            try findings.checkSituations(db)
            try findings.checkSeals(db, rowSealer)
            return findings.all
        }
    }
}

/// What a check found.
struct Findings {
    private(set) var all: [Localized] = []

    mutating func add(_ vi: String, _ en: String) { all.append(Localized(vi: vi, en: en)) }

    mutating func checkFile(_ db: Database) throws {
        do {
            for message in try String.fetchAll(db, sql: "PRAGMA integrity_check") where message != "ok" {
                add("tệp hỏng: \(message)", "the file is damaged: \(message)")
            }
        } catch let error as DatabaseError {
            let message = error.message ?? "SQLite \(error.resultCode.rawValue)"
            return add("tệp hỏng: \(message)", "the file is damaged: \(message)")
        }
        for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
            let table = row[0] as String
            add("bảng \(table) trỏ tới dòng không có", "the table \(table) refers to a row that is not there")
        }
    }

    /// Rebuilds the tallies of answers from the answers, and checks every seal.
    mutating func checkAnswers(_ db: Database, sealer: AnswerSealer) throws {
        var expected = TallyChanges()
        var count = 0
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM answer")
        while let row = try rows.next() {
            count += 1
            let key = String(UInt64(bitPattern: row["key"] as Int64), radix: 16)
            guard let answer = AnswerRow(row), let values = answer.values,
                answer.isSealed(by: sealer)
            else {
                add(
                    "câu trả lời \(key) đã bị sửa hoặc thêm từ bên ngoài chương trình",
                    "the answer \(key) was changed or added behind the program's back")
                continue
            }
            expected.add(
                Answer(questionnaire: "", values: values, comment: nil), marks: answer.marks, in: answer.cell)
        }
        try compareChoices(db, expected.choices)
        try compareSignals(db, expected.signals)
        let leaves = try Int.fetchOne(db, sql: "SELECT count(*) FROM leaf") ?? 0
        if leaves != count {
            add(
                "nhật ký có \(leaves) câu trả lời nhưng bảng có \(count)",
                "the log counts \(leaves) answers, the table holds \(count)")
        }
    }

    private mutating func compareChoices(_ db: Database, _ expected: [TallyChanges.Choice: Int]) throws {
        var rest = expected
        for row in try Row.fetchAll(db, sql: "SELECT * FROM answer_tally") {
            guard let channel = Channel(rawValue: row["channel"]) else { continue }
            let choice = TallyChanges.Choice(
                cell: AnswerCell(
                    month: row["month"], deskID: row["desk_id"], communeID: row["commune_id"],
                    procedureID: row["procedure_id"], channel: channel, questionnaireID: row["questionnaire_id"]),
                question: row["question"], value: row["value"])
            let counted = rest.removeValue(forKey: choice) ?? 0
            if counted != row["count"] { try addDifference(db, choice, tally: row["count"], answers: counted) }
        }
        for (choice, counted) in rest { try addDifference(db, choice, tally: 0, answers: counted) }
    }

    private mutating func addDifference(_ db: Database, _ choice: TallyChanges.Choice, tally: Int, answers: Int) throws
    {
        let desk =
            try String.fetchOne(db, sql: "SELECT code FROM desk WHERE id = ?", arguments: [choice.cell.deskID]) ?? "?"
        let month = Month(number: choice.cell.month)
        add(
            "tháng \(month), quầy \(desk), \(choice.question)=\(choice.value): số tổng hợp \(tally), câu trả lời \(answers)",
            "month \(month), desk \(desk), \(choice.question)=\(choice.value): the tally says \(tally), the answers \(answers)"
        )
    }

    private mutating func compareSignals(_ db: Database, _ expected: [TallyChanges.Signal: Int]) throws {
        var rest = expected
        for row in try Row.fetchAll(db, sql: "SELECT * FROM signal_tally") {
            guard let channel = Channel(rawValue: row["channel"]) else { continue }
            let signal = TallyChanges.Signal(
                month: row["month"], deskID: row["desk_id"], channel: channel, marks: row["marks"],
                questionnaireID: row["questionnaire_id"], overall: row["overall"])
            if rest.removeValue(forKey: signal) != row["count"] { rest[signal] = 0 }
        }
        for signal in rest.keys {
            let month = Month(number: signal.month)
            add(
                "tháng \(month): số tổng hợp dấu hiệu không khớp với câu trả lời",
                "month \(month): the tally of signals disagrees with the answers")
        }
    }

    /// Compares the tallies of dossiers with the dossiers of months that retention has not touched.
    mutating func checkDossiers(_ db: Database, retainedFrom day: Day) throws {
        let first = day.month + 1
        let differences = try Row.fetchAll(
            db,
            sql: """
                WITH counted AS (
                    SELECT desk_id, commune_id, procedure_id, strftime('%Y', completed_on * 86400, 'unixepoch') * 12
                        + strftime('%m', completed_on * 86400, 'unixepoch') - 1 AS month,
                        count(*) AS completed, sum(timeliness = 'early') AS early, sum(timeliness = 'on_time') AS on_time,
                        sum(timeliness = 'late') AS late, sum(received_via = 'direct') AS direct,
                        sum(received_via = 'online') AS online, sum(received_via = 'post') AS post,
                        sum(is_digitised) AS digitised, sum(is_issued) AS issued, sum(state = 2) AS voided
                    FROM dossier WHERE completed_on >= :day GROUP BY 1, 2, 3, 4
                ), tallied AS (
                    SELECT desk_id, commune_id, procedure_id, month, completed, early, on_time, late, direct, online, post,
                        digitised, issued, voided
                    FROM dossier_tally WHERE month >= :month AND completed > 0
                )
                SELECT month, desk_id FROM (SELECT * FROM counted EXCEPT SELECT * FROM tallied)
                UNION SELECT month, desk_id FROM (SELECT * FROM tallied EXCEPT SELECT * FROM counted)
                """, arguments: ["day": first.firstDay.number, "month": first.number])
        for row in differences {
            let desk = try String.fetchOne(
                db, sql: "SELECT code FROM desk WHERE id = ?", arguments: [row["desk_id"] as Int])
            let month = Month(number: row["month"])
            add(
                "tháng \(month), quầy \(desk ?? "?"): số tổng hợp hồ sơ không khớp với hồ sơ",
                "month \(month), desk \(desk ?? "?"): the tally of dossiers disagrees with the dossiers")
        }
    }

    /// Every answer came from a dossier that it marked as rated; making a slip void afterwards, or its expiry, hides that mark.
    /// Months whose links have all expired are sealed (``checkMonths(_:)``).
    mutating func checkRated(_ db: Database, retainedFrom day: Day) throws {
        let first = day.month + 1
        let differences = try Row.fetchAll(
            db,
            sql: """
                SELECT desk_id, month, sum(rated) AS rated, sum(void) AS void, sum(answers) AS answers FROM (
                    SELECT desk_id, strftime('%Y', completed_on * 86400, 'unixepoch') * 12
                        + strftime('%m', completed_on * 86400, 'unixepoch') - 1 AS month,
                        state = 1 AS rated, state IN (2, 3) AS void, 0 AS answers
                    FROM dossier WHERE completed_on >= :day
                    UNION ALL SELECT desk_id, month, 0, 0, 1 FROM answer WHERE month >= :month
                )
                GROUP BY 1, 2 HAVING sum(answers) NOT BETWEEN sum(rated) AND sum(rated) + sum(void)
                ORDER BY 2, 1
                """, arguments: ["day": first.firstDay.number, "month": first.number])
        for row in differences {
            let desk = try String.fetchOne(
                db, sql: "SELECT code FROM desk WHERE id = ?", arguments: [row["desk_id"] as Int])
            let month = Month(number: row["month"])
            let (rated, answers) = (row["rated"] as Int, row["answers"] as Int)
            add(
                "tháng \(month), quầy \(desk ?? "?"): \(rated) hồ sơ ghi là đã đánh giá, mà có \(answers) câu trả lời",
                "month \(month), desk \(desk ?? "?"): \(rated) dossiers are marked as rated, and there are \(answers) answers"
            )
        }
    }
}
