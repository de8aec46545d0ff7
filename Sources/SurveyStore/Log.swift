import Foundation
import GRDB
import Survey

extension Findings {
    /// Builds the log's tree anew from the leaves and holds it against every checkpoint, in turn.
    mutating func checkLog(_ db: Database) throws {
        var checkpoints = try Row.fetchAll(db, sql: "SELECT * FROM checkpoint ORDER BY day").compactMap(Checkpoint.init)
        var tree = MerkleTree()
        var isBroken = false
        func check(before day: Day?) -> Checkpoint? {
            while let next = checkpoints.first, day.map({ next.day < $0 }) ?? true {
                checkpoints.removeFirst()
                if next.count != tree.count || next.root != tree.root { return next }
            }
            return nil
        }
        let rows = try Row.fetchCursor(db, sql: "SELECT day, hash FROM leaf ORDER BY day, hash")
        while let row = try rows.next() {
            // All later ones disagree as well; the first tells where.
            if let broken = check(before: Day(number: row["day"])) {
                add(broken, tree.count)
                isBroken = true
                break
            }
            if let hash = MerkleHash(row["hash"] as Data) { tree.append(hash) }
        }
        if !isBroken, let broken = check(before: nil) { add(broken, tree.count) }
    }

    private mutating func add(_ checkpoint: Checkpoint, _ count: Int) {
        add(
            "điểm chốt ngày \(checkpoint.day) ghi \(checkpoint.count) câu trả lời; nhật ký có \(count) và không còn khớp",
            "the checkpoint of \(checkpoint.day) has \(checkpoint.count) answers; the log has \(count) and no longer fits it"
        )
    }

    /// Holds the rows of closed months against their seals.
    mutating func checkMonths(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT * FROM month_seal ORDER BY month") {
            let month = Month(number: row["month"])
            var canonical: [Data] = []
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM answer WHERE month = ?", arguments: [month.number])
            while let row = try rows.next() { if let answer = AnswerRow(row) { canonical.append(answer.canonical) } }
            let seal = MonthSeal(month: month, rows: canonical)
            if seal.count != row["count"] || seal.root.data != row["root"] {
                let sealed = row["count"] as Int
                add(
                    "tháng \(month) đã khóa với \(sealed) câu trả lời; nay có \(seal.count) và không còn khớp",
                    "the month \(month) was sealed with \(sealed) answers; it has \(seal.count) now and no longer fits")
            }
        }
    }

    /// Goes through the audit trail and holds its end against the sealed one.
    mutating func checkAudit(_ db: Database, keyRing: KeyRing) throws {
        let entries = try Row.fetchAll(db, sql: "SELECT * FROM audit ORDER BY sequence").compactMap(AuditEntry.init)
        let row = try Row.fetchOne(db, sql: "SELECT * FROM audit_end")
        let end = row.flatMap { row in
            entries.first { $0.sequence == row["count"] && $0.hash.data == row["head"] }.map(
                AuditChain.init(endingWith:))
        }
        switch AuditChain.verify(entries, end: end) {
        case .missing(let entry):
            add("nhật ký hoạt động thiếu mục \(entry)", "the audit trail lacks entry \(entry)")
        case .changed(let entry):
            add("nhật ký hoạt động đứt ở mục \(entry)", "the audit trail breaks at entry \(entry)")
        case .cutShort(let entry):
            add("nhật ký hoạt động bị cắt sau mục \(entry)", "the audit trail is cut off after entry \(entry)")
        case nil:
            let isSealed = (row?["seal"] as Data?).flatMap { seal in end?.isSealed(by: keyRing, with: seal) } ?? false
            if (row == nil) != entries.isEmpty || entries.last?.sequence != end?.count || row != nil && !isSealed {
                add(
                    "nhật ký hoạt động bị cắt: mục cuối không đúng với dấu niêm phong",
                    "the audit trail is cut off: its last entry is not the sealed one")
            }
        }
    }
}
