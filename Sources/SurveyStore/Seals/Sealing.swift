import Foundation
import GRDB
import Survey

extension Store {
    /// Seals the rows that there are, once in the life of a database: when it is made, or first opened by a version that
    /// seals rows, or that sums those of dossiers.
    ///
    /// The trail says that it was done, so that taking the seals away does not have them made anew: without that entry the
    /// trail is broken.
    func sealTablesOnce() throws {
        if try pool.read({ try Store.unsealed($0) }).isEmpty { return }
        let (trail, sealer) = (trail, rowSealer)
        try pool.write { db in
            // Another process may have been quicker.
            let unsealed = try Store.unsealed(db)
            if unsealed.isEmpty { return }
            if unsealed.contains(Store.tables) { try Store.sealTables(db, sealer) }
            try Store.sumTables(db, sealer)
            try trail.append(
                AuditAct(.seal, subject: unsealed.joined(separator: " ")), by: FollowUpRule.actor, to: db)
        }
    }

    private static func sealTables(_ db: Database, _ sealer: RowSealer) throws {
        var totals = SealTotals()
        totals.leaves = try leaves(db)
        try db.execute(
            sql: "INSERT INTO seal_total VALUES (1, ?) ON CONFLICT DO NOTHING", arguments: [totals.content(sealer)])
        for (number, table) in SealedTable.all.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO row_seal
                    SELECT \(number), \(table.name(of: "this")), row_seal_of(\(number), \(table.content(of: "this")))
                    FROM \(table.table) AS this WHERE true ON CONFLICT DO NOTHING
                    """)
        }
    }

    /// Makes the first sums, beside seals that fit, and with their secret: whoever knows these must know those.
    private static func sumTables(_ db: Database, _ sealer: RowSealer) throws {
        guard var totals = try totals(db, sealer) else { return }
        let code = sealer.presentSum
        totals.set(try SummedTable.found(db, code), by: code.fingerprint)
        try db.execute(sql: "UPDATE seal_total SET content = ?", arguments: [totals.content(sealer)])
    }

    /// The sum of the log's leaves as they stand.
    static func leaves(_ db: Database) throws -> SealSum {
        var sum = SealSum()
        let leaves = try Data.fetchCursor(db, sql: "SELECT hash FROM leaf")
        while let leaf = try leaves.next() { sum.add(leaf) }
        return sum
    }

    /// What the trail does not say yet to have been sealed.
    private static func unsealed(_ db: Database) throws -> [String] {
        let sealed = try String.fetchAll(
            db, sql: "SELECT subject FROM audit WHERE action = ?", arguments: [AuditAct.Action.seal.rawValue])
        return [tables, dossiers].filter { !sealed.flatMap { $0.split(separator: " ") }.map(String.init).contains($0) }
    }

    private static let (tables, dossiers) = ("tables", "dossiers")

    /// Seals every row with the newest secret, as ``closeDay()`` does with answers: an old seal would tell that its comment
    /// came before the keys were changed. A row whose seal does not fit keeps it, and `verify` names it.
    func sealRowsAnew() async throws {
        let sealer = rowSealer
        sealer.turnToNewest()
        for (number, table) in SealedTable.all.enumerated() {
            let old = try await read { db in
                var old: [(name: String, former: Data, seal: Data)] = []
                let rows = try Row.fetchCursor(db, sql: SealedTable.sealedRows(table, number))
                while let row = try rows.next() {
                    guard let former: Data = row[0] else { continue }
                    let values = row.databaseValues.dropFirst()
                    let seal = sealer.seal(number, values)
                    if seal != former, sealer.isSealed(number, values, with: former) {
                        old.append((row[1], former, seal))
                    }
                }
                return old
            }
            for start in stride(from: 0, to: old.count, by: 2000) {
                try await write { db in
                    // One that was changed meanwhile has the newest seal already.
                    let update = try db.cachedStatement(
                        sql: "UPDATE row_seal SET seal = ? WHERE sealed = ? AND name = ? AND seal = ?")
                    for row in old[start..<min(start + 2000, old.count)] {
                        try update.execute(arguments: [row.seal, number, row.name, row.former])
                    }
                }
            }
        }
        try await sumRowsAnew()
        try await write { db in
            guard let totals = try Store.totals(db, sealer) else { return }
            try db.execute(sql: "UPDATE seal_total SET content = ?", arguments: [totals.content(sealer)])
        }
    }
}

extension SealedTable {
    /// Every row of a table: its seal, NULL when it has none, its name, and its columns.
    static func sealedRows(_ table: SealedTable, _ number: Int) -> String {
        """
        SELECT row_seal.seal, \(table.content(of: "this")) FROM \(table.table) AS this
        LEFT JOIN row_seal ON row_seal.sealed = \(number) AND row_seal.name = \(table.name(of: "this"))
        """
    }
}
