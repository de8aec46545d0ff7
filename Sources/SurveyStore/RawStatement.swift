import Foundation
import GRDB
import GRDBSQLite

/// A statement prepared through SQLite's own interface, for the few that run for every survey page and every answer.
///
/// GRDB boxes each argument and each column and asks several questions before a statement runs, which costs more than a
/// statement of a few microseconds itself. Used by one thread at a time; whoever prepares it finalises it.
struct RawStatement {
    private let statement: OpaquePointer

    /// SQLite takes a copy of what is bound.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// - Parameter connection: an open one, which outlives the statement.
    init(_ sql: String, on connection: OpaquePointer) throws {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)), sql: sql)
        }
        statement = prepared
    }

    func finalise() { sqlite3_finalize(statement) }

    func bind(_ value: Int64, at index: Int32) { sqlite3_bind_int64(statement, index, value) }
    func bind(_ value: Int, at index: Int32) { sqlite3_bind_int64(statement, index, Int64(value)) }

    /// - Parameter text: up to its first NUL, if it has one.
    func bind(_ text: String, at index: Int32) { sqlite3_bind_text(statement, index, text, -1, Self.copied) }

    func bind(_ data: Data, at index: Int32) {
        data.withUnsafeBytes {
            _ = sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), Self.copied)
        }
    }

    /// Goes on to the next row, which stays until the statement is stepped or reset; without one it is reset.
    ///
    /// - Throws: `DatabaseError`, after a reset.
    func step() throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(statement)
            return false
        default:
            let connection = sqlite3_db_handle(statement)
            let message = String(cString: sqlite3_errmsg(connection))
            let code = sqlite3_extended_errcode(connection)
            sqlite3_reset(statement)
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }

    func reset() { sqlite3_reset(statement) }

    func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }
    func text(_ column: Int32) -> String { sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "" }
}
