import GRDB
public import Survey

/// A table that `export` writes row by row: its columns, then its rows.
public enum ExportKind: String, Sendable, CaseIterable {
    /// One row an answer: its cell, its marks, and a column for each question of any questionnaire. No dossier, no time,
    /// no comment, in the order of the cells.
    case answers
    /// One row a registered dossier that retention has not dissolved: its particulars. No code, no id, and not whether
    /// it was rated.
    case dossiers
}

extension Store {
    /// Reads a table from one snapshot of the database, for the operator of the server only, and leaves an entry in the
    /// audit trail first.
    ///
    /// - Parameters:
    ///   - from: the first month of completion, nil for no bound; `to` is the last.
    ///   - body: called with the columns, then with each row.
    public func export(
        _ kind: ExportKind, from: Month? = nil, to: Month? = nil, by actor: String,
        _ body: @escaping @Sendable ([String]) throws -> Void
    ) async throws {
        let period = "\(from?.description ?? "…") – \(to?.description ?? "…")"
        try await audit(actor: actor, action: "export", subject: kind.rawValue, details: period)
        try await read { db in
            switch kind {
            case .answers: try Store.exportAnswers(db, from, to, body)
            case .dossiers: try Store.exportDossiers(db, from, to, body)
            }
        }
    }

    private static func exportAnswers(
        _ db: Database, _ from: Month?, _ to: Month?, _ body: ([String]) throws -> Void
    ) throws {
        let questions = try String.fetchAll(db, sql: "SELECT DISTINCT question FROM answer_tally ORDER BY question")
        try body(
            ["month", "desk_code", "commune_code", "procedure_code", "channel", "questionnaire", "device", "prompt"]
                + ["from_office", "in_run"] + questions)
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT answer.month, desk.code AS desk, unit.code AS commune, procedure.key AS procedure,
                    answer.channel, questionnaire.name AS questionnaire, answer.marks, answer.choices
                FROM answer
                JOIN desk ON desk.id = answer.desk_id
                JOIN unit ON unit.id = answer.commune_id
                JOIN procedure ON procedure.id = answer.procedure_id
                JOIN questionnaire ON questionnaire.id = answer.questionnaire_id
                WHERE answer.month BETWEEN ? AND ?
                ORDER BY 1, 2, 3, 4, 5, 6, answer.choices, answer.marks
                """, arguments: bounds(from, to))
        while let row = try rows.next() {
            let marks = AnswerMarks(stored: row["marks"])
            let cell = ["\(Month(number: row["month"]))", row["desk"], row["commune"], row["procedure"]] as [String]
            let source = [row["channel"], row["questionnaire"], "\(marks.device)"] as [String]
            let signs = [marks.isPrompt, marks.isFromOffice, marks.isInRun].map { $0 ? "1" : "0" }
            var values: [String: [String]] = [:]
            for choice in (row["choices"] as String).split(separator: ";") {
                let pair = choice.split(separator: "=", maxSplits: 1)
                if pair.count == 2 { values[String(pair[0]), default: []].append(String(pair[1])) }
            }
            try body(cell + source + signs + questions.map { (values[$0] ?? []).joined(separator: " ") })
        }
    }

    private static func exportDossiers(
        _ db: Database, _ from: Month?, _ to: Month?, _ body: ([String]) throws -> Void
    ) throws {
        let columns = [
            "completed_on", "desk_code", "procedure_code", "commune_code", "received_via", "timeliness", "digitised",
            "issued", "void",
        ]
        try body(columns)
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT dossier.completed_on, desk.code, procedure.key, unit.code, received_via, timeliness,
                    is_digitised, is_issued, state = 2
                FROM dossier
                JOIN desk ON desk.id = dossier.desk_id
                JOIN procedure ON procedure.id = dossier.procedure_id
                JOIN unit ON unit.id = dossier.commune_id
                WHERE dossier.completed_on BETWEEN ? AND ?
                ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
                """,
            arguments: [
                from?.firstDay.number ?? Day.beginning.number, to?.lastDay.number ?? 1_000_000_000,
            ])
        while let row = try rows.next() {
            let day = Day(number: row[0])
            try body(["\(day)"] + (1..<columns.count).map { String.fromDatabaseValue(row[$0]) ?? "\(row[$0] as Int)" })
        }
    }

    private static func bounds(_ from: Month?, _ to: Month?) -> StatementArguments {
        [from?.number ?? 0, to?.number ?? 1_000_000]
    }
}
