import Foundation
import GRDB
import Logging
import Survey
import Testing

@testable import SurveyStore

@Suite("Backup and restore")
struct BackupTests {
    private func restore(_ backup: String, _ test: TestStore, keys: KeyRing? = nil) async throws -> String? {
        let clock = test.clock
        return try await Store.restore(
            backup, to: test.path, keyRing: keys ?? test.keyRing, now: { clock.now }, logger: Logger(label: "test"))
    }

    private func submit(_ number: Int, _ store: Store, _ test: TestStore) async throws -> SubmissionOutcome {
        try await store.submit(TestStore.answer("3"), for: test.token(TestStore.code(number)).id, channel: .ownDevice)
    }

    @Test("a restored backup counts what it holds, once: rated dossiers stay rated")
    func onceOnly() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + (1...3).map { TestStore.dossier($0) }.joined(separator: "\n"))
        _ = try await submit(1, test.store, test)
        let backup = test.folder.appending(path: "backup.sqlite").path
        try test.store.backUp(to: backup)
        let mode = try FileManager.default.attributesOfItem(atPath: backup)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        _ = try await submit(2, test.store, test)
        try await test.store.close()
        let former = try #require(try await restore(backup, test))
        #expect(FileManager.default.fileExists(atPath: former))
        let store = try test.open()
        #expect(try await submit(1, store, test) == .alreadyRated)
        guard case .counted = try await submit(2, store, test) else {
            Issue.record("the answer that the backup does not hold must be taken again")
            return
        }
        #expect(try await submit(2, store, test) == .alreadyRated)
        #expect(try await store.report(ReportRequest(by: .none)).total.counts.answers == 2)
        #expect(try store.verify() == [])
        let trail = try await store.read { try String.fetchAll($0, sql: "SELECT action FROM audit ORDER BY sequence") }
        #expect(trail.last == "restore")
        try await store.close()
    }

    @Test("a restore is refused while any process has the database open, even an idle one, and changes nothing")
    func inUse() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + TestStore.dossier(1))
        let backup = test.folder.appending(path: "backup.sqlite").path
        try test.store.backUp(to: backup)
        try await test.untilTidy()
        let error = await #expect(throws: SurveyError.self) { _ = try await restore(backup, test) }
        #expect(error?.code == .conflict)
        #expect(!FileManager.default.fileExists(atPath: test.path + ".before-restore"))
        guard case .counted = try await submit(1, test.store, test) else {
            Issue.record("the service must go on")
            return
        }
        try await test.store.close()
        #expect(try await restore(backup, test) != nil)
        #expect(
            try Set(FileManager.default.contentsOfDirectory(atPath: test.folder.path))
                == ["test.sqlite", "test.sqlite.before-restore", "backup.sqlite"])
    }

    @Test("a backup never overwrites a file; a damaged one, a foreign one or another key's is not restored")
    func refused() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + TestStore.dossier(1))
        _ = try await submit(1, test.store, test)
        let backup = test.folder.appending(path: "backup.sqlite").path
        try test.store.backUp(to: backup)
        #expect(throws: SurveyError.self) { try test.store.backUp(to: backup) }
        try await test.store.close()
        let before = try Data(contentsOf: URL(filePath: test.path))
        let other = try KeyRing(text: Data(repeating: 8, count: 32).base64EncodedString())
        await #expect(throws: SurveyError.self) { _ = try await restore(backup, test, keys: other) }
        await #expect(throws: SurveyError.self) { _ = try await restore(backup + ".none", test) }
        try SQLiteFile(backup).execute("UPDATE answer_tally SET count = count + 1")
        let error = await #expect(throws: SurveyError.self) { _ = try await restore(backup, test) }
        #expect(error?.message.en.contains("the tally says 2, the answers 1") == true)
        #expect(try Data(contentsOf: URL(filePath: test.path)) == before)
    }

    @Test("an empty file, no database, another program's or a folder is not restored, and nothing has changed")
    func noBackup() async throws {
        let test = try await TestStore()
        try await test.store.close()
        let before = try Data(contentsOf: URL(filePath: test.path))
        let folder = test.folder.appending(path: "else")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = try FileManager.default.contentsOfDirectory(atPath: test.folder.path).sorted()
        let names = ["empty", "text", "new.sqlite", "foreign.sqlite"].map { folder.appending(path: $0).path }
        try Data().write(to: URL(filePath: names[0]))
        try Data("minutes of a meeting".utf8).write(to: URL(filePath: names[1]))
        try SQLiteFile(names[2]).execute("VACUUM")
        try SQLiteFile(names[3]).execute("CREATE TABLE dossier (a)")
        for backup in names + ["/dev/null", folder.path] {
            let error = try await #require(throws: SurveyError.self) { _ = try await restore(backup, test) }
            #expect(error.message.en.contains(backup) && error.message.vi.contains(backup), "\(error)")
        }
        #expect(try Data(contentsOf: URL(filePath: test.path)) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: test.folder.path).sorted() == files)
    }

    @Test("every database that a restore replaces is kept, one beside another, and a failed restore leaves nothing")
    func keptAll() async throws {
        let test = try await TestStore()
        let backup = test.folder.appending(path: "backup.sqlite").path
        try test.store.backUp(to: backup)
        try await test.store.close()
        var kept: [String] = []
        for _ in 0..<3 { kept.append(try #require(try await restore(backup, test))) }
        #expect(kept == ["", "-2", "-3"].map { test.path + ".before-restore" + $0 })
        let other = try KeyRing(text: Data(repeating: 8, count: 32).base64EncodedString())
        let error = try await #require(throws: SurveyError.self) { _ = try await restore(backup, test, keys: other) }
        #expect(error.message.en == "the key file is not that of the database \(backup): they share no secret")
        let names = try FileManager.default.contentsOfDirectory(atPath: test.folder.path)
        #expect(Set(names) == Set(["backup.sqlite", "test.sqlite"] + kept.map { URL(filePath: $0).lastPathComponent }))
    }

    @Test("a damaged database can be replaced, and is kept with its log")
    func damaged() async throws {
        let test = try await TestStore()
        let backup = test.folder.appending(path: "backup.sqlite").path
        try test.store.backUp(to: backup)
        try await test.store.close()
        let file = try FileHandle(forUpdating: URL(filePath: test.path))
        try file.seek(toOffset: 100)
        try file.write(contentsOf: Data(repeating: 0xFF, count: 3_000))
        try file.close()
        try Data("log".utf8).write(to: URL(filePath: test.path + "-wal"))
        let kept = try #require(try await restore(backup, test))
        #expect(FileManager.default.fileExists(atPath: kept))
        let store = try test.open()
        #expect(try store.verify() == [])
        try await store.close()
    }

    @Test("a backup is a function of its rows: freed pages and the order of arrival are not in it")
    func clean() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + (1...40).map { TestStore.dossier($0) }.joined(separator: "\n"))
        for number in 1...40 { _ = try await submit(number, test.store, test) }
        let backup = test.folder.appending(path: "backup.sqlite").path
        try test.store.backUp(to: backup)
        #expect(try FileTrace(backup).differencesFromRebuilt() == [])
    }
}
