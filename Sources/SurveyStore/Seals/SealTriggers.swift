import Foundation
import GRDB
import Survey

/// Keeps the seals of rows beside every change that this program makes, whichever part of it makes it.
///
/// They are temporary triggers of the writing connection, which ask the sealer: another program that writes to the file has
/// neither them nor the key. A row whose seal does not fit is never sealed anew, so what a hand changed stays found
/// whatever the program does to the row afterwards; and sums that do not fit stay as they are.
struct SealTriggers {
    let sealer: RowSealer

    /// Call once for a connection, after the migrations.
    func install(_ db: Database) throws {
        let ledger = SumLedger(sealer.sums)
        addFunctions(db, ledger)
        for (number, table) in SealedTable.all.enumerated() {
            try db.execute(sql: SealTriggers.triggers(table, number))
        }
        try db.execute(sql: SealTriggers.sums)
        try SumTriggers(ledger: ledger).install(db)
    }

    private func addFunctions(_ db: Database, _ ledger: SumLedger) {
        let sealer = sealer
        db.add(
            function: DatabaseFunction("row_seal_of", pure: true) { values in
                sealer.seal(SealTriggers.number(values[0]), values.dropFirst())
            })
        db.add(
            function: DatabaseFunction("fits_row", pure: true) { values in
                guard let seal = Data.fromDatabaseValue(values[0]) else { return false }
                return sealer.isSealed(SealTriggers.number(values[1]), values.dropFirst(2), with: seal)
            })
        // What does not fit stays as it is.
        func addTotal(
            _ name: String, _ count: Int, _ change: @escaping @Sendable (inout SealTotals, [DatabaseValue]) -> Void
        ) {
            db.add(
                function: DatabaseFunction(name, argumentCount: count) { values in
                    guard let content = Data.fromDatabaseValue(values[0]), var totals = SealTotals(content, sealer)
                    else { return values[0] }
                    change(&totals, values)
                    return totals.content(sealer)
                })
        }
        addTotal("moved_total", 4) { totals, values in
            totals.move(
                SealTriggers.number(values[1]), from: Data.fromDatabaseValue(values[2]),
                to: Data.fromDatabaseValue(values[3]))
        }
        addTotal("trail_total", 3) { totals, values in
            totals.trailCount = SealTriggers.number(values[1])
            totals.trailHead = Data.fromDatabaseValue(values[2]) ?? Data(count: 32)
        }
        addTotal("settled_total", 2) { totals, values in
            if let sum = Data.fromDatabaseValue(values[1]) { totals.leaves.add(SealSum(sum)) }
            if ledger.hasMoved { totals.move(ledger.take()) }
        }
    }

    private static func number(_ value: DatabaseValue) -> Int { Int.fromDatabaseValue(value) ?? -1 }

    private static func triggers(_ table: SealedTable, _ number: Int) -> String {
        """
        CREATE TEMP TRIGGER \(table.table)_in AFTER INSERT ON main.\(table.table) BEGIN
            INSERT INTO row_seal VALUES (
                \(number), \(table.name(of: "NEW")), row_seal_of(\(number), \(table.content(of: "NEW")))
            ) ON CONFLICT DO NOTHING;
        END;
        CREATE TEMP TRIGGER \(table.table)_on AFTER UPDATE OF \(table.columns.joined(separator: ", "))
        ON main.\(table.table) BEGIN
            UPDATE row_seal SET name = \(table.name(of: "NEW")),
                seal = row_seal_of(\(number), \(table.content(of: "NEW")))
            WHERE sealed = \(number) AND name = \(table.name(of: "OLD"))
                AND fits_row(seal, \(number), \(table.content(of: "OLD")));
        END;
        CREATE TEMP TRIGGER \(table.table)_out AFTER DELETE ON main.\(table.table) BEGIN
            DELETE FROM row_seal
            WHERE sealed = \(number) AND name = \(table.name(of: "OLD"))
                AND fits_row(seal, \(number), \(table.content(of: "OLD")));
        END;
        """
    }

    private static let sums = """
        CREATE TEMP TRIGGER row_seal_in AFTER INSERT ON main.row_seal BEGIN
            UPDATE seal_total SET content = moved_total(content, NEW.sealed, NULL, NEW.seal);
        END;
        CREATE TEMP TRIGGER row_seal_on AFTER UPDATE ON main.row_seal BEGIN
            UPDATE seal_total SET content = moved_total(content, NEW.sealed, OLD.seal, NEW.seal);
        END;
        CREATE TEMP TRIGGER row_seal_out AFTER DELETE ON main.row_seal BEGIN
            UPDATE seal_total SET content = moved_total(content, OLD.sealed, OLD.seal, NULL);
        END;
        CREATE TEMP TRIGGER audit_end_in AFTER INSERT ON main.audit_end BEGIN
            UPDATE seal_total SET content = trail_total(content, NEW.count, NEW.head);
        END;
        CREATE TEMP TRIGGER audit_end_on AFTER UPDATE ON main.audit_end BEGIN
            UPDATE seal_total SET content = trail_total(content, NEW.count, NEW.head);
        END;
        """
}
