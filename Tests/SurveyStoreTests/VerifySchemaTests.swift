import Foundation
import GRDB
import Logging
import Survey
import Testing

@testable import SurveyStore

/// Somebody who makes the database itself keep what the program forgets.
@Suite("The schema of the file")
struct VerifySchemaTests {
    private func restore(_ backup: String, _ test: TestStore) async throws {
        let clock = test.clock
        _ = try await Store.restore(
            backup, to: test.path, keyRing: test.keyRing, now: { clock.now }, logger: Logger(label: "test"))
    }

    /// Writes down of each answer the dossier that it came from.
    private static let recorder = """
        CREATE TRIGGER watch AFTER UPDATE OF state ON dossier BEGIN
            INSERT INTO questionnaire (name, levels, satisfied_levels) VALUES ('seen ' || NEW.id, '', '');
        END
        """

    @Test(
        "what was added, removed or changed is found and named",
        arguments: [
            ("CREATE TABLE pair (dossier, answer)", ["the table pair is not ours: it was added"]),
            ("CREATE INDEX by_state ON dossier (state)", ["the index by_state on dossier is not ours: it was added"]),
            (
                "ALTER TABLE answer ADD COLUMN dossier INTEGER",
                ["the column dossier of the table answer is not ours: it was added"]
            ),
            (
                "ALTER TABLE leaf ADD COLUMN moment INTEGER AS (unixepoch()) VIRTUAL",
                ["the column moment of the table leaf is not ours: it was added"]
            ),
            ("DROP INDEX dossier_by_day", ["the index dossier_by_day on dossier is missing: it was removed"]),
            ("DROP TABLE digest_delivery", ["the table digest_delivery is missing: it was removed"]),
            (
                """
                PRAGMA writable_schema = ON;
                UPDATE sqlite_schema SET sql = replace(sql, ' CHECK (state IN (0, 1, 2, 3))', '') WHERE name = 'dossier'
                """, ["the table dossier is not as the program makes it: it was changed"]
            ),
            ("ANALYZE", []),
            (Tidying.filler, []),
        ])
    func changed(_ sql: String, _ words: [String]) async throws {
        let test = try await TestStore()
        #expect(try test.store.verify() == [])
        try await test.store.close()
        try test.tamper(sql)
        let store = try test.open()
        let found = try store.verify()
        #expect(found.count == words.count)
        #expect(zip(found, words).allSatisfy { $0.en.hasPrefix($1) }, "\(found)")
        #expect(found.allSatisfy { $0.vi.contains("từ bên ngoài") || $0.vi.contains("đã bị xóa") })
        try await store.close()
    }

    @Test(
        "a database with a trigger or a view is opened to be verified only, and a backup with one is not restored",
        arguments: [
            (recorder, "the trigger watch on dossier"), ("CREATE VIEW pair AS SELECT * FROM answer", "the view pair"),
        ])
    func refused(_ sql: String, _ name: String) async throws {
        let test = try await TestStore()
        let backup = test.folder.appending(path: "backup.sqlite").path
        try test.store.backUp(to: backup)
        try await test.store.close()
        for path in [test.path, backup] { try SQLiteFile(path).execute(sql) }
        let error = #expect(throws: SurveyError.self) { try test.open() }
        #expect(error?.message.en.hasPrefix("\(test.path) has \(name), which is not HàiLòng's") == true)
        #expect(error?.message.vi.contains("đã bị can thiệp") == true)
        let clock = test.clock
        let verified = try Store(
            path: test.path, keyRing: test.keyRing, mayCreate: false, mayHaveTriggers: true, now: { clock.now },
            logger: Logger(label: "test"))
        #expect(try verified.verify().map(\.en) == ["\(name) is not ours: it was added behind the program's back"])
        try await verified.close()
        let refusal = await #expect(throws: SurveyError.self) { try await restore(backup, test) }
        #expect(refusal?.message.en.hasPrefix("\(backup) has \(name)") == true)
    }

    @Test("a trigger that is put in while a service runs writes nothing down, and is found")
    func planted() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + TestStore.dossier(1) + "\n" + TestStore.dossier(2))
        let submit = { (number: Int) in
            _ = try await test.store.submit(
                TestStore.answer("3"), for: test.token(TestStore.code(number)).id, channel: .ownDevice)
        }
        try await submit(1)
        try test.tamper(VerifySchemaTests.recorder)
        try await submit(2)
        #expect(try test.rows("SELECT name FROM questionnaire") == [["three-level/1"]])
        #expect(
            try test.store.verify().map(\.en) == [
                "the trigger watch on dossier is not ours: it was added behind the program's back"
            ])
    }

    @Test(
        "a database of any earlier level has the same schema when it is brought up", arguments: 1...DatabaseFile.version
    )
    func migrated(from level: UInt32) async throws {
        let test = try await TestStore()
        let path = test.folder.appending(path: "old.sqlite").path
        let old = try DatabaseQueue(path: path)
        try Schema.migrator.migrate(old, upTo: Schema.migrator.migrations[Int(level) - 1])
        try await old.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = \(level)") }
        try old.close()
        let clock = test.clock
        let store = try Store(
            path: path, keyRing: test.keyRing, mayCreate: false, now: { clock.now }, logger: Logger(label: "test"))
        #expect(try store.verify() == [])
        try await store.close()
    }
}
