import GRDB
import Survey

extension Findings {
    /// Compares the tally of answers without a slip with the dossiers of months that retention has not touched. A slip that
    /// was made void counts as issued; an earlier version left it as it was, and hid whether its dossier was rated. So does the
    /// expiry of a link, also where a slip was printed later.
    mutating func checkUnissued(_ db: Database, retainedFrom day: Day) throws {
        let first = day.month + 1
        let differences = try Row.fetchAll(
            db,
            sql: """
                SELECT desk_id, month, sum(rated) AS rated, sum(answers) AS answers FROM (
                    SELECT desk_id, commune_id, procedure_id, strftime('%Y', completed_on * 86400, 'unixepoch') * 12
                        + strftime('%m', completed_on * 86400, 'unixepoch') - 1 AS month,
                        state = 1 AS rated, state IN (2, 3) AS void, 0 AS answers
                    FROM dossier WHERE completed_on >= :day AND (is_issued = 0 OR state = 3)
                    UNION ALL SELECT desk_id, commune_id, procedure_id, month, 0, 0, answers
                    FROM unissued_answer_tally WHERE month >= :month
                )
                GROUP BY desk_id, commune_id, procedure_id, month
                HAVING sum(answers) NOT BETWEEN sum(rated) AND sum(rated) + sum(void)
                ORDER BY month, desk_id
                """, arguments: ["day": first.firstDay.number, "month": first.number])
        for row in differences {
            let desk = try String.fetchOne(
                db, sql: "SELECT code FROM desk WHERE id = ?", arguments: [row["desk_id"] as Int])
            let month = Month(number: row["month"])
            add(
                "tháng \(month), quầy \(desk ?? "?"): số câu trả lời của hồ sơ không có phiếu không khớp với hồ sơ",
                "month \(month), desk \(desk ?? "?"): the tally of answers without a slip disagrees with the dossiers")
        }
    }
}
