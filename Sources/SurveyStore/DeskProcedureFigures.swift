import GRDB
public import Survey

extension Store {
    /// The published figures of every desk × procedure that completed a dossier in a period: the cells of the heat table.
    ///
    /// Dossiers are told as they are; answers as the cell of the closed list was released, or not at all. Each row's
    /// subject is ``Survey/TableRow/deskAndProcedure(_:_:)``; it has no name of its own.
    ///
    /// - Parameter desk: of this desk alone; nil: of all.
    public func deskProcedureFigures(
        in period: Period, selection: AnswerSelection, desk: Desk.ID? = nil
    ) async throws -> [ReportRow] {
        let months = period.months
        let figures = try await figuresToShow()
        var table = TableRequest(rows: .deskAndProcedure, period: period, selection: selection)
        table.scale = try scale(of: table, in: figures)
        var rows = try await read { db in try Store.deskProcedureDossiers(months, desk: desk, db) }
        for index in rows.indices {
            rows[index].scale = table.scale
            rows[index].show(rows[index].subject.flatMap { figures.told($0, in: table) })
        }
        return rows
    }

    private static func deskProcedureDossiers(
        _ months: ClosedRange<Month>?, desk: Desk.ID?, _ db: Database
    ) throws -> [ReportRow] {
        let range: StatementArguments = [months?.lowerBound.number ?? 0, months?.upperBound.number ?? 1_000_000, desk]
        var elsewhere: [TableRow: Int] = [:]
        let answered = try Row.fetchCursor(
            db,
            sql: """
                SELECT desk_id, procedure_id, sum(answers) FROM unissued_answer_tally
                WHERE month BETWEEN ?1 AND ?2 AND desk_id = ifnull(?3, desk_id) GROUP BY 1, 2
                """, arguments: range)
        while let row = try answered.next() { elsewhere[.deskAndProcedure(row[0], row[1])] = row[2] as Int }
        return try Row.fetchAll(
            db,
            sql: """
                SELECT desk_id, procedure_id, sum(completed), sum(issued)
                FROM dossier_tally
                WHERE month BETWEEN ?1 AND ?2 AND desk_id = ifnull(?3, desk_id) GROUP BY 1, 2
                HAVING sum(completed) > 0 ORDER BY 1, 2
                """, arguments: range
        ).map { row in
            let subject = TableRow.deskAndProcedure(row[0], row[1])
            var counts = ReportCounts()
            counts.completed = row[2]
            counts.issuedElsewhere = elsewhere[subject] ?? 0
            counts.issued = (row[3] as Int) + counts.issuedElsewhere
            return ReportRow(
                code: "", name: "", validFrom: nil, counts: counts, isSuppressed: true, subject: subject)
        }
    }
}
