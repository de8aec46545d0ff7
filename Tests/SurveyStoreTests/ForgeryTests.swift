import Foundation
import GRDB
import Survey
import Testing

@testable import SurveyStore

/// Somebody who may write to the database, knows this program and mends whatever an act of theirs breaks; with the key
/// file or without it.
@Suite("Consistent forgeries")
struct ForgeryTests {
    /// Thirty dossiers of November, twenty-four answered over three days; the month is sealed, and retention has dissolved
    /// its dossiers, so that nothing but the program's own seals can tell.
    private func longAgo() async throws -> TestStore {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + (1...30).map { TestStore.dossier($0) }.joined(separator: "\n"))
        for number in 1...24 {
            if number % 9 == 0 { test.clock.advance(days: 1) }
            _ = try await test.store.submit(
                TestStore.answer(["3", "2", "1"][number % 3]), for: test.token(TestStore.code(number)).id,
                channel: .ownDevice)
        }
        for _ in 0..<4 {
            test.clock.advance(days: 30)
            try await test.store.closeDay()
        }
        _ = try await test.store.purge()
        #expect(try test.store.verify() == [])
        return test
    }

    /// An unwelcome answer disappears, with its tallies and a leaf.
    private let removal = """
        CREATE TEMP TABLE victim AS SELECT * FROM answer WHERE choices LIKE 'overall=1%' ORDER BY key LIMIT 1;
        DELETE FROM answer WHERE key = (SELECT key FROM victim);
        UPDATE answer_tally SET count = count - 1 WHERE question = 'overall' AND value = '1';
        UPDATE signal_tally SET count = count - 1 WHERE overall = '1';
        DELETE FROM leaf WHERE (day, hash) = (SELECT day, hash FROM leaf ORDER BY day DESC LIMIT 1);
        DROP TABLE victim;
        """

    /// Makes every checkpoint and every month's root anew, as they are without the answer.
    private func mendHashes(_ test: TestStore) throws {
        try test.store.pool.writeWithoutTransaction { db in
            let leaves = try Row.fetchAll(db, sql: "SELECT day, hash FROM leaf ORDER BY day, hash")
            for day in try Int.fetchAll(db, sql: "SELECT day FROM checkpoint") {
                var tree = MerkleTree()
                for leaf in leaves where (leaf["day"] as Int) <= day {
                    if let hash = MerkleHash(leaf["hash"] as Data) { tree.append(hash) }
                }
                try db.execute(
                    sql: "UPDATE checkpoint SET count = ?, root = ? WHERE day = ?",
                    arguments: [tree.count, tree.root.data, day])
            }
            for month in try Int.fetchAll(db, sql: "SELECT month FROM month_seal") {
                let rows = try Row.fetchAll(db, sql: "SELECT * FROM answer WHERE month = ?", arguments: [month])
                let seal = MonthSeal(month: Month(number: month), rows: rows.compactMap { AnswerRow($0)?.canonical })
                try db.execute(
                    sql: "UPDATE month_seal SET count = ?, root = ? WHERE month = ?",
                    arguments: [seal.count, seal.root.data, month])
            }
        }
    }

    @Test("an answer of a closed month taken out with its tallies, a leaf and every hash made anew is found")
    func removed() async throws {
        let test = try await longAgo()
        try test.tamper(removal)
        try mendHashes(test)
        let words = [
            "checkpoints or seals of months were changed, added or removed behind the program's back",
            "24 answers were taken; the log has 23 now and no longer fits",
        ]
        #expect(try test.store.verify().map(\.en) == words)
        // The next night does not cover it up, nor does it when the checkpoints are gone and made anew.
        test.clock.advance(days: 1)
        try await test.store.closeDay()
        #expect(try test.store.verify().map(\.en) == words)
        try test.tamper("DELETE FROM checkpoint; DELETE FROM month_seal")
        #expect(try test.store.verify().map(\.en) == words)
        try await test.store.closeDay()
        try await test.store.closeDay()
        #expect(try test.store.verify().map(\.en) == words)
        try test.tamper("DELETE FROM log_seal")
        try await test.store.closeDay()
        #expect(try test.store.verify().map(\.en) == words)
    }

    @Test("without any forgery the seal holds from night to night, over a change of keys and after a restart")
    func sound() async throws {
        let test = try await longAgo()
        test.clock.advance(days: 1)
        try await test.store.closeDay()
        try await test.store.close()
        let newer = Data(repeating: 9, count: 32).base64EncodedString()
        let both = try test.open(keys: try KeyRing(text: newer + "\n" + TestStore.secret))
        try await both.closeDay()
        #expect(try both.verify() == [])
        try await both.close()
        // All is sealed with the newest key by now.
        let one = try test.open(keys: try KeyRing(text: newer))
        #expect(try one.verify().map(\.en).filter { $0.contains("checkpoints") } == [])
        try await one.close()
    }

    @Test("with the key file an answer can be taken out unseen here; a checkpoint that was published tells")
    func keyHolder() async throws {
        let test = try await longAgo()
        let published = try await test.store.checkpoints()
        try test.tamper(removal)
        try mendHashes(test)
        let (keyRing, sealer) = (test.keyRing, test.store.rowSealer)
        try await test.store.write { db in
            try LogSeal(db).write(db, keyRing)
            let content = try Data.fetchOne(db, sql: "SELECT content FROM seal_total")
            var totals = try #require(content.flatMap { SealTotals($0, sealer) })
            totals.leaves = try Store.leaves(db)
            try db.execute(sql: "UPDATE seal_total SET content = ?", arguments: [totals.content(sealer)])
        }
        #expect(try test.store.verify() == [])
        let now = try await test.store.checkpoints()
        #expect(now.map(\.day) == published.map(\.day) && now != published)
    }

    @Test("slips made void behind the program's back have no entry in the trail, and are found")
    func voids() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + (1...9).map { TestStore.dossier($0) }.joined(separator: "\n"))
        try await test.store.void(test.token(TestStore.code(1)).id, by: "test")
        #expect(try test.store.verify() == [])
        try test.tamper(
            """
            UPDATE dossier SET state = 2, is_issued = 1 WHERE state = 0;
            UPDATE dossier_tally SET voided = 9, issued = 9;
            UPDATE issue_tally SET issued = completed;
            """)
        let found = try test.store.verify().map(\.en)
        #expect(found.contains("desk XH-1: 9 slips are void, and the audit trail has 1"), "\(found)")
    }
}
