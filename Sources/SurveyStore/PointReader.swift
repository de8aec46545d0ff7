import Foundation
import GRDB
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

    /// - Throws: `DatabaseError` when the database cannot be read, `CancellationError` when it is closed.
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
        guard let lane else { throw CancellationError() }
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
        private let dossier: RawStatement
        private let dissolved: RawStatement

        init(path: String) throws {
            var opened: OpaquePointer?
            let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
            let code = sqlite3_open_v2(path, &opened, flags, nil)
            guard code == SQLITE_OK, let opened else {
                sqlite3_close_v2(opened)
                throw DatabaseError(resultCode: ResultCode(rawValue: code))
            }
            sqlite3_busy_timeout(opened, 15_000)
            do {
                try Self.enlargeCache(opened)
                dossier = try RawStatement(
                    """
                    SELECT state, desk_id, procedure_id, commune_id, completed_on, received_via, timeliness, is_digitised
                    FROM dossier WHERE id = ?
                    """, on: opened)
                dissolved = try RawStatement("SELECT 1 FROM dissolved_dossier WHERE id = ?", on: opened)
            } catch {
                // Closes for good once its statements are finalised; none is left when prepare failed.
                sqlite3_close_v2(opened)
                throw error
            }
            connection = opened
        }

        deinit {
            dossier.finalise()
            dissolved.finalise()
            sqlite3_close_v2(connection)
        }

        /// As many pages as the writer keeps: 16 MiB.
        private static func enlargeCache(_ connection: OpaquePointer) throws {
            let pragma = try RawStatement("PRAGMA cache_size = -16384", on: connection)
            defer { pragma.finalise() }
            _ = try pragma.step()
        }

        func state(of id: DossierID) throws -> DossierState {
            if try step(dossier, id) {
                defer { dossier.reset() }
                guard let via = ReceivedVia(rawValue: dossier.text(5)),
                    let timeliness = Timeliness(rawValue: dossier.text(6))
                else {
                    return .unknown
                }
                let found = Dossier(
                    deskID: dossier.int(1), procedureID: dossier.int(2), communeID: dossier.int(3),
                    completedOn: Day(number: dossier.int(4)), receivedVia: via, timeliness: timeliness,
                    isDigitised: dossier.int(7) == 1)
                return switch dossier.int(0) {
                case 0: .open(found)
                case 1: .rated(found)
                case 2: .void(found)
                default: .closed(found)
                }
            }
            let isDissolved = try step(dissolved, id)
            dissolved.reset()
            return isDissolved ? .dissolved : .unknown
        }

        /// Whether there is a row; without one the statement is reset, so that no read stays open.
        private func step(_ statement: RawStatement, _ id: DossierID) throws -> Bool {
            statement.bind(id.stored, at: 1)
            return try statement.step()
        }
    }
}
