import Foundation
import GRDB
import Survey
import Testing

@testable import SurveyStore

/// Somebody with the `sqlite3` program and no key file, who changes one thing in a copy of the database.
@Suite("Seals of rows")
struct SealTests {
    @Test("what a hand changed in a sealed table is found, and named in both languages")
    func changed() async throws {
        let world = try await SealWorld()
        #expect(try await world.findings(after: "") == [])
        for (sql, vi, en) in HandChange.all {
            let found = try await world.findings(after: sql)
            #expect(found.contains { $0.vi.hasPrefix(vi) && $0.en.hasPrefix(en) }, "\(sql): \(found)")
        }
    }

    @Test("every sealed table has a row in the test, and a change of any of its sealed columns is found")
    func everyColumn() async throws {
        let test = try await SealWorld().test
        let copy = test.folder.appending(path: "copy.sqlite").path
        try test.store.backUp(to: copy)
        // Without the triggers, as any other program.
        let hand = try DatabaseQueue(path: copy)
        for table in SealedTable.all {
            #expect(!(try test.rows("SELECT * FROM \(table.table)")).isEmpty, "\(table.table)")
            for column in table.columns {
                let found = try findings(by: hand, test, after: SealTests.change(of: column, in: table.table))
                #expect(found.contains { $0.en.hasPrefix(table.row.en) }, "\(table.table).\(column): \(found)")
            }
        }
        #expect(try findings(by: hand, test, after: "") == [])
        try hand.close()
    }

    private func findings(by hand: DatabaseQueue, _ test: TestStore, after sql: String) throws -> [Localized] {
        var findings = Findings()
        try hand.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
            try db.inTransaction {
                try db.execute(sql: sql)
                try findings.checkSeals(db, test.store.rowSealer)
                return .rollback
            }
        }
        return findings.all
    }

    /// Another value in all rows that have that of the first.
    private static func change(of column: String, in table: String) -> String {
        """
        UPDATE \(table) SET \(column) = CASE typeof(\(column)) WHEN 'text' THEN \(column) || 'x' WHEN 'null' THEN 1
            WHEN 'blob' THEN randomblob(length(\(column))) ELSE \(column) + 1000000 END
        WHERE \(column) IS (SELECT \(column) FROM \(table) LIMIT 1)
        """
    }

    private static let commentNumber = SealedTable.all.firstIndex { $0.table == "comment" } ?? -1

    @Test(
        "a row that is taken out with its seal, seals that are swapped or gone, and sums made anew without the key are found",
        arguments: [
            (
                "DELETE FROM comment; DELETE FROM row_seal WHERE sealed = \(SealTests.commentNumber)",
                "the table comment had 6 sealed rows; it has 0 seals now"
            ),
            (
                "DELETE FROM desk WHERE code = 'H-1'; DELETE FROM row_seal WHERE name = 'H-1'",
                "the table desk had 3 sealed rows; it has 2 seals now"
            ),
            ("DELETE FROM row_seal", "the table unit had 8 sealed rows; it has 0 seals now"),
            ("UPDATE seal_total SET content = zeroblob(length(content))", "the seal over all tables was changed"),
            ("UPDATE seal_total SET content = x''", "the seal over all tables was changed"),
            ("DELETE FROM seal_total", "the seal over all tables was changed or removed"),
        ])
    func seals(_ sql: String, _ words: String) async throws {
        let found = try await SealWorld().findings(after: sql)
        #expect(found.contains { $0.en.hasPrefix(words) }, "\(found)")
    }
}
