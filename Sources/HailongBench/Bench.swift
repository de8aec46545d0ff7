import Foundation
import Logging
import Survey
import SurveyStore

/// Measures the store alone, without HTTP: durable answers per second, one commit each in a plain loop, or from many
/// requests at once. Used by `Scripts/bench`; prints one figure.
@main
struct Bench {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "report" { return try await compareReports() }
        if arguments.first == "fill", arguments.count == 3,
            let count = arguments.dropFirst().first.flatMap({ Int($0) }),
            let folder = arguments.last
        {
            return try await fill(count, in: URL(filePath: folder))
        }
        guard let mode = arguments.first, let count = arguments.dropFirst().first.flatMap({ Int($0) }) else {
            print("usage: HailongBench loop|batch COUNT | report | fill COUNT FOLDER")
            exit(64)
        }
        let folder = try makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try await makeStore(in: folder)
        let ids = try await register(count, in: store)
        let start = ContinuousClock.now
        switch mode {
        case "loop": for id in ids { _ = try await store.submit(answer, for: id, channel: .ownDevice) }
        default: try await submitTogether(ids, in: store)
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print(Int(Double(count) / seconds))
        try await store.close()
    }

    /// The time of a report by commune on 10,000 and on 1,000,000 answers, in turns, the median of each in milliseconds.
    private static func compareReports() async throws {
        let folder = try makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var stores: [Store] = []
        for count in [10_000, 1_000_000] {
            let part = folder.appending(path: "\(count)")
            try FileManager.default.createDirectory(at: part, withIntermediateDirectories: true)
            let store = try await makeStore(in: part)
            for first in stride(from: 0, to: count, by: 50_000) {
                let ids = try await register(min(50_000, count - first), from: first, in: store)
                try await submitTogether(ids, in: store)
            }
            stores.append(store)
        }
        var times: [[Double]] = [[], []]
        for _ in 0..<201 {
            for (index, store) in stores.enumerated() {
                let start = ContinuousClock.now
                _ = try await store.report(ReportRequest(by: .desk))
                times[index].append((ContinuousClock.now - start) / .milliseconds(1))
            }
        }
        print(times.map { String($0.sorted()[100]) }.joined(separator: " "))
        for store in stores { try await store.close() }
    }

    /// Leaves a database and its key file behind, with so many answers, every ninth of them dissatisfied, and a quarter more
    /// dossiers that nobody answered.
    private static func fill(_ count: Int, in folder: URL) async throws {
        let key = FileManager.default.createFile(
            atPath: folder.appending(path: "bench.key").path, contents: Data((secret + "\n").utf8),
            attributes: [.posixPermissions: 0o600])
        guard key else { exit(1) }
        let store = try await makeStore(in: folder)
        for first in stride(from: 0, to: count, by: 40_000) {
            let part = min(40_000, count - first)
            let ids = try await register(part + part / 4, from: first * 5 / 4, in: store)
            let answered = Array(ids.prefix(part))
            try await submitTogether(answered.enumerated().filter { $0.offset % 9 > 0 }.map(\.element), in: store)
            try await submitTogether(
                answered.enumerated().filter { $0.offset % 9 == 0 }.map(\.element), saying: "1", in: store)
        }
        try await store.close()
    }

    private static func makeFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "hailong-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private static func makeStore(in folder: URL) async throws -> Store {
        let keyRing = try KeyRing(text: secret)
        let store = try Store(
            path: folder.appending(path: "bench.sqlite").path, keyRing: keyRing,
            now: { Date().timeIntervalSince1970 }, logger: Logger(label: "bench"))
        try await prepare(store)
        return store
    }

    private static let secret = Data(repeating: 1, count: 32).base64EncodedString()

    static let answer = given("3")

    private static func given(_ overall: String) -> Answer {
        Answer(
            questionnaire: "three-level/1", values: [Answer.Value(question: "overall", value: overall)], comment: nil)
    }

    /// As many requests at once as the HTTP bench has connections.
    private static func submitTogether(
        _ ids: [DossierID], saying overall: String = "3", in store: Store
    ) async throws {
        let answer = given(overall)
        let lanes = 64
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    for id in stride(from: lane, to: ids.count, by: lanes).map({ ids[$0] }) {
                        _ = try await store.submit(answer, for: id, channel: .ownDevice)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func prepare(_ store: Store) async throws {
        try load(.communes, "code,name,parent_code\n14122,Xã Xuân Hưng,37\n", into: store)
        try load(.desks, "code,name,unit_code\nQ1,Quầy 1,14122\nQ2,Quầy 2,14122\n", into: store)
        try load(.procedures, "code,name,field,level\n1.001193,Đăng ký khai sinh,Hộ tịch,commune\n", into: store)
        try await store.learn([
            Questionnaire(
                code: "three-level", version: 1, levels: ["3", "2", "1"], satisfiedLevels: ["3", "2"], questions: [],
                texts: [:])
        ])
    }

    private static func load(_ kind: ImportKind, _ csv: String, into store: Store) throws {
        var rest = Data(csv.utf8)
        _ = try store.importCSV(
            kind,
            from: {
                defer { rest = Data() }
                return rest
            }, by: "bench")
    }

    private static func register(_ count: Int, from first: Int = 0, in store: Store) async throws -> [DossierID] {
        let catalogue = try store.catalogue()
        var problems = InputProblems()
        let registrations = (first..<first + count).compactMap { number in
            Registration(
                RegistrationFields(
                    dossierCode: "H40.18-240501-\(1_000_000 + number)", deskCode: number % 2 == 0 ? "Q1" : "Q2",
                    procedureCode: "1.001193", communeCode: "", completedOn: store.today.description,
                    receivedVia: "online", timeliness: "early", digitised: "1"),
                row: number, catalogue: catalogue, today: store.today, problems: &problems)
        }
        return try await store.register(registrations).map(\.token.id)
    }
}
