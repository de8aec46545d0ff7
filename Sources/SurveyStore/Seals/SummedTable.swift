import Foundation
import GRDB
import Survey

/// A table whose rows are sealed all together: a seal for each would cost an answer too much, and be a trace of its dossier.
///
/// Kept is how many rows there are and the sum of their codes (`SealSum`), the same in whatever order they came, so that
/// `verify` tells that the table was changed and not which row.
struct SummedTable: Sendable {
    let table: String
    /// What its rows are, for people.
    let rows: Localized
    /// What is summed: every column. One that a later version adds stands in a migration that sums the table anew.
    let columns: [String]

    private init(_ table: String, _ vi: String, _ en: String, _ columns: String) {
        self.table = table
        rows = Localized(vi: vi, en: en)
        self.columns = columns.split(separator: " ").map(String.init)
    }

    /// The place of a table is its number in the sums: new ones come at the end, and none ever goes.
    static let all = [
        SummedTable(
            "dossier", "hồ sơ", "dossiers",
            """
            id desk_id procedure_id commune_id completed_on received_via timeliness is_digitised is_issued state
            """),
        SummedTable("dissolved_dossier", "hồ sơ đã hết hạn lưu", "dissolved dossiers", "id"),
        SummedTable(
            "unissued_answer_tally", "số câu trả lời không có phiếu", "numbers of answers without a slip",
            "month desk_id commune_id procedure_id answers"),
        SummedTable("key_fingerprint", "dấu nhận biết khóa", "fingerprints of keys", "fingerprint"),
    ]

    /// The columns as SQL; `row` is how the statement calls the row.
    func content(of row: String) -> String { columns.map { "\(row).\($0)" }.joined(separator: ", ") }

    /// The sums of all tables as their rows stand.
    static func found(_ db: Database, _ code: RowCode) throws -> [SealSum] {
        try found(db, [code]).map { $0[0] }
    }

    /// The same with several codes at once, for each table in their order.
    static func found(_ db: Database, _ codes: [RowCode]) throws -> [[SealSum]] {
        try all.enumerated().map { number, table in
            var sums = [SealSum](repeating: SealSum(), count: codes.count)
            let rows = try Row.fetchCursor(db, sql: "SELECT \(table.content(of: "this")) FROM \(table.table) AS this")
            while let row = try rows.next() {
                var bytes = RowBytes(table: number)
                for value in row.databaseValues { bytes.append(value) }
                for (index, code) in codes.enumerated() { sums[index].add(code.of(bytes)) }
            }
            return sums
        }
    }
}
