import Crypto
import Foundation
import GRDB
import Survey

/// Sixteen bytes over all checkpoints and all seals of months that only the key file can make.
///
/// Whoever may write to the database could take out an answer, mend its tallies, take out a leaf, and make every
/// checkpoint and the month's root anew: all of them are plain hashes. What is sealed here cannot be made anew without
/// the key file, and a seal that was found broken is never made again, so that the next night does not cover it up.
///
/// The first 16 bytes of HMAC-SHA256 with the key `secret.key(for: "hailong/log/seal/v1")` over one line of text for each
/// checkpoint and each month, in their order: kind, number, count and root, separated by tabs.
struct LogSeal {
    private let content: Data

    init(_ db: Database) throws {
        var content = Data()
        for (kind, table, column) in [("checkpoint", "checkpoint", "day"), ("month", "month_seal", "month")] {
            let rows = try Row.fetchCursor(db, sql: "SELECT \(column), count, root FROM \(table) ORDER BY \(column)")
            while let row = try rows.next() {
                content.append(Data("\(kind)\t\(row[0] as Int)\t\(row[1] as Int)\t".utf8))
                content.append(row[2] as Data)
                content.append(10)
            }
        }
        self.content = content
    }

    /// Whether the database has this seal; one without checkpoints and months needs none.
    func isIn(_ db: Database, _ keyRing: KeyRing) throws -> Bool {
        guard let seal = try Data.fetchOne(db, sql: "SELECT seal FROM log_seal") else { return content.isEmpty }
        return keyRing.secrets.contains { self.seal($0) == seal }
    }

    func write(_ db: Database, _ keyRing: KeyRing) throws {
        try db.execute(
            sql: "INSERT INTO log_seal VALUES (1, ?) ON CONFLICT DO UPDATE SET seal = excluded.seal",
            arguments: [seal(keyRing.newest)])
    }

    private func seal(_ secret: KeyRing.Secret) -> Data {
        Data(
            HMAC<SHA256>.authenticationCode(for: content, using: secret.key(for: "hailong/log/seal/v1")).prefix(16))
    }
}

extension Findings {
    /// Checkpoints and seals of months that were made, changed or removed without the key file.
    mutating func checkLogSeal(_ db: Database, keyRing: KeyRing) throws {
        if try LogSeal(db).isIn(db, keyRing) { return }
        add(
            "điểm chốt hoặc dấu khóa tháng đã bị sửa, thêm hoặc xóa từ bên ngoài chương trình",
            "checkpoints or seals of months were changed, added or removed behind the program's back")
    }

    /// Every slip that was made void has its entry in the trail, by the desk's code.
    mutating func checkVoids(_ db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT code, sum(voided) AS voided, sum(entries) AS entries FROM (
                    SELECT desk.code AS code, voided, 0 AS entries
                    FROM dossier_tally JOIN desk ON desk.id = desk_id WHERE voided > 0
                    UNION ALL SELECT subject, 0, 1 FROM audit WHERE action = 'void'
                ) GROUP BY code HAVING sum(voided) <> sum(entries) ORDER BY code
                """)
        for row in rows {
            let (code, voided, entries) = (row["code"] as String, row["voided"] as Int, row["entries"] as Int)
            add(
                "quầy \(code): \(voided) phiếu đã hủy, mà nhật ký hoạt động ghi \(entries)",
                "desk \(code): \(voided) slips are void, and the audit trail has \(entries)")
        }
    }
}
