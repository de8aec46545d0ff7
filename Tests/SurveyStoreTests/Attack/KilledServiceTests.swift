import Foundation
import GRDB
import OwnThread
import Survey
import Testing

/// The built service, killed in an idle moment, and what its files then tell whoever takes them.
@Suite("Attacks on the files of a killed service", .ownThread)
struct KilledServiceTests {
    private let noConnection = 4.0

    @Test("after SIGKILL in the idle state database, log and index join no answer to its dossier")
    func killed() async throws {
        let service = try ServiceProcess()
        let truths = try await service.takeAnswers(240)
        try await service.untilIdle()
        service.kill()
        let path = service.database
        let attacker = try Attacker(taking: path)

        #expect(try FileTrace(path).differencesFromRebuilt() == [])
        #expect(attacker.log.size == 0 && attacker.linksFromLog().isEmpty)
        let indexed = attacker.indexedPages
        #expect(Set(indexed).count <= 1 || indexed == Array(1...indexed.count))

        let answers = attacker.cells("answer")
        // Every answer is of its own kind, so that the truth can be known without looking on.
        let keys = Dictionary(
            uniqueKeysWithValues: answers.map { (String.fromDatabaseValue($0.record[7]) ?? "", $0.rowID ?? 0) })
        #expect(keys.count == truths.count)
        let known = truths.map { truth in
            CitizenLoad.Truth(
                dossier: truth.dossier, code: truth.code, completedOn: truth.completedOn,
                answerKey: keys[truth.choices] ?? 0, commentKey: nil, leaf: Data())
        }
        let places = answers.map { (page: $0.page, offset: $0.offset, name: $0.rowID ?? 0) }
        let agreement = attacker.placeAgreement(places, arrival: known.map(\.answerKey))
        #expect(abs(agreement) <= noConnection, "\(agreement) σ")
        for (name, order) in [
            ("key", answers.map { $0.rowID ?? 0 }.sorted()),
            ("place", answers.sorted { ($0.page, -$0.offset) < ($1.page, -$1.offset) }.map { $0.rowID ?? 0 }),
        ] {
            let (right, guessed) = attacker.rightByRank(order, known)
            #expect(
                Double(right) <= Double(guessed) + noConnection * Double(guessed).squareRoot(),
                "\(right) of \(known.count) joined by \(name)")
        }
        // With the true order the same attack joins many times more than guessing does.
        let (joined, guessed) = attacker.rightByRank(known.map(\.answerKey), known)
        #expect(joined > 6 * guessed)
        // Nothing that was acknowledged is lost by the kill either.
        #expect(answers.count == truths.count)
    }
}

/// `hailong serve` on a free port and a folder of its own, over real dossiers of the last three weeks.
private final class ServiceProcess {
    struct Truth {
        let dossier: DossierID
        let code: DossierCode
        let completedOn: Day
        let choices: String
    }

    private let folder: URL
    private let process: Process
    private let address: String
    private let keyRing: KeyRing
    var database: String { folder.appending(path: "hailong.sqlite").path }

    private static let dossiers = 300

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "killed-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        try write(TestStore.communes, "communes.csv")
        try write(TestStore.desks, "desks.csv")
        try write(TestStore.procedures, "procedures.csv")
        let today = Day(unixTime: Date().timeIntervalSince1970)
        let rows = (0..<Self.dossiers).map { index in
            TestStore.dossier(
                index + 1, on: "\(Self.day(index, today))", desk: index % 2 == 0 ? "XH-1" : "XT-1")
        }
        try write(TestStore.header + rows.joined(separator: "\n"), "dossiers.csv")
        for kind in ["communes", "desks", "procedures", "dossiers"] {
            let run = try ServiceProcess.process(["import", kind, "\(kind).csv"], in: folder)
            try run.run()
            run.waitUntilExit()
            try #require(run.terminationStatus == 0, "\(kind)")
        }
        let keyRing = try KeyRing(text: String(contentsOf: folder.appending(path: "hailong.key"), encoding: .utf8))
        let process = try ServiceProcess.process(["serve", "--port", "0"], in: folder)
        let log = folder.appending(path: "log")
        try Data().write(to: log)
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
        let mark = "listening on "
        var found: String?
        for _ in 0..<1200 where found == nil {
            Thread.sleep(forTimeInterval: 0.05)
            found = try String(contentsOf: log, encoding: .utf8).split(separator: "\n").first { $0.hasPrefix(mark) }
                .map { String($0.dropFirst(mark.count)) }
        }
        let address = try #require(found)
        (self.folder, self.process, self.address, self.keyRing) = (folder, process, address, keyRing)
    }

    deinit {
        if process.isRunning { kill() }
        try? FileManager.default.removeItem(at: folder)
    }

    private static func day(_ index: Int, _ today: Day) -> Day { today - 21 + index * 21 / dossiers }

    private static func process(_ arguments: [String], in folder: URL) throws -> Process {
        let tests = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let process = Process()
        process.executableURL = tests.deletingLastPathComponent().appending(path: "hailong")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return process
    }

    /// Citizens answer about in the order of completion, in bursts of nine with an idle moment after each.
    func takeAnswers(_ count: Int) async throws -> [Truth] {
        var generator = Sequence64(state: 20_261_124)
        let today = Day(unixTime: Date().timeIntervalSince1970)
        // Whoever got the result one day answers that day or soon after.
        let order = (0..<Self.dossiers).map { ($0, Double($0) + Double(generator.next() % 24)) }
            .sorted { $0.1 < $1.1 }.map(\.0).prefix(count)
        var truths: [Truth] = []
        for (number, index) in order.enumerated() {
            let code = try DossierCode(TestStore.code(index + 1))
            let fields = ServiceProcess.fields(number)
            let token = keyRing.newest.token(for: code)
            try #require(try post(token.text, fields) == "303")
            truths.append(
                Truth(
                    dossier: keyRing.newest.id(of: code), code: code, completedOn: Self.day(index, today),
                    choices: fields.joined(separator: ";")))
            if number % 9 == 8 { try await Task.sleep(for: .milliseconds(60)) }
        }
        return truths
    }

    /// An answer that nobody else gives: the optional questions spell its number.
    private static func fields(_ number: Int) -> [String] {
        let scrambled = number * 149 % 256
        var fields = ["overall=\(number < 256 ? 2 : 3)"]
        for (question, place) in [("conduct", 64), ("guidance", 16), ("timeliness", 4)] {
            let digit = scrambled / place % 4
            if digit > 0 { fields.append("\(question)=\(digit)") }
        }
        let last = scrambled % 4
        if last > 0 { fields.insert("contacts=\(last - 1)", at: 1) }
        return fields
    }

    private func post(_ token: String, _ fields: [String]) throws -> String {
        let curl = Process()
        curl.executableURL = URL(filePath: "/usr/bin/env")
        curl.arguments =
            ["curl", "-sS", "-m", "30", "-o", "/dev/null", "-w", "%{http_code}"] + fields.flatMap { ["-d", $0] } + [
                "\(address)/\(token)"
            ]
        let pipe = Pipe()
        curl.standardOutput = pipe
        try curl.run()
        let status = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        curl.waitUntilExit()
        return status
    }

    /// Waits until the log has been empty and the file unchanged for a second.
    func untilIdle() async throws {
        var quiet = 0
        var last: Date?
        for _ in 0..<600 where quiet < 10 {
            try await Task.sleep(for: .milliseconds(100))
            func attribute<T>(_ name: FileAttributeKey, _ ending: String) -> T? {
                (try? FileManager.default.attributesOfItem(atPath: database + ending))?[name] as? T
            }
            let changed: Date? = attribute(.modificationDate, "")
            let size: Int = attribute(.size, "-wal") ?? 0
            quiet = size == 0 && changed == last ? quiet + 1 : 0
            last = changed
        }
        try #require(quiet >= 10, "the service never fell idle")
    }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
