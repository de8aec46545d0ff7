import Foundation
import GRDB
import Logging
import OwnThread
import Survey
import Synchronization
import Testing

@testable import SurveyStore

/// Plays whoever holds the database file, its WAL and index, backups, the key file and every dossier code.
///
/// The numbers are standard deviations from no connection at all; 4 is passed by chance once in 16,000 runs.
@Suite("Attacks on the link between answers and dossiers", .ownThread)
struct AttackTests {
    private let noConnection = 4.0

    @Test("in an idle moment no order of arrival is left in any file, and no answer can be joined to its dossier")
    func idle() async throws {
        let load = try await CitizenLoad(dossiers: 360)
        let test = load.test
        let middle = test.folder.appending(path: "middle.sqlite").path
        try await load.run(pause: .milliseconds(60)) {
            if !FileManager.default.fileExists(atPath: middle) { try test.store.backUp(to: middle) }
        }
        try await test.untilTidy()
        let backup = test.folder.appending(path: "backup.sqlite").path
        try test.store.backUp(to: backup)
        let truths = load.truths
        #expect(truths.count >= 300)
        let attacker = try Attacker(taking: test.path)

        // The file and each backup are a function of their rows: nothing else is there to be read.
        #expect(try FileTrace(test.path).differencesFromRebuilt() == [])
        #expect(try FileTrace(backup).differencesFromRebuilt() == [])
        #expect(try FileTrace(middle).differencesFromRebuilt() == [])

        // The log and its index.
        #expect(attacker.log.size == 0)
        #expect(attacker.linksFromLog().isEmpty)
        #expect(areNeutral(attacker.indexedPages))

        // Places of cells, of pages, and orders of keys, each against the order of arrival.
        let orders = orders(attacker, truths)
        for (name, deviations) in orders {
            #expect(abs(deviations) <= noConnection, "\(name) agrees with the order of arrival by \(deviations) σ")
        }

        // Joining answers, in each order that the file has, to dossiers by their day of completion.
        let answers = attacker.cells("answer")
        for (name, order) in [
            ("key", answers.map { $0.rowID ?? 0 }),
            ("place", answers.sorted { ($0.page, -$0.offset) < ($1.page, -$1.offset) }.map { $0.rowID ?? 0 }),
        ] {
            let (right, guessed) = attacker.rightByRank(order, truths)
            #expect(
                Double(right) <= Double(guessed) + noConnection * Double(guessed).squareRoot(),
                "\(right) of \(truths.count) joined by \(name)")
        }
        // The attack is a good one: with the true order it joins many times more than guessing does.
        let (known, guessed) = attacker.rightByRank(truths.map(\.answerKey), truths)
        #expect(known > 6 * guessed)
    }

    @Test(
        "the same attacks succeed while a long reader keeps the log from being emptied: they can tell when it matters")
    func control() async throws {
        let load = try await CitizenLoad(dossiers: 150)
        let test = load.test
        let gate = WriterTests.Gate()
        async let reading: Void = test.store.read { db in
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM answer")
            gate.work()
        }
        try await gate.untilEntered()
        try await load.run(pause: nil)
        let attacker = try Attacker(taking: test.path)
        gate.open()
        try await reading
        let truths = load.truths
        let truth = Dictionary(uniqueKeysWithValues: truths.map { (Int64($0.dossier.value), $0.answerKey) })
        let links = attacker.linksFromLog()
        #expect(links.count { truth[$0.dossier] == $0.answer } * 10 >= truths.count * 9)
        // The index keeps which pages changed together, commit by commit, and outlives the log.
        #expect(!areNeutral(attacker.indexedPages))
        // Once the reader is gone, so are the traces.
        try await test.untilTidy()
        let later = try Attacker(taking: test.path)
        #expect(later.linksFromLog().isEmpty)
        #expect(try FileTrace(test.path).differencesFromRebuilt() == [])
    }

    @Test("cells stand in the order of arrival until the file is tidied, which is what tidying is for")
    func untidied() async throws {
        let load = try await CitizenLoad(dossiers: 300)
        let gate = WriterTests.Gate()
        async let reading: Void = load.test.store.read { db in
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM answer")
            gate.work()
        }
        try await gate.untilEntered()
        try await load.run(pause: nil)
        // A careless copy of the whole content, page by page, as `cp` after a checkpoint would make it.
        let copy = load.test.folder.appending(path: "copy.sqlite").path
        try load.test.store.copyPages(to: copy)
        gate.open()
        try await reading
        let attacker = try Attacker(taking: copy)
        let orders = Dictionary(uniqueKeysWithValues: orders(attacker, load.truths))
        // Leaves of one day fill few pages, so the order is plainest there; answers show it less.
        #expect((orders["places of leaves"] ?? 0) > 6)
        #expect((orders["places of comments"] ?? 0) > noConnection)
        #expect(try FileTrace(copy).differencesFromRebuilt() != [])
    }

    @Test("the index of a long log is written over to its end, though a commit that wipes a short one is one page")
    func longLog() async throws {
        let test = try await TestStore()
        let gate = WriterTests.Gate()
        async let reading: Void = test.store.read { db in
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM answer")
            gate.work()
        }
        try await gate.untilEntered()
        try await test.store.write { db in
            try db.execute(sql: "CREATE TABLE page (key INTEGER PRIMARY KEY, content BLOB) STRICT")
            for key in 0..<1500 {
                try db.execute(sql: "INSERT INTO page VALUES (?, zeroblob(3000))", arguments: [key])
            }
        }
        for _ in 0..<4 {
            for part in (0..<1500).shuffled().chunked(by: 100) {
                try await test.store.write { db in
                    for key in part {
                        try db.execute(
                            sql: "UPDATE page SET content = randomblob(3000) WHERE key = ?", arguments: [key])
                    }
                }
            }
        }
        let before = try pagesInSharedMemory(test.path + "-shm")
        #expect(before.count { $0 > 0 } > 6000)
        // As if answers had been among them.
        test.store.writer.note(LogTraces(log: true, pages: true))
        gate.open()
        try await reading
        try await test.untilTidy()
        let after = try pagesInSharedMemory(test.path + "-shm")
        // Pages that a commit wrote in the order of their numbers may meet by chance.
        let same = zip(before, after).count { $0 == $1 && $0 > 0 }
        #expect(same < 600, "\(same) of \(before.count) numbers are still there")
        #expect(try FileTrace(test.path).differencesFromRebuilt() == [])
    }

    @Test("a dossier's mark is written in place: the places of dossiers never tell who answered last")
    func marks() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + (1...200).map { TestStore.dossier($0) }.joined(separator: "\n"))
        try await test.untilTidy()
        func places() throws -> [[Int64]] {
            let copy = test.folder.appending(path: UUID().uuidString).path
            try test.store.copyPages(to: copy)
            return try Attacker(taking: copy).cells("dossier").map {
                [$0.rowID ?? 0, Int64($0.page), Int64($0.offset)]
            }
        }
        let gate = WriterTests.Gate()
        async let reading: Void = test.store.read { db in
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM answer")
            gate.work()
        }
        try await gate.untilEntered()
        let before = try places()
        for number in stride(from: 1, through: 200, by: 7) {
            _ = try await test.store.submit(
                TestStore.answer("3"), for: test.token(TestStore.code(number)).id, channel: .kiosk)
        }
        try await test.store.markIssued((1...200).map { try test.token(TestStore.code($0)).id })
        #expect(try places() == before)
        gate.open()
        try await reading
    }

    @Test("an answer changes no row that has a moment, and of days only the one on which its leaf stands")
    func moments() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + (1...9).map { TestStore.dossier($0) }.joined(separator: "\n"))
        let before = try test.content()
        for number in 1...9 {
            _ = try await test.store.submit(
                TestStore.answer("2", comment: "Tốt"), for: test.token(TestStore.code(number)).id, channel: .ownDevice)
        }
        try await test.untilTidy()
        let after = try test.content()
        let changed = after.keys.filter { after[$0] != before[$0] }.sorted()
        #expect(
            changed == [
                "answer", "answer_tally", "comment", "dossier", "leaf", "revision", "row_seal", "seal_total",
                "signal_tally", "unissued_answer_tally",
            ])
        // Of seals there is one for each comment, and none for an answer or a dossier.
        let seals = Set(after["row_seal"] ?? []).subtracting(before["row_seal"] ?? [])
        #expect(seals.count == 9 && seals.allSatisfy { $0[1].hasPrefix("2026-11 ") })
        // What moves in `revision` counts commits, and a bit that says nothing; no table counts or orders rows by itself.
        let moved = Set(after["revision"] ?? []).subtracting(before["revision"] ?? []).map { $0[0] }
        #expect(moved == ["tally"])
        #expect(try test.rows("SELECT name FROM sqlite_schema WHERE name LIKE 'sqlite_s%' AND type = 'table'") == [])
        let leafDays = try test.rows("SELECT DISTINCT day FROM leaf")
        #expect(leafDays == [["\(test.store.today.number)"]])
    }

    @Test("no dossier code, token, address or deleted comment is in any file or log line")
    func bytes() async throws {
        let lines = Lines()
        let load = try await CitizenLoad(dossiers: 80)
        let test = load.test
        try await load.run(pause: .milliseconds(40))
        let comments = try test.rows("SELECT text FROM comment").map { $0[0] }
        #expect(comments.count > 5)
        test.clock.advance(days: 500)
        #expect(try await test.store.purge().deletedComments == comments.count)
        try await test.untilTidy()
        let backup = test.folder.appending(path: "backup.sqlite").path
        try test.store.backUp(to: backup)
        var bytes = try Attacker(taking: test.path).bytes()
        bytes.append(try Data(contentsOf: URL(filePath: backup)))
        for truth in load.truths {
            let token = test.keyRing.newest.token(for: truth.code)
            for text in [truth.code.text, token.text, token.grouped, token.text.lowercased()] {
                #expect(bytes.range(of: Data(text.utf8)) == nil)
            }
            // What retention leaves is the bare id; the answer's own key stands nowhere near it, and "rated" is gone.
            #expect(try test.store.state(of: truth.dossier) == .dissolved)
        }
        for comment in comments { #expect(bytes.range(of: Data(comment.utf8)) == nil) }
        #expect(try test.store.verify() == [])
        // A store that logs everything says none of it either, whatever goes wrong.
        let clock = test.clock
        let second = try Store(
            path: test.path, keyRing: test.keyRing, now: { clock.now },
            logger: Logger(label: "test") { _ in LineHandler(lines: lines) })
        _ = try await second.submit(TestStore.answer("3"), for: load.truths[0].dossier, channel: .ownDevice)
        try SQLiteFile(test.path).execute("DROP TABLE leaf")
        try second.load(.dossiers, TestStore.header + TestStore.dossier(999, on: "\(second.today)"))
        let fresh = try test.token(TestStore.code(999))
        await #expect(throws: DatabaseError.self) {
            _ = try await second.submit(TestStore.answer("3", comment: "bí mật"), for: fresh.id, channel: .ownDevice)
        }
        try await second.close()
        for line in lines.all {
            #expect(!line.contains(fresh.text) && !line.contains("\(fresh.id.value)") && !line.contains("bí mật"))
            #expect(!line.contains(TestStore.code(999)))
        }
    }

    // MARK: -

    /// Every order that a file has, against the order of arrival.
    private func orders(_ attacker: Attacker, _ truths: [CitizenLoad.Truth]) -> [(String, Double)] {
        func places(_ table: String) -> [(page: Int, offset: Int, name: Int64)] {
            attacker.cells(table).map { ($0.page, $0.offset, $0.rowID ?? 0) }
        }
        func pages(_ table: String, _ arrival: [Int64]) -> [Int] {
            let rank = Dictionary(uniqueKeysWithValues: arrival.enumerated().map { ($1, $0) })
            return attacker.cells(table).sorted { ($0.page, $0.rowID ?? 0) < ($1.page, $1.rowID ?? 0) }
                .compactMap { rank[$0.rowID ?? 0] }
        }
        let answers = truths.map(\.answerKey)
        let comments = truths.compactMap(\.commentKey)
        let dossiers = truths.map { Int64($0.dossier.value) }
        let leaves = attacker.cells("leaf").compactMap { cell in
            Data.fromDatabaseValue(cell.record[1]).map { (page: cell.page, offset: cell.offset, name: $0) }
        }
        // Leaves of different days stand in the order of days, which is known; inside a day nothing may be.
        let days = Dictionary(
            attacker.cells("leaf").compactMap { cell in
                Data.fromDatabaseValue(cell.record[1]).map { ($0, Int.fromDatabaseValue(cell.record[0]) ?? 0) }
            }, uniquingKeysWith: { a, _ in a })
        let leafPlaces = leaves.map {
            (page: days[$0.name] ?? 0, offset: $0.page * -100_000 + $0.offset, name: $0.name)
        }
        return [
            ("places of answers", attacker.placeAgreement(places("answer"), arrival: answers)),
            ("pages of answers", attacker.agreement(pages("answer", answers))),
            ("places of comments", attacker.placeAgreement(places("comment"), arrival: comments)),
            ("pages of comments", attacker.agreement(pages("comment", comments))),
            ("places of dossiers", attacker.placeAgreement(places("dossier"), arrival: dossiers)),
            ("pages of dossiers", attacker.agreement(pages("dossier", dossiers))),
            ("places of leaves", attacker.placeAgreement(leafPlaces, arrival: truths.map(\.leaf))),
        ]
    }

    /// Whether the page numbers in the index are those of a commit that is the same whatever came before: the whole file
    /// in order, or one page.
    private func areNeutral(_ pages: [Int]) -> Bool { Set(pages).count <= 1 || pages == Array(1...pages.count) }
}

/// Log lines, in full.
final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
}

struct LineHandler: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { lines.add("\(event.message) \(event.metadata ?? [:])") }
}

extension Array {
    fileprivate func chunked(by size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
