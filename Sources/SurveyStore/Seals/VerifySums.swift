import GRDB
import Survey

extension Findings {
    /// Adds up the rows of the summed tables again.
    mutating func checkSums(_ totals: SealTotals, _ db: Database, _ sealer: RowSealer) throws {
        guard let code = sealer.sumCode(totals.sumFingerprint) else {
            return add(
                "dấu niêm phong chung của hồ sơ đã bị xóa từ bên ngoài chương trình",
                "the sums over the dossiers were removed behind the program's back")
        }
        let found = try SummedTable.found(db, code)
        for (table, (sum, former)) in zip(SummedTable.all, zip(found, totals.sums)) where sum != former {
            add(
                "bảng \(table.table) (\(table.rows.vi)): chương trình đã ghi \(former.count) dòng; nay có \(sum.count) dòng và "
                    + "không còn khớp: đã bị sửa, thêm hoặc xóa từ bên ngoài chương trình",
                "the table \(table.table) (\(table.rows.en)) had \(counted(former.count, "row")) when the program last wrote it; it has "
                    + "\(sum.count) now, which no longer fit: it was changed behind the program's back"
            )
        }
    }

    /// Finds dossiers that are marked as expired before any period of validity that was ever set has passed.
    ///
    /// A correction may have moved one to the end of its month since, and a clock may have gone ahead.
    mutating func checkExpired(_ db: Database, today: Day) throws {
        let ever = try Int?.fetchAll(
            db,
            sql: """
                SELECT CASE WHEN json_valid(details) THEN CAST(json_extract(details, '$.value') AS INTEGER) END FROM audit
                WHERE action = ? AND subject = 'validity_days'
                """, arguments: [AuditAct.Action.setting.rawValue])
        let shortest = (ever.compactMap { $0 } + [Settings().validityDays]).min() ?? 0
        // As far as any clock that wrote to the file has been.
        let checkpoint = try Int.fetchOne(db, sql: "SELECT max(day) FROM checkpoint") ?? .min
        let moment = try Int.fetchOne(db, sql: "SELECT max(moment) FROM audit") ?? 0
        let last = max(today.number, checkpoint, Day(unixTime: Double(moment)).number)
        let bound = Day(number: last) - shortest
        let first = bound.month.firstDay == bound ? bound : (bound.month + 1).firstDay
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT code, count(*) AS count FROM dossier JOIN desk ON desk.id = desk_id
                WHERE state = 3 AND completed_on >= ? GROUP BY code ORDER BY code
                """, arguments: [first.number])
        for row in rows {
            let (code, count) = (row["code"] as String, row["count"] as Int)
            add(
                "quầy \(code): \(count) hồ sơ ghi là đã hết hạn đánh giá khi thời hạn chưa qua",
                "desk \(code): \(counted(count, "dossier")) marked as expired before the time")
        }
    }
}
