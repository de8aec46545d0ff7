import Foundation
import GRDB
import GRDBSQLite
import Survey

/// Tells a ledger of every change of a summed table that this program makes, whichever part of it makes it.
///
/// They are temporary triggers of the writing connection as those of `SealTriggers`, and write nothing themselves. The
/// functions they call read their arguments from SQLite: GRDB's boxing of twenty columns would cost more than the hash.
struct SumTriggers {
    let ledger: SumLedger

    /// Call once for a connection, after the migrations.
    func install(_ db: Database) throws {
        let ledger = ledger
        db.add(
            function: DatabaseFunction("begin_sums", argumentCount: 1) { values in
                ledger.begin(Data.fromDatabaseValue(values[0]))
                return nil
            })
        db.add(function: DatabaseFunction("sums_moved", argumentCount: 0) { _ in ledger.hasMoved })
        try add("row_came", db) { context, count, values in
            let number = SumTriggers.number(values)
            SumTriggers.ledger(context)?.move(number, from: nil, to: RowBytes(number, values, 1..<Int(count)))
        }
        try add("row_went", db) { context, count, values in
            let number = SumTriggers.number(values)
            SumTriggers.ledger(context)?.move(number, from: RowBytes(number, values, 1..<Int(count)), to: nil)
        }
        try add("row_moved", db) { context, count, values in
            let (number, half) = (SumTriggers.number(values), (Int(count) + 1) / 2)
            SumTriggers.ledger(context)?.move(
                number, from: RowBytes(number, values, 1..<half), to: RowBytes(number, values, half..<Int(count)))
        }
        for (number, table) in SummedTable.all.enumerated() {
            try db.execute(sql: SumTriggers.triggers(table, number))
        }
    }

    private static func triggers(_ table: SummedTable, _ number: Int) -> String {
        let (old, new) = (table.content(of: "OLD"), table.content(of: "NEW"))
        return """
            CREATE TEMP TRIGGER \(table.table)_came AFTER INSERT ON main.\(table.table) BEGIN
                SELECT row_came(\(number), \(new));
            END;
            CREATE TEMP TRIGGER \(table.table)_moved AFTER UPDATE ON main.\(table.table) BEGIN
                SELECT row_moved(\(number), \(old), \(new));
            END;
            CREATE TEMP TRIGGER \(table.table)_went AFTER DELETE ON main.\(table.table) BEGIN
                SELECT row_went(\(number), \(old));
            END;
            """
    }

    private typealias Values = UnsafeMutablePointer<OpaquePointer?>?

    private func add(
        _ name: String, _ db: Database, _ body: @escaping @convention(c) (OpaquePointer?, Int32, Values) -> Void
    ) throws {
        // SQLite releases it when it closes, and when it refuses.
        let held = Unmanaged.passRetained(ledger).toOpaque()
        let code = sqlite3_create_function_v2(
            db.sqliteConnection, name, -1, SQLITE_UTF8, held, body, nil, nil,
            { held in if let held { Unmanaged<SumLedger>.fromOpaque(held).release() } })
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    private static func ledger(_ context: OpaquePointer?) -> SumLedger? {
        sqlite3_user_data(context).map { Unmanaged<SumLedger>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func number(_ values: Values) -> Int { Int(sqlite3_value_int64(values?[0])) }
}

extension RowBytes {
    /// A row as SQLite hands it to a function.
    fileprivate init(_ table: Int, _ values: UnsafeMutablePointer<OpaquePointer?>?, _ places: Range<Int>) {
        self.init(table: table)
        for place in places {
            let value = values?[place]
            switch sqlite3_value_type(value) {
            case SQLITE_INTEGER: append(sqlite3_value_int64(value))
            case SQLITE_FLOAT: append(sqlite3_value_double(value))
            case SQLITE_TEXT:
                append(text: RowBytes.bytes(sqlite3_value_text(value).map { UnsafeRawPointer($0) }, value))
            case SQLITE_BLOB: append(blob: RowBytes.bytes(sqlite3_value_blob(value), value))
            default: appendNull()
            }
        }
    }

    private static func bytes(_ start: UnsafeRawPointer?, _ value: OpaquePointer?) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(value)))
    }
}
