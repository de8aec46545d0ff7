import Foundation
import GRDBSQLite
import Survey
import Synchronization

/// Reads one dossier by its id, as fast as SQLite can: a few connections of its own, each with its statement prepared.
///
/// GRDB's pool hands a reader over through dispatch queues and asks for the schema's version before each read, which costs
/// several times the read itself; a survey page is little more than this read. Ends when GRDB has such a reader.
final class PointReader: Sendable {
    private let lanes: [Guarded]
    private let next = Atomic<Int>(0)

    private final class Guarded: Sendable {
        let lane: Mutex<Lane?>
        init(_ lane: sending Lane) { self.lane = Mutex(lane) }
    }

    init(path: String) throws {
        lanes = try (0..<max(2, ProcessInfo.processInfo.activeProcessorCount)).map { _ in
            Guarded(try Lane(path: path))
        }
    }

    /// - Throws: `SurveyError` (`unavailable`) when the database cannot be read, or is closed.
    func state(of id: DossierID) throws -> DossierState {
        let first = next.add(1, ordering: .relaxed).newValue
        for offset in lanes.indices {
            let lane = (first &+ offset) & .max
            if let state = try lanes[lane % lanes.count].lane.withLockIfAvailable({ try Self.read(id, $0) }) {
                return state
            }
        }
        return try lanes[(first & .max) % lanes.count].lane.withLock { try Self.read(id, $0) }
    }

    private static func read(_ id: DossierID, _ lane: Lane?) throws -> DossierState {
        guard let lane else { throw Lane.failure("closed") }
        return try lane.state(of: id)
    }

    func close() {
        for guarded in lanes { guarded.lane.withLock { $0 = nil } }
    }
}

extension PointReader {
    /// One connection; used by one thread at a time.
    private final class Lane {
        private let connection: OpaquePointer
        private let dossier: OpaquePointer
        private let dissolved: OpaquePointer

        init(path: String) throws {
            var opened: OpaquePointer?
            let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
            guard sqlite3_open_v2(path, &opened, flags, nil) == SQLITE_OK, let opened else {
                sqlite3_close_v2(opened)
                throw Self.failure("open")
            }
            sqlite3_busy_timeout(opened, 15_000)
            do {
                dossier = try Self.prepare(
                    """
                    SELECT state, desk_id, procedure_id, commune_id, completed_on, received_via, timeliness, is_digitised
                    FROM dossier WHERE id = ?
                    """, opened)
                dissolved = try Self.prepare("SELECT 1 FROM dissolved_dossier WHERE id = ?", opened)
            } catch {
                // Closes for good once its statements are finalised; none is left when prepare failed.
                sqlite3_close_v2(opened)
                throw error
            }
            connection = opened
        }

        deinit {
            sqlite3_finalize(dossier)
            sqlite3_finalize(dissolved)
            sqlite3_close_v2(connection)
        }

        private static func prepare(_ sql: String, _ connection: OpaquePointer) throws -> OpaquePointer {
            var statement: OpaquePointer?
            guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
                throw failure(String(cString: sqlite3_errmsg(connection)))
            }
            return statement
        }

        func state(of id: DossierID) throws -> DossierState {
            if try step(dossier, id) {
                defer { sqlite3_reset(dossier) }
                guard let via = ReceivedVia(rawValue: text(5)), let timeliness = Timeliness(rawValue: text(6)) else {
                    return .unknown
                }
                let found = Dossier(
                    deskID: number(1), procedureID: number(2), communeID: number(3),
                    completedOn: Day(number: number(4)), receivedVia: via, timeliness: timeliness,
                    isDigitised: number(7) == 1)
                return switch number(0) {
                case 0: .open(found)
                case 1: .rated(found)
                case 2: .void(found)
                default: .closed(found)
                }
            }
            let isDissolved = try step(dissolved, id)
            sqlite3_reset(dissolved)
            return isDissolved ? .dissolved : .unknown
        }

        /// Whether there is a row; without one the statement is reset, so that no read stays open.
        private func step(_ statement: OpaquePointer, _ id: DossierID) throws -> Bool {
            sqlite3_bind_int64(statement, 1, id.stored)
            switch sqlite3_step(statement) {
            case SQLITE_ROW: return true
            case SQLITE_DONE:
                sqlite3_reset(statement)
                return false
            default:
                let message = String(cString: sqlite3_errmsg(connection))
                sqlite3_reset(statement)
                throw Self.failure(message)
            }
        }

        private func number(_ column: Int32) -> Int { Int(sqlite3_column_int64(dossier, column)) }
        private func text(_ column: Int32) -> String {
            sqlite3_column_text(dossier, column).map { String(cString: $0) } ?? ""
        }

        static func failure(_ message: String) -> SurveyError {
            SurveyError(
                .unavailable, vi: "không đọc được cơ sở dữ liệu (\(message))",
                en: "cannot read the database (\(message))")
        }
    }
}
