import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Survey
import SurveyStore
import Synchronization
import Testing

@testable import SurveyWeb

/// The real site over a real database file in a folder of its own, with a small catalogue and a clock that tests move.
final class TestSite: Sendable {
    let folder: URL
    let store: Store
    let log = LogLines()

    init(keys: String = Data(repeating: 7, count: 32).base64EncodedString()) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "hailong-web-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // Noon in Vietnam on 23 November 2026.
        let start = Double(try #require(Day("2026-11-23")).number) * 86_400 + 5 * 3600
        let clock = TestMoment(start)
        self.clock = clock
        var logger = Logger(label: "test") { [log] _ in LineHandler(lines: log) }
        logger.logLevel = .trace
        self.logger = logger
        store = try Store(
            path: folder.appending(path: "test.sqlite").path, keyRing: try KeyRing(text: keys), now: { clock.now },
            logger: logger)
        try load(.communes, "code,name,parent_code,level\n37,Tỉnh Ninh Bình,,province\n14122,Xã Xuân Hưng,37,commune\n")
        try load(.desks, "code,name,unit_code\nXH-1,Quầy 1 – Xã Xuân Hưng,14122\n")
        try load(.procedures, "code,name,field,level\n1.001193,Đăng ký khai sinh,Hộ tịch,commune\n")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    let clock: TestMoment
    let logger: Logger

    func configuration(_ change: (inout WebConfiguration) -> Void = { _ in }) -> WebConfiguration {
        var configuration = WebConfiguration(port: 0, resources: QuestionnaireLibraryTests.root)
        change(&configuration)
        return configuration
    }

    func application(_ change: (inout WebConfiguration) -> Void = { _ in }) async throws -> Application<
        RouterResponder<WebContext>
    > {
        try await buildApplication(store: store, configuration: configuration(change), logger: logger)
    }

    func load(_ kind: ImportKind, _ csv: String) throws {
        var rest: Data? = Data(csv.utf8)
        _ = try store.importCSV(
            kind,
            from: {
                defer { rest = nil }
                return rest ?? Data()
            }, by: "test")
    }

    /// Registers a completed dossier and returns its link's token.
    func dossier(_ number: Int = 1, on day: String = "2026-11-20") throws -> Token {
        let code = "H40.18-241101-\(number + 10_000)"
        try load(
            .dossiers,
            """
            dossier_code,desk_code,procedure_code,commune_code,completed_on,received_via,timeliness,digitised
            \(code),XH-1,1.001193,,\(day),direct,early,1

            """)
        return store.keyRing.newest.token(for: try DossierCode(code))
    }
}

final class TestMoment: Sendable {
    private let moment: Mutex<Double>
    init(_ moment: Double) { self.moment = Mutex(moment) }
    var now: Double { moment.withLock { $0 } }
    func advance(seconds: Double) { moment.withLock { $0 += seconds } }
    func advance(days: Int) { moment.withLock { $0 += Double(days) * 86_400 } }
}

/// Every line that was logged, with its metadata.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])
    func append(_ line: String) { lines.withLock { $0.append(line) } }
    var text: String { lines.withLock { $0.joined(separator: "\n") } }
}

struct LineHandler: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    init(lines: LogLines) { self.lines = lines }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.append("\(event.level) \(event.message) \(metadata) \(event.metadata ?? [:])")
    }
}

extension TestClientProtocol {
    func get(_ uri: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await executeRequest(uri: uri, method: .get, headers: headers, body: nil)
    }

    func post(_ uri: String, _ form: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await executeRequest(uri: uri, method: .post, headers: headers, body: ByteBuffer(string: form))
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}
