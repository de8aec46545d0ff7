import GRDB
import Survey

extension Findings {
    /// Finds counts of a situation beyond what the import takes, as an earlier version took them.
    mutating func checkSituations(_ db: Database) throws {
        let counts = ImportKind.situation.requiredColumns.dropFirst(2)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT unit.code, month FROM situation JOIN unit ON unit.id = unit_id
                WHERE max(\(counts.joined(separator: ", "))) > ? ORDER BY month, unit.code
                """, arguments: [Situation.largestCount])
        for row in rows {
            let (month, code) = (Month(number: row["month"]), row["code"] as String)
            add(
                "tháng \(month), đơn vị \(code): tình hình có số lớn hơn \(Situation.largestCount)",
                "month \(month), unit \(code): the situation has a count beyond \(Situation.largestCount)")
        }
    }
}
