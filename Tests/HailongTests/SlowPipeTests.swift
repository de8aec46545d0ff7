import Foundation
import OwnThread
import Testing

@Suite(.ownThread) struct SlowPipeTests {
    @Test("an import whose pipe stands still holds up no citizen, and takes everything once the pipe ends")
    func slowPipe() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        let token = try hailong.must("token", Example.code(1)).lines[0].split(separator: "/").last ?? ""
        let server = try Server(hailong)
        let importing = hailong.process(["import", "dossiers", "-"])
        let pipe = Pipe()
        importing.standardInput = pipe
        importing.standardOutput = FileHandle.nullDevice
        importing.standardError = FileHandle.nullDevice
        try importing.run()
        defer { if importing.isRunning { kill(importing.processIdentifier, SIGKILL) } }
        try pipe.fileHandleForWriting.write(contentsOf: Data((Example.header + Example.dossier(2)).utf8))
        // The import has read all that there is once the pipe is empty again, and waits for more.
        for _ in 0..<600 where unread(pipe) > 0 { Thread.sleep(forTimeInterval: 0.05) }
        #expect(unread(pipe) == 0 && importing.isRunning)
        #expect(try server.ask("/\(token)", form: ["overall=3"]).status == 303)
        #expect(try hailong.completed() == 1)
        try pipe.fileHandleForWriting.write(contentsOf: Data(Example.dossier(3).utf8))
        try pipe.fileHandleForWriting.close()
        importing.waitUntilExit()
        #expect(importing.terminationStatus == 0)
        #expect(try hailong.completed() == 3)
        #expect(server.stop() == 0)
        #expect(try hailong.must("verify").output == "toàn vẹn\n")
    }

    /// The bytes in a pipe that nobody has read yet.
    private func unread(_ pipe: Pipe) -> Int32 {
        var count: Int32 = 0
        return ioctl(pipe.fileHandleForWriting.fileDescriptor, UInt(FIONREAD), &count) == 0 ? count : -1
    }
}
