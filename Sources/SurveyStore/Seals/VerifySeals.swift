import Foundation
import GRDB
import Survey

extension Findings {
    /// Holds every row of the sealed tables against its seal, and all seals and leaves against their sums.
    mutating func checkSeals(_ db: Database, _ sealer: RowSealer) throws {
        var found = SealTotals()
        for (number, table) in SealedTable.all.enumerated() {
            try checkRows(of: table, number, db, sealer)
            let seals = try Data.fetchCursor(db, sql: "SELECT seal FROM row_seal WHERE sealed = ?", arguments: [number])
            while let seal = try seals.next() { found.move(number, from: nil, to: seal) }
        }
        let content = try Data.fetchOne(db, sql: "SELECT content FROM seal_total")
        guard let content, let totals = SealTotals(content, sealer) else {
            return add(
                "dấu niêm phong chung của các bảng đã bị sửa hoặc xóa từ bên ngoài chương trình",
                "the seal over all tables was changed or removed behind the program's back")
        }
        for (table, (sum, former)) in zip(SealedTable.all, zip(found.tables, totals.tables)) where sum != former {
            add(
                "bảng \(table.table) (\(table.row.vi)): đã niêm phong \(former.count) dòng, nay có \(sum.count) dấu niêm "
                    + "phong và không còn khớp",
                "the table \(table.table) had \(former.count) sealed rows; it has \(sum.count) seals now, which no longer fit"
            )
        }
        try checkSums(totals, db, sealer)
        try checkLeaves(of: totals, db)
        try checkTime(of: totals, db)
    }

    /// The leaves of answers that came since the last checkpoint, too: an answer that is taken out with everything that came
    /// with it is missing here.
    private mutating func checkLeaves(of totals: SealTotals, _ db: Database) throws {
        let found = try Store.leaves(db)
        if found == totals.leaves { return }
        add(
            "đã nhận \(totals.leaves.count) câu trả lời; nhật ký nay có \(found.count) và không còn khớp",
            "\(totals.leaves.count) answers were taken; the log has \(found.count) now and no longer fits")
    }

    private mutating func checkRows(of table: SealedTable, _ number: Int, _ db: Database, _ sealer: RowSealer) throws {
        let rows = try Row.fetchCursor(db, sql: SealedTable.sealedRows(table, number))
        while let row = try rows.next() {
            let seal: Data? = row[0]
            let values = row.databaseValues.dropFirst()
            if let seal, sealer.isSealed(number, values, with: seal) { continue }
            let name = (row[1] as String?) ?? "?"
            if seal == nil {
                add(
                    "\(table.row.vi) \(name) đã được thêm, hoặc đổi tên, từ bên ngoài chương trình",
                    "\(table.row.en) \(name) was added, or got this name, behind the program's back")
            } else {
                add(
                    "\(table.row.vi) \(name) đã bị sửa từ bên ngoài chương trình",
                    "\(table.row.en) \(name) was changed behind the program's back")
            }
        }
        let gone = try String.fetchAll(
            db,
            sql: """
                SELECT name FROM row_seal WHERE sealed = ?
                EXCEPT SELECT \(table.name(of: "this")) FROM \(table.table) AS this ORDER BY 1
                """, arguments: [number])
        for name in gone {
            add(
                "\(table.row.vi) \(name) đã bị xóa từ bên ngoài chương trình",
                "\(table.row.en) \(name) was removed behind the program's back")
        }
    }

    /// The sums know where the trail ended when it last grew: neither can be put back to an earlier state without the other.
    private mutating func checkTime(of totals: SealTotals, _ db: Database) throws {
        let end = try Row.fetchOne(db, sql: "SELECT count, head FROM audit_end")
        if end?["count"] == totals.trailCount, end?["head"] == totals.trailHead { return }
        add(
            "các bảng được niêm phong và nhật ký hoạt động không cùng một thời điểm",
            "the sealed tables and the audit trail are not of the same time")
    }
}
