import Foundation
import GRDB
import Survey
import Testing

@testable import SurveyStore

/// Somebody with the `sqlite3` program and no key file, who changes dossiers or what is left of them.
@Suite("Sums over tables")
struct SumTests {
    @Test("what a hand changed in a summed table is found, with its numbers of rows")
    func changed() async throws {
        let world = try await SealWorld()
        let lone = "WHERE id = (SELECT min(id) FROM dossier WHERE state = 1)"
        for (sql, words) in [
            ("UPDATE dossier SET state = 0 \(lone)", "dossier (dossiers) had 40 rows"),
            ("UPDATE dossier SET state = 3 WHERE state = 0", "it has 40 now, which no longer fit"),
            ("UPDATE dossier SET id = id + 1 \(lone)", "dossier (dossiers) had 40 rows"),
            ("UPDATE dossier SET completed_on = completed_on + 1 \(lone)", "dossier (dossiers) had 40 rows"),
            (
                """
                CREATE TEMP TABLE pair AS SELECT min(id) FILTER (WHERE state = 0) AS one,
                    min(id) FILTER (WHERE state = 1) AS other FROM dossier;
                UPDATE dossier SET id = 1 WHERE id = (SELECT one FROM pair);
                UPDATE dossier SET id = (SELECT one FROM pair) WHERE id = (SELECT other FROM pair);
                UPDATE dossier SET id = (SELECT other FROM pair) WHERE id = 1;
                """, "dossier (dossiers) had 40 rows"
            ),
            ("DELETE FROM dossier \(lone)", "it has 39 now, which no longer fit"),
            ("INSERT INTO dissolved_dossier VALUES (5)", "dissolved_dossier (dissolved dossiers) had 0 rows"),
            ("UPDATE unissued_answer_tally SET answers = answers + 1", "the table unissued_answer_tally"),
            ("DELETE FROM unissued_answer_tally", "it has 0 now, which no longer fit"),
            ("INSERT INTO key_fingerprint VALUES (zeroblob(16))", "it has 2 now, which no longer fit"),
            ("DELETE FROM key_fingerprint", "key_fingerprint (fingerprints of keys) had 2 rows"),
        ] {
            let found = try await world.findings(after: sql)
            #expect(found.contains { $0.en.contains(words) && $0.vi.contains("không còn khớp") }, "\(sql): \(found)")
        }
    }

    @Test("every column of the summed tables is summed")
    func columns() async throws {
        let test = try await TestStore()
        for table in SummedTable.all {
            let columns = try test.rows("SELECT name FROM pragma_table_info('\(table.table)') ORDER BY cid").map {
                $0[0]
            }
            #expect(columns == table.columns)
        }
    }

    /// How often `verify` tells of dossiers.
    private func found(_ store: Store) throws -> Int {
        try store.verify().map(\.en).count { $0.hasPrefix("the table dossier (dossiers)") }
    }

    @Test(
        "a dossier that a hand set back to open stays found, whatever is written, purged, restarted or re-keyed after")
    func neverCoveredUp() async throws {
        let test = try await TestStore()
        let lines = (1...6).map { TestStore.dossier($0) } + (7...9).map { TestStore.dossier($0, on: "2026-11-02") }
        try test.load(.dossiers, TestStore.header + lines.joined(separator: "\n"))
        let submit = { (number: Int) in
            try await test.store.submit(
                TestStore.answer("3"), for: test.token(TestStore.code(number)).id, channel: .ownDevice)
        }
        for number in 1...7 { _ = try await submit(number) }
        #expect(try found(test.store) == 0)
        let twice = try test.token(TestStore.code(1)).id
        try test.tamper("UPDATE dossier SET state = 0 WHERE id = \(twice.stored)")
        #expect(try found(test.store) == 1)
        // It votes twice, and is rated again as it was before the hand came.
        guard case .counted = try await submit(1) else { throw SurveyError(.invalid, vi: "", en: "not counted") }
        #expect(try found(test.store) == 1)
        test.clock.advance(days: 15)
        _ = try await test.store.purge()
        #expect(try test.rows("SELECT count(*) FROM dossier WHERE state = 3") == [["3"]])
        #expect(try found(test.store) == 1)
        try await test.store.close()
        let newer = Data(repeating: 9, count: 32).base64EncodedString()
        let both = try test.open(keys: try KeyRing(text: newer + "\n" + TestStore.secret))
        try await both.closeDay()
        #expect(try found(both) == 1)
        test.clock.advance(days: 90)
        #expect(try await both.purge().dissolvedDossiers == 9)
        #expect(try found(both) == 1)
        try await both.close()
    }

    @Test("sums that were taken out are found, and not made anew")
    func removed() async throws {
        let test = try await TestStore()
        let sealer = test.store.rowSealer
        try test.load(.dossiers, TestStore.header + TestStore.dossier(1))
        // Of before a version that sums, or by somebody who has the key file.
        try await test.store.write { db in
            guard var totals = try Store.totals(db, sealer) else { return }
            totals.set(SummedTable.all.map { _ in SealSum() }, by: Data(count: 16))
            try db.execute(sql: "UPDATE seal_total SET content = ?", arguments: [totals.content(sealer)])
        }
        try await test.store.close()
        let again = try test.open()
        #expect(try again.verify().map(\.en) == ["the sums over the dossiers were removed behind the program's back"])
        try await again.close()
    }

    @Test("a dossier that is marked as expired before any period of validity that was ever set has passed is found")
    func expired() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + TestStore.dossier(1))
        try await test.store.write { try $0.execute(sql: "UPDATE dossier SET state = 3") }
        let found = try test.store.verify().map(\.en)
        #expect(found == ["desk XH-1: 1 dossier marked as expired before the time"])
        // It may have been in time once.
        try await test.store.set("validity_days", to: "1", by: "an")
        try await test.store.set("validity_days", to: "60", by: "an")
        #expect(try test.store.verify() == [])
    }
}
