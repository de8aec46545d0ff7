import Foundation
import Logging
import Survey
import SurveyStore
import Testing

@Suite("The database file")
struct DatabaseFileTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "hailong-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func open(_ path: String, keys: String = TestStore.secret, mayCreate: Bool = true) throws -> Store {
        try Store(
            path: path, keyRing: KeyRing(text: keys), mayCreate: mayCreate, now: { 1_795_000_000 },
            logger: Logger(label: "test"))
    }

    /// Opening must fail with words for people, leave the bytes as they are and put no file beside it.
    private func expectRefused(_ path: String, _ words: String, keys: String = TestStore.secret) throws {
        let before = try Data(contentsOf: URL(filePath: path))
        let error = try #require(throws: SurveyError.self) { try open(path, keys: keys) }
        #expect(error.message.en.contains(words), "\(error.message.en)")
        #expect(error.message.vi.contains(path))
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        #expect(!FileManager.default.fileExists(atPath: path + "-shm"))
    }

    @Test("a text file, long or short, is refused and stays byte for byte")
    func text() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in [
            ("long.txt", String(repeating: "không phải cơ sở dữ liệu\n", count: 90)), ("short.txt", "x"),
        ] {
            let path = folder.appending(path: name).path
            try Data(text.utf8).write(to: URL(filePath: path))
            try expectRefused(path, "not a database")
        }
    }

    @Test("another program's SQLite database is refused and stays byte for byte")
    func foreign() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "foreign.sqlite").path
        try SQLiteFile(path).execute("CREATE TABLE dossier (a); INSERT INTO dossier VALUES (1)")
        try expectRefused(path, "another program's database")
    }

    @Test("a database made by a newer version is refused, says so, and stays byte for byte")
    func newer() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "newer.sqlite").path
        try await open(path).close()
        try SQLiteFile(path).execute("PRAGMA journal_mode = DELETE", "PRAGMA user_version = 4711")
        try expectRefused(path, "newer HàiLòng (schema 4711")
    }

    @Test("a key file that shares no secret is refused; one that shares any is not")
    func keys() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "keys.sqlite").path
        try await open(path).close()
        let other = Data(repeating: 8, count: 32).base64EncodedString()
        let error = try #require(throws: SurveyError.self) { try open(path, keys: other) }
        #expect(error.message.en.contains("share no secret"))
        try await open(path, keys: other + "\n" + TestStore.secret).close()
    }

    @Test("a missing file is an error unless it may be made, and nothing is made")
    func missing() throws {
        let path = folder.appending(path: "none.sqlite").path
        defer { try? FileManager.default.removeItem(at: folder) }
        let error = try #require(throws: SurveyError.self) { try open(path, mayCreate: false) }
        #expect(error.message.en.contains(path))
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("every table is STRICT and the schema is what the migrations say")
    func strict() async throws {
        let test = try await TestStore()
        let loose = try test.rows(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'")
        #expect(loose == [["grdb_migrations"]])
    }
}

@Suite("Key files")
struct KeyFileTests {
    @Test("a missing key file is made with mode 0600 only where that is wanted, and read again as it is")
    func making() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "hailong-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "k.key").path
        let error = try #require(throws: SurveyError.self) { try KeyFile.read(path) }
        #expect(error.message.en.contains(path))
        let made = try KeyFile.readOrCreate(path)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try KeyFile.readOrCreate(path).newest.fingerprint == made.newest.fingerprint)
        try Data("rubbish\n".utf8).write(to: URL(filePath: path))
        let bad = try #require(throws: SurveyError.self) { try KeyFile.read(path) }
        #expect(bad.message.en.contains(path) && bad.message.en.contains("line 1"))
    }
}
