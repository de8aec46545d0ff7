import Foundation
import OwnThread
import Testing

@Suite(.ownThread) struct StreamTests {
    @Test(
        "a result that cannot be written is a plain failure",
        arguments: ["report --by none", "setting list", "token H40.18-240501-0001", "export answers"])
    func closedOutput(_ command: String) throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        for output in [">&-", ">/dev/full"] {
            let outcome = try hailong.shell("\(command) \(output)")
            #expect(outcome.code == 1)
            #expect(outcome.errors == "cannot write to standard output: it is closed, or the disk is full\n")
        }
        #expect(try hailong.must("verify").output == "sound\n")
    }

    @Test("an input that is closed is a plain failure, and nothing is taken")
    func closedInput() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        let outcome = try hailong.shell("import desks - <&-")
        #expect(outcome.code == 1)
        #expect(outcome.errors == "-: cannot read standard input\n")
        #expect(
            try hailong.run("user", "add", "an", "--role", "admin").errors == "there is no password on standard input\n"
        )
    }

    @Test("an API key that could not be printed opens nothing", arguments: [">&-", ">/dev/full", "| exec true"])
    func lostKey(_ output: String) throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        // The reader is gone before the key is there.
        let outcome = try hailong.shell("apikey add lost \(output)", pause: output.hasPrefix("|"))
        #expect(outcome.errors.contains("lost was revoked"), "\(outcome.errors)")
        #expect(try hailong.must("apikey", "list").lines.last?.hasSuffix("revoked") == true)
        try hailong.must("apikey", "add", "found")
    }
}

extension Hailong {
    /// Runs a command line with the shell's redirections.
    ///
    /// - Parameter pause: whether the program starts only when what stands behind a pipe has ended.
    func shell(_ line: String, pause: Bool = false) throws -> Outcome {
        let process = process([])
        process.executableURL = URL(filePath: "/bin/sh")
        let parts = line.split(separator: "|", maxSplits: 1).map(String.init)
        let own = pause ? "(sleep 1; exec \"$0\" \(parts[0]))" : "exec \"$0\" \(parts[0])"
        let rest = parts.count == 2 ? "|\(parts[1])" : ""
        process.arguments = ["-c", "\(own) \(rest)", Hailong.binary.path]
        let errors = folder.appending(path: ".err-\(UUID().uuidString)")
        try Data().write(to: errors)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            code: process.terminationStatus, bytes: Data(), errors: try String(contentsOf: errors, encoding: .utf8))
    }
}
