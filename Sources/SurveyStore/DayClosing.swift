import Foundation
import GRDB
public import Survey

extension Store {
    /// Closes the days before today: makes their checkpoints, seals the months that can receive no more answers, and
    /// seals answers anew after a change of keys. Called once a day; called again it changes nothing.
    ///
    /// - Returns: the newest checkpoint.
    @discardableResult
    public func closeDay() async throws -> Checkpoint? {
        // Whatever was sent before midnight is in the log after this, and what comes later stands on the new day.
        try await write { _ in }
        let today = today
        let (checkpoints, seals) = try await read { db in
            (
                try Store.missingCheckpoints(before: today, db),
                try Store.missingSeals(before: today, validityDays: Store.settings(db).validityDays, db)
            )
        }
        if !checkpoints.isEmpty || !seals.isEmpty || keyRing.secrets.count > 1 {
            try await writer.perform { [keyRing] db, changes in
                changes.forgetClosings()
                let isSealed = try LogSeal(db).isIn(db, keyRing)
                for checkpoint in checkpoints {
                    try db.execute(
                        sql: "INSERT OR IGNORE INTO checkpoint (day, count, root) VALUES (?, ?, ?)",
                        arguments: [checkpoint.day.number, checkpoint.count, checkpoint.root.data])
                }
                for seal in seals {
                    try db.execute(
                        sql: "INSERT OR IGNORE INTO month_seal (month, count, root) VALUES (?, ?, ?)",
                        arguments: [seal.month.number, seal.count, seal.root.data])
                }
                // What was changed behind the program's back stays found.
                if isSealed { try LogSeal(db).write(db, keyRing) }
            }
        }
        if keyRing.secrets.count > 1 {
            try await sealAnew()
            try await sealRowsAnew()
        }
        return try await newestCheckpoint()
    }

    /// A checkpoint for yesterday, and for every day before that has leaves.
    private static func missingCheckpoints(before today: Day, _ db: Database) throws -> [Checkpoint] {
        let newest = try newestCheckpoint(db)
        var tree = MerkleTree()
        var made: [Checkpoint] = []
        var day: Day?
        func close() {
            if let day, newest.map({ day > $0.day }) ?? true {
                made.append(Checkpoint(day: day, count: tree.count, root: tree.root))
            }
        }
        // The primary key's order: by day, and inside a day by hash.
        let rows = try Row.fetchCursor(
            db, sql: "SELECT day, hash FROM leaf WHERE day < ? ORDER BY day, hash", arguments: [today.number])
        while let row = try rows.next() {
            let next = Day(number: row["day"])
            if next != day { close() }
            day = next
            if let hash = MerkleHash(row["hash"] as Data) { tree.append(hash) }
        }
        close()
        let yesterday = today - 1
        if (made.last?.day ?? newest?.day).map({ $0 < yesterday }) ?? true {
            made.append(Checkpoint(day: yesterday, count: tree.count, root: tree.root))
        }
        return made
    }

    /// A month can receive answers until its last day's dossiers expire; one day more, for what is on its way.
    private static func missingSeals(before today: Day, validityDays: Int, _ db: Database) throws -> [MonthSeal] {
        let open = Month(of: today - validityDays - 2)
        let last = open.lastDay + validityDays + 1 < today ? open : open - 1
        let months = try Int.fetchAll(
            db,
            sql: """
                SELECT DISTINCT month FROM answer_tally
                WHERE month <= ? AND month NOT IN (SELECT month FROM month_seal) ORDER BY month
                """, arguments: [last.number])
        return try months.map { month in
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM answer WHERE month = ?", arguments: [month])
            var canonical: [Data] = []
            while let row = try rows.next() { if let answer = AnswerRow(row) { canonical.append(answer.canonical) } }
            return MonthSeal(month: Month(number: month), rows: canonical)
        }
    }

    /// Seals every answer with the newest secret.
    ///
    /// An old seal would tell that its answer came before the keys were changed, as an id made with the old secret tells
    /// that its dossier did. A row whose seal none of our secrets made keeps it, and `verify` names it.
    private func sealAnew() async throws {
        let sealer = sealer
        let old = try await read { db in
            var old: [(key: Int64, seal: Data)] = []
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM answer")
            while let row = try rows.next() {
                guard let answer = AnswerRow(row), answer.isSealed(by: sealer) else { continue }
                let seal = sealer.seal(answer.canonical).data
                if seal != answer.seal { old.append((answer.key, seal)) }
            }
            return old
        }
        for start in stride(from: 0, to: old.count, by: 2000) {
            try await write { db in
                let update = try db.cachedStatement(sql: "UPDATE answer SET seal = ? WHERE key = ?")
                for (key, seal) in old[start..<min(start + 2000, old.count)] {
                    try update.execute(arguments: [seal, key])
                }
            }
        }
    }
}
