import Foundation
import Survey
import Testing

@testable import SurveyStore

@Suite("The log of answers")
struct LogTests {
    /// Thirty dossiers; answers come on three days.
    private func filled() async throws -> (TestStore, leaves: [MerkleHash]) {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + (1...30).map { TestStore.dossier($0) }.joined(separator: "\n"))
        var leaves: [MerkleHash] = []
        for number in 1...24 {
            if number % 9 == 0 { test.clock.advance(days: 1) }
            leaves.append(try await submit(number, test))
        }
        return (test, leaves)
    }

    private func submit(_ number: Int, _ test: TestStore, store: Store? = nil) async throws -> MerkleHash {
        let outcome = try await (store ?? test.store).submit(
            TestStore.answer(["3", "2", "1"][number % 3], comment: "Góp ý"),
            for: test.token(TestStore.code(number)).id, channel: .ownDevice)
        guard case .counted(let leaf) = outcome else { throw SurveyError(.conflict, vi: "", en: "\(outcome)") }
        return try #require(MerkleHash(leaf))
    }

    @Test("a receipt is pending until the day is closed, then proves that its answer is counted, and unknown otherwise")
    func receipts() async throws {
        let (test, leaves) = try await filled()
        let store = test.store
        #expect(try await store.receipt(ReceiptCode(leaf: leaves[0])) == .pending(store.today - 2))
        let checkpoint = try #require(try await store.closeDay())
        #expect(checkpoint.day == store.today - 1)
        for (index, leaf) in leaves.enumerated() {
            let status = try await store.receipt(ReceiptCode(ReceiptCode(leaf: leaf).text.lowercased()))
            // The last seven came today.
            guard index < 17 else {
                #expect(status == .pending(store.today))
                continue
            }
            guard case .counted(let found, let proof, let against) = status else {
                Issue.record("\(index): \(status)")
                continue
            }
            #expect(found == leaf && against == checkpoint && proof.count == 17)
            #expect(proof.verifies(leaf, root: checkpoint.root))
            #expect(!proof.verifies(leaves[(index + 1) % 17], root: checkpoint.root))
        }
        #expect(try await store.receipt(ReceiptCode(leaf: .empty)) == .unknown)
        // The next day everything is proven against the new checkpoint, of which the old one is the beginning.
        test.clock.advance(days: 1)
        let next = try #require(try await store.closeDay())
        #expect(next.count == 24)
        for leaf in leaves {
            guard case .counted(_, let proof, next) = try await store.receipt(ReceiptCode(leaf: leaf)) else {
                Issue.record("not counted")
                continue
            }
            #expect(proof.verifies(leaf, root: next.root))
        }
        #expect(try store.verify() == [])
    }

    @Test("proofs verify in trees of any size")
    func sizes() throws {
        for count in 1...33 {
            let leaves = (0..<count).map { MerkleHash.leaf(Data([UInt8($0)])) }
            let days = leaves.enumerated().map { (Day(number: $0 / 10), $1) }.sorted { $0 < $1 }
            var tree = MerkleTree()
            for (_, leaf) in days { tree.append(leaf) }
            let log = LogTree(
                checkpoint: Checkpoint(day: Day(number: 9), count: count, root: tree.root),
                leaves: days.map { (day: $0.0, hash: $0.1) })
            for (day, leaf) in days {
                let proof = try #require(log.proof(of: leaf, on: day))
                #expect(proof.verifies(leaf, root: tree.root), "\(count)")
                #expect(log.proof(of: leaf, on: day + 1) == nil)
            }
        }
    }

    @Test("closing a day twice changes nothing; a day without answers has a checkpoint too, and checkpoints only grow")
    func closing() async throws {
        let (test, _) = try await filled()
        try await test.store.closeDay()
        let once = try test.content()
        try await test.store.closeDay()
        #expect(try test.content() == once)
        test.clock.advance(days: 3)
        try await test.store.closeDay()
        let checkpoints = try await test.store.checkpoints()
        #expect(checkpoints.map(\.count) == [8, 17, 24, 24])
        #expect(checkpoints.last?.day == test.store.today - 1)
        let text = try #require(checkpoints.last?.description)
        #expect(text.hasPrefix("hailong \(test.store.today - 1) 24 "))
    }

    @Test("a clock that goes back adds no leaf to a day that is closed")
    func clockGoesBack() async throws {
        let (test, _) = try await filled()
        try await test.store.closeDay()
        test.clock.advance(days: -2)
        _ = try await submit(25, test)
        #expect(try test.store.verify() == [])
        test.clock.advance(days: 5)
        try await test.store.closeDay()
        #expect(try test.store.verify() == [])
        #expect(try await test.store.newestCheckpoint()?.count == 25)
    }

    @Test("a month is sealed once it can receive no more answers, and not before")
    func monthSeals() async throws {
        let (test, _) = try await filled()
        // The month ends on 30 November and its last dossiers expire 30 days later.
        test.clock.advance(days: 36)
        #expect(test.store.today.description == "2026-12-31")
        try await test.store.closeDay()
        #expect(try test.rows("SELECT count(*) FROM month_seal") == [["0"]])
        test.clock.advance(days: 1)
        try await test.store.closeDay()
        #expect(try test.rows("SELECT month, count FROM month_seal") == [["\(2026 * 12 + 10)", "24"]])
        #expect(try test.store.verify() == [])
        // A longer validity opens no sealed month again.
        try await test.store.set("validity_days", to: "80", by: "test")
        let late = try test.token(TestStore.code(29)).id
        #expect(try await test.store.submit(TestStore.answer("3"), for: late, channel: .ownDevice) == .gone)
    }

    @Test("purging dossiers and comments leaves the log, the seals and every receipt whole")
    func retention() async throws {
        let (test, leaves) = try await filled()
        test.clock.advance(days: 500)
        try await test.store.closeDay()
        let summary = try await test.store.purge()
        #expect(summary.dissolvedDossiers == 30 && summary.deletedComments == 24)
        #expect(try test.store.verify() == [])
        guard case .counted = try await test.store.receipt(ReceiptCode(leaf: leaves[3])) else {
            Issue.record("the receipt must outlive its comment")
            return
        }
    }

    @Test(
        "what was changed behind the program's back is named",
        arguments: [
            ("DELETE FROM leaf WHERE hash = (SELECT min(hash) FROM leaf)", "no longer fits it"),
            ("UPDATE leaf SET hash = randomblob(32) WHERE hash = (SELECT max(hash) FROM leaf)", "no longer fits it"),
            (
                "UPDATE checkpoint SET root = randomblob(32) WHERE day = (SELECT min(day) FROM checkpoint)",
                "has 8 answers"
            ),
            ("UPDATE checkpoint SET count = count + 1 WHERE day = (SELECT min(day) FROM checkpoint)", "has 9 answers"),
            ("INSERT INTO leaf SELECT min(day), randomblob(32) FROM leaf", "the log has 9"),
            ("DELETE FROM answer WHERE key = (SELECT min(key) FROM answer)", "was sealed with 24 answers; it has 23"),
            ("UPDATE month_seal SET root = randomblob(32)", "was sealed with 24 answers"),
            ("DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)", "the audit trail is cut off"),
            ("DELETE FROM audit", "the audit trail is cut off"),
            ("DELETE FROM audit_end", "the audit trail is cut off"),
            ("UPDATE audit_end SET seal = randomblob(16)", "the audit trail is cut off"),
        ])
    func tampering(_ sql: String, _ words: String) async throws {
        let (test, _) = try await filled()
        test.clock.advance(days: 40)
        try await test.store.closeDay()
        #expect(try test.store.verify() == [])
        try test.tamper(sql)
        let found = try test.store.verify().map(\.en)
        #expect(found.contains { $0.contains(words) }, "\(found)")
    }

    @Test("after a change of keys every answer has the newest seal: none tells that it came before")
    func keyChange() async throws {
        let (test, _) = try await filled()
        try test.tamper("UPDATE answer SET marks = 9 WHERE key = (SELECT min(key) FROM answer)")
        try await test.store.close()
        let newer = Data(repeating: 9, count: 32).base64EncodedString()
        let ring = try KeyRing(text: newer + "\n" + TestStore.secret)
        let store = try test.open(keys: ring)
        _ = try await submit(25, test, store: store)
        try await store.closeDay()
        let newest = AnswerSealer(try KeyRing(text: newer))
        let rows = try store.answerRows()
        #expect(rows.count == 25)
        // All but the row that was changed behind the program's back, which stays found.
        #expect(rows.count { !$0.isSealed(by: newest) } == 1)
        #expect(try store.verify().map(\.en).contains { $0.contains("was changed or added") })
        try await store.close()
    }

    @Test("long runs of identical answers are marked by the desk's own share, in steps of its own, and once stored")
    func runs() async throws {
        let test = try await TestStore()
        let lines = (1...200).map { TestStore.dossier($0, desk: $0 % 2 == 0 ? "XH-1" : "XT-1") }
        try test.load(.dossiers, TestStore.header + lines.joined(separator: "\n"))
        func submit(_ number: Int, _ overall: String, to store: Store) async throws {
            _ = try await store.submit(
                TestStore.answer(overall), for: test.token(TestStore.code(number)).id, channel: .ownDevice)
        }
        // At XH-1 fifty alike; at XT-1, in between, never two alike. Where nothing is known of a desk, four in five are
        // taken to answer alike, and 0.8^42 < 0.0001.
        for number in 1...100 {
            let turn = number / 2
            try await submit(number, number % 2 == 0 || turn % 2 == 0 ? "3" : "2", to: test.store)
        }
        #expect(try await marked(test.store) == [9, 0])
        try await test.store.close()
        // Half of XT-1's stored answers are of each kind, and 0.5^14 < 0.0001; the others are no longer remembered.
        let store = try test.open()
        for number in stride(from: 101, through: 139, by: 2) { try await submit(number, "3", to: store) }
        #expect(try await marked(store) == [9, 7])
        #expect(try store.verify() == [])
    }

    /// Answers that are marked as part of a run, by desk.
    private func marked(_ store: Store) async throws -> [Int] {
        try await store.signals().map { $0.answers.filter(\.marks.isInRun).reduce(0) { $0 + $1.count } }
    }

    @Test("the signals of a desk and month are the counts of its marks and of its slips by kind of day")
    func signals() async throws {
        let test = try await TestStore()
        let lines =
            (1...6).map { TestStore.dossier($0, on: "2026-11-20") }
            + (7...9).map { TestStore.dossier($0, on: "2026-11-21", desk: "XT-1", timeliness: "late") }
        try test.load(.dossiers, TestStore.header + lines.joined(separator: "\n"))
        // Answers to dossiers without a slip tell nothing of slips.
        try await test.store.markIssued((3...4).map { try test.token(TestStore.code($0)).id })
        for number in 1...4 {
            let marks = AnswerMarks(device: number < 3 ? 1 : 3, isFromOffice: number == 4)
            _ = try await test.store.submit(
                TestStore.answer("3"), for: test.token(TestStore.code(number)).id,
                channel: number == 1 ? .assisted : .ownDevice, marks: marks)
        }
        let signals = try await test.store.signals()
        #expect(signals.count == 2)
        let first = try #require(signals.first)
        #expect(
            first.answers.map {
                "\($0.channel.rawValue) \($0.marks.device) \($0.marks.isFromOffice) \($0.overall) \($0.count)"
            }
                == ["assisted 1 false 3 1", "own 1 false 3 1", "own 3 false 3 1", "own 3 true 3 1"])
        #expect(first.issued == [.init(weekday: 5, timeliness: .early, completed: 6, issued: 2)])
        #expect(signals[1].answers.isEmpty)
        #expect(signals[1].issued == [.init(weekday: 6, timeliness: .late, completed: 3, issued: 0)])
        let october = try #require(Month("2026-10"))
        #expect(try await test.store.signals(october...october).isEmpty)
        #expect(try await test.store.signals(desks: [first.deskID]) == [first])
    }
}
