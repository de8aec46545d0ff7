import Foundation
import GRDB
import Survey
import Synchronization

/// The statements that every answer runs, prepared once on the writer's connection.
final class AnswerStatements: Sendable {
    /// What an answer asks of its dossier.
    struct Dossier: Sendable {
        let deskID, communeID, procedureID: Int
        let completedOn: Day
        let state: Int
        let isIssued: Bool
    }

    private let prepared = Mutex<Prepared?>(nil)

    /// The dossier of an id, nil when there is none.
    func dossier(_ id: DossierID, _ db: Database) throws -> Dossier? {
        try on(db) { statements in
            let find = statements.find
            find.bind(id.stored, at: 1)
            guard try find.step() else { return nil }
            defer { find.reset() }
            return Dossier(
                deskID: find.int(0), communeID: find.int(1), procedureID: find.int(2),
                completedOn: Day(number: find.int(3)), state: find.int(4), isIssued: find.int(5) == 1)
        }
    }

    func markRated(_ id: DossierID, _ db: Database) throws {
        try on(db) { statements in
            statements.mark.bind(id.stored, at: 1)
            _ = try statements.mark.step()
        }
    }

    func insert(_ row: AnswerRow, _ db: Database) throws {
        try on(db) { statements in
            let insert = statements.insertAnswer
            insert.bind(row.key, at: 1)
            insert.bind(row.cell.month, at: 2)
            insert.bind(row.cell.deskID, at: 3)
            insert.bind(row.cell.communeID, at: 4)
            insert.bind(row.cell.procedureID, at: 5)
            insert.bind(row.cell.channel.rawValue, at: 6)
            insert.bind(row.cell.questionnaireID, at: 7)
            insert.bind(row.choices, at: 8)
            insert.bind(row.marks, at: 9)
            insert.bind(row.seal, at: 10)
            _ = try insert.step()
        }
    }

    func insert(leaf: Data, on day: Int, _ db: Database) throws {
        try on(db) { statements in
            statements.insertLeaf.bind(day, at: 1)
            statements.insertLeaf.bind(leaf, at: 2)
            _ = try statements.insertLeaf.step()
        }
    }

    /// Ends the statements, so that their connection can be closed.
    func close() { prepared.withLock { $0 = nil } }

    private func on<T: Sendable>(_ db: Database, _ body: @Sendable (Prepared) throws -> T) throws -> T {
        // As a number, since the lock lets no pointer in that others have.
        let address = UInt(bitPattern: db.sqliteConnection)
        return try prepared.withLock { prepared in
            guard let connection = OpaquePointer(bitPattern: address) else {
                throw DatabaseError(resultCode: .SQLITE_MISUSE)
            }
            if let ready = prepared, ready.connection == connection { return try body(ready) }
            let ready = try Prepared(connection)
            let result = try body(ready)
            prepared = ready
            return result
        }
    }
}

extension AnswerStatements {
    private final class Prepared {
        let connection: OpaquePointer
        let find, mark, insertAnswer, insertLeaf: RawStatement

        init(_ connection: OpaquePointer) throws {
            self.connection = connection
            var made: [RawStatement] = []
            do {
                for sql in Prepared.statements { made.append(try RawStatement(sql, on: connection)) }
            } catch {
                for statement in made { statement.finalise() }
                throw error
            }
            (find, mark, insertAnswer, insertLeaf) = (made[0], made[1], made[2], made[3])
        }

        private static let statements = [
            "SELECT desk_id, commune_id, procedure_id, completed_on, state, is_issued FROM dossier WHERE id = ?",
            "UPDATE dossier SET state = 1 WHERE id = ?",
            """
            INSERT INTO answer (key, month, desk_id, commune_id, procedure_id, channel, questionnaire_id, choices,
                marks, seal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            "INSERT INTO leaf (day, hash) VALUES (?, ?)",
        ]

        deinit { for statement in [find, mark, insertAnswer, insertLeaf] { statement.finalise() } }
    }
}
