import Foundation
import GRDB
import Logging
import Survey
import Synchronization

@testable import SurveyStore

/// A clock that tests move.
final class TestClock: Sendable {
    private let moment: Mutex<Double>

    /// Noon in Vietnam on a day.
    init(_ day: String) throws {
        guard let day = Day(day) else { throw SurveyError(.invalid, vi: day, en: day) }
        moment = Mutex(Double(day.number) * 86_400 + 5 * 3600)
    }

    var now: Double { moment.withLock { $0 } }
    func advance(days: Int = 0, seconds: Double = 0) { moment.withLock { $0 += Double(days) * 86_400 + seconds } }
}

/// A real database file in a folder of its own, with a small catalogue.
final class TestStore: Sendable {
    let folder: URL
    let store: Store
    let clock: TestClock
    let keyRing: KeyRing

    static let secret = Data(repeating: 7, count: 32).base64EncodedString()

    init(_ day: String = "2026-11-23", keys: String = TestStore.secret) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "hailong-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let clock = try TestClock(day)
        self.clock = clock
        keyRing = try KeyRing(text: keys)
        store = try Store(
            path: folder.appending(path: "test.sqlite").path, keyRing: keyRing, now: { clock.now },
            logger: Logger(label: "test"))
        try load(.communes, TestStore.communes)
        try load(.desks, TestStore.desks)
        try load(.procedures, TestStore.procedures)
        try await store.learn([TestStore.questionnaire])
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    @discardableResult
    func load(_ kind: ImportKind, _ csv: String) throws -> ImportSummary {
        try store.load(kind, csv)
    }

    var path: String { folder.appending(path: "test.sqlite").path }

    /// Another store on the same file.
    func open(keys: KeyRing? = nil) throws -> Store {
        let clock = clock
        return try Store(
            path: path, keyRing: keys ?? keyRing, mayCreate: false, now: { clock.now }, logger: Logger(label: "test"))
    }

    /// What a query gives, every value as text.
    func rows(_ sql: String) throws -> [[String]] {
        try store.pool.read { db in
            try Row.fetchAll(db, sql: sql).map { row in row.databaseValues.map { TestStore.text($0) } }
        }
    }

    private static func text(_ value: DatabaseValue) -> String {
        switch value.storage {
        case .null: "NULL"
        case .int64(let number): "\(number)"
        case .double(let number): "\(number)"
        case .string(let text): text
        case .blob(let data): data.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }

    /// Every row of every table, but the bit that tidying turns.
    func content() throws -> [String: [[String]]] {
        let tables = try rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").map { $0[0] }
        return try Dictionary(
            uniqueKeysWithValues: tables.map { table in
                (table, try rows("SELECT * FROM \"\(table)\"").filter { table != "revision" || $0.first != "log" })
            })
    }

    /// Changes the database behind the program's back: on a connection that has neither its key nor its triggers.
    func tamper(_ sql: String) throws { try SQLiteFile(path).execute("PRAGMA foreign_keys = OFF", sql) }

    /// The values of settings of a store's writing connection.
    func pragmas(_ names: [String], of store: Store? = nil) throws -> [Int?] {
        try (store ?? self.store).pool.writeWithoutTransaction { db in
            try names.map { try Int.fetchOne(db, sql: "PRAGMA \($0)") }
        }
    }

    /// Waits until the writer has fallen idle and wiped its traces.
    func untilTidy() async throws {
        for _ in 0..<4000 where !store.writer.isTidy { try await Task.sleep(for: .milliseconds(5)) }
        guard store.writer.isTidy else { throw SurveyError(.unavailable, vi: "", en: "the writer never got tidy") }
    }

    func token(_ code: String) throws -> Token { keyRing.newest.token(for: try DossierCode(code)) }

    static let communes = """
        code,name,parent_code,level,valid_from,valid_to,successor_code
        36,Tỉnh Nam Định,,province,,2025-07-01,37
        37,Tỉnh Ninh Bình,,province,,,
        364,Huyện Xuân Trường,36,district,,2025-07-01,
        14119,Xã Xuân Bắc,364,commune,,2024-09-01,14122
        14122,Xã Xuân Phương,364,commune,,2024-09-01,14122
        14122,Xã Trà Lũ,364,commune,2024-09-01,2025-07-01,14122
        14122,Xã Xuân Hưng,37,commune,2025-07-01,,
        14089,Xã Xuân Trường,37,commune,2025-07-01,,
        """
    static let desks = """
        code,name,unit_code,valid_from,valid_to
        XH-1,Quầy 1 Xuân Hưng,14122,,
        XT-1,Quầy 1 Xuân Trường,14089,2025-07-01,
        H-1,Một cửa huyện,364,,2025-07-01
        """
    static let procedures = """
        code,name,field,level
        1.001193,Đăng ký khai sinh,Hộ tịch,commune
        1.001612,Đăng ký thành lập hộ kinh doanh,Hộ kinh doanh,district
        """
    static let questionnaire = Questionnaire(
        code: "three-level", version: 1, levels: ["3", "2", "1"], satisfiedLevels: ["3", "2"],
        questions: [
            .init(code: "overall", kind: .level, values: ["3", "2", "1"], isRequired: true),
            .init(code: "reason", kind: .several, values: ["time", "fee"], onlyAfterOverall: ["1"]),
        ], texts: [:])

    static func answer(_ overall: String, _ rest: [(String, String)] = [], comment: String? = nil) -> Answer {
        Answer(
            questionnaire: "three-level/1",
            values: [.init(question: "overall", value: overall)] + rest.map { .init(question: $0.0, value: $0.1) },
            comment: comment)
    }

    /// One line of a dossier file, completed at desk XH-1.
    static func dossier(
        _ number: Int, on day: String = "2026-11-20", desk: String = "XH-1", commune: String = "",
        via: String = "direct",
        timeliness: String = "early"
    ) -> String {
        "\(code(number)),\(desk),1.001193,\(commune),\(day),\(via),\(timeliness),1"
    }

    static func code(_ number: Int) -> String { "H40.18-241101-\(String(number + 10_000))" }

    static let header = RegistrationFields.names.joined(separator: ",") + "\n"
}

extension Store {
    func answerRows() throws -> [AnswerRow] {
        try pool.read { try Row.fetchAll($0, sql: "SELECT * FROM answer").compactMap(AnswerRow.init) }
    }

    /// Copies the database page by page as it stands, the log's pages included, and cleans nothing.
    func copyPages(to path: String) throws {
        let copy = try DatabaseQueue(path: path)
        try pool.backup(to: copy)
        try copy.close()
    }

    /// Imports CSV text, in chunks that end anywhere.
    @discardableResult
    func load(_ kind: ImportKind, _ csv: String) throws -> ImportSummary {
        var rest = Data(csv.utf8)
        return try importCSV(
            kind,
            from: {
                let chunk = rest.prefix(97)
                rest = rest.dropFirst(97)
                return Data(chunk)
            }, by: "test")
    }
}
