import Foundation
import Testing

/// The built binary, run as a user runs it, in a folder of its own.
final class Hailong: Sendable {
    /// What came of one run.
    struct Outcome {
        var code: Int32
        var bytes: Data
        var errors: String

        var output: String { String(decoding: bytes, as: UTF8.self) }
        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    struct Failed: Error {
        let arguments: [String]
        let errors: String
    }

    let folder: URL
    private let environment: [String: String]

    /// - Parameter environment: beside `PATH` and `HOME`, all that the program sees.
    init(_ environment: [String: String] = [:]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "hailong-cli-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let own = ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "LD_LIBRARY_PATH"].contains($0.key) }
        self.environment = own.merging(["COLUMNS": "100"]) { $1 }.merging(environment) { $1 }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// `hailong` beside the test bundle, where one build puts both.
    static var binary: URL {
        let executable = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        return executable.deletingLastPathComponent().appending(path: "hailong")
    }

    /// The repository.
    static var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    func process(_ arguments: [String], environment: [String: String] = [:]) -> Process {
        let process = Process()
        process.executableURL = Hailong.binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = self.environment.merging(environment) { $1 }
        return process
    }

    /// Runs a command to its end. Output goes through files, so that nothing waits on a full pipe.
    @discardableResult
    func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> Outcome {
        try run(all: arguments, input: input, environment: environment)
    }

    func run(
        all arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws -> Outcome {
        let process = process(arguments, environment: environment)
        let names = ["in", "out", "err"].map { folder.appending(path: ".\($0)-\(UUID().uuidString)") }
        defer { for name in names { try? FileManager.default.removeItem(at: name) } }
        try Data(input.utf8).write(to: names[0])
        for name in names.dropFirst() { try Data().write(to: name) }
        process.standardInput = try FileHandle(forReadingFrom: names[0])
        process.standardOutput = try FileHandle(forWritingTo: names[1])
        process.standardError = try FileHandle(forWritingTo: names[2])
        // A command that hangs is ended, and its test fails with the code 124.
        process.arguments = ["-k", "5", "1200", Hailong.binary.path] + arguments
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        try process.run()
        process.waitUntilExit()
        return Outcome(
            code: process.terminationStatus, bytes: try Data(contentsOf: names[1]),
            errors: try String(contentsOf: names[2], encoding: .utf8))
    }

    /// Runs a command that has to succeed.
    @discardableResult
    func must(_ arguments: String..., input: String = "") throws -> Outcome {
        let outcome = try run(all: arguments, input: input, environment: [:])
        if outcome.code != 0 { throw Failed(arguments: arguments, errors: outcome.errors) }
        return outcome
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: folder.appending(path: name))
        return name
    }

    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: name).path) }

    func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
}
