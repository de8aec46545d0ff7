import Foundation

/// `hailong serve` as a process of its own, on a free port.
final class Server {
    struct NotReady: Error { let log: String }

    /// One answer as curl saw it.
    struct Reply {
        var status: Int
        var body: String
    }

    let address: String
    private let process: Process
    private let logFile: URL

    /// Starts it and waits until it says that it listens.
    ///
    /// - Parameter tool: a program that runs it, with its own arguments: strace.
    init(_ hailong: Hailong, tool: [String] = [], arguments: [String] = []) throws {
        let process = hailong.process(["serve", "--port", "0"] + arguments)
        if !tool.isEmpty {
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = tool + [Hailong.binary.path] + (process.arguments ?? [])
        }
        let log = hailong.folder.appending(path: ".serve-\(UUID().uuidString)")
        try Data().write(to: log)
        process.standardError = try FileHandle(forWritingTo: log)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        self.process = process
        logFile = log
        let mark = "listening on "
        for _ in 0..<600 {
            let text = try String(contentsOf: log, encoding: .utf8)
            if let line = text.split(separator: "\n").first(where: { $0.hasPrefix(mark) }), text.hasSuffix("\n") {
                address = String(line.dropFirst(mark.count))
                return
            }
            if !process.isRunning { break }
            Thread.sleep(forTimeInterval: 0.05)
        }
        process.terminate()
        throw NotReady(log: try String(contentsOf: log, encoding: .utf8))
    }

    /// What it has said so far.
    func log() throws -> String { try String(contentsOf: logFile, encoding: .utf8) }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// Power off: nothing is finished, nothing is said.
    func crash() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// SIGTERM, and how it ended; one that does not end within 30 seconds is killed, which is no clean end.
    func stop() -> Int32 {
        process.terminate()
        for _ in 0..<600 where process.isRunning { Thread.sleep(forTimeInterval: 0.05) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Asks with curl, as any other program would.
    ///
    /// - Parameter options: of curl itself: a jar for cookies.
    func ask(_ path: String, form: [String] = [], options: [String] = []) throws -> Reply {
        let curl = Process()
        curl.executableURL = URL(filePath: "/usr/bin/env")
        let fields = form.flatMap { ["--data-urlencode", $0] }
        curl.arguments = ["curl", "-sS", "-m", "30", "-w", "\n%{http_code}"] + options + fields + [address + path]
        let pipe = Pipe()
        curl.standardOutput = pipe
        try curl.run()
        let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        curl.waitUntilExit()
        let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
        return Reply(status: Int(parts.last ?? "") ?? 0, body: parts.dropLast().joined(separator: "\n"))
    }
}
