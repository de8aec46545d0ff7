import Foundation

/// Programs of other projects that tests look through: decoders, renderers, readers.
enum Tool {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// The root of the package.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The Python that has zxing-cpp, Pillow and numpy; `Scripts/test` makes it.
    static func python() throws -> String {
        let path =
            ProcessInfo.processInfo.environment["HAILONG_TEST_PYTHON"]
            ?? package.appending(path: ".build-venv/bin/python").path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw Failure(
                description: """
                    \(path) is missing: run Scripts/test, or
                    python3 -m venv .build-venv && .build-venv/bin/pip install -r Scripts/requirements.txt
                    """)
        }
        return path
    }

    /// The path of a program; an error that says what to do when it is missing.
    @discardableResult
    static func require(_ name: String) throws -> String {
        let folders =
            ["/usr/bin", "/usr/local/bin"]
            + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let paths = name.hasPrefix("/") ? [name] : folders.map { "\($0)/\(name)" }
        guard let path = paths.first(where: FileManager.default.isExecutableFile) else {
            throw Failure(
                description: "\(name) is not installed, and a test needs it: run Scripts/test, which installs it")
        }
        return path
    }

    /// Runs a program to its end and returns its standard output; a program that is missing or fails is an error.
    @discardableResult
    static func run(_ name: String, _ arguments: [String], in folder: URL? = nil) throws -> Data {
        let path = try require(name)
        let process = Process()
        // One that hangs is ended, and its test fails with a message.
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = ["-k", "5", "900", path] + arguments
        process.currentDirectoryURL = folder
        let output = Pipe()
        let errors = FileManager.default.temporaryDirectory.appending(path: "tool-\(UUID().uuidString)")
        try Data().write(to: errors)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let message = try String(decoding: Data(contentsOf: errors), as: UTF8.self)
            throw Failure(
                description: "\(name) \(arguments.prefix(6)) ended with \(process.terminationStatus): \(message)")
        }
        return data
    }

    /// Runs with a new folder that is gone afterwards.
    static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "slips-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}
