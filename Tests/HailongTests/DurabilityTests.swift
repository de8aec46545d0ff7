import Foundation
import OwnThread
import Testing

@Suite(.ownThread) struct DurabilityTests {
    @Test("before each reply to an answer stands a sync that began after the request, alone and among 64 at once")
    func durable() throws {
        let hailong = try Hailong()
        try hailong.install()
        let codes = (1...67).map(Example.code)
        try hailong.must(
            "import", "dossiers", "-", input: Example.header + (1...67).map { Example.dossier($0) }.joined())
        let file = try hailong.write("dossier_code\n" + codes.joined(separator: "\n") + "\n", to: "codes.csv")
        let tokens = try hailong.must("token", "--from", file).lines.dropFirst().compactMap {
            $0.split(separator: "/").last.map(String.init)
        }
        #expect(tokens.count == 67)
        let trace = hailong.folder.appending(path: "trace")
        let calls = "trace=read,recvfrom,recvmsg,write,writev,sendto,sendmsg,fsync,fdatasync"
        let server = try Server(hailong, tool: ["strace", "-D", "-f", "-s", "80", "-e", calls, "-o", trace.path])
        for token in tokens.prefix(3) { #expect(try server.ask("/\(token)", form: ["overall=2"]).status == 303) }
        let statuses = try server.postAtOnce(tokens.dropFirst(3).map { "/\($0)" }, form: "overall=2", hailong)
        #expect(statuses == Array(repeating: "303", count: 64))
        #expect(server.stop() == 0)
        // strace writes its last lines after the program has ended.
        var text = ""
        for _ in 0..<100 where !text.hasSuffix("+++\n") {
            Thread.sleep(forTimeInterval: 0.05)
            text = try String(contentsOf: trace, encoding: .utf8)
        }
        let found = SyscallTrace(text)
        #expect(found.isDurable.count == 67 && found.isDurable.allSatisfy { $0 })
        #expect(found.syncs > 3)
    }

    @Test("a reply that is sent before the sync has ended, or after a sync that began too early, is told apart")
    func trace() {
        let sound = SyscallTrace(
            """
            11 read(7, "POST /A", 99) = 7
            12 fdatasync(4 <unfinished ...>
            11 read(8, "POST /B", 99 <unfinished ...>
            12 <... fdatasync resumed>) = 0
            11 <... read resumed>, 99) = 7
            11 write(7, "HTTP/1.1 303 See Other", 20) = 20
            12 fsync(4) = 0
            """)
        #expect(sound.isDurable == [true] && sound.syncs == 2)
        let early = SyscallTrace(
            """
            12 fdatasync(4 <unfinished ...>
            11 recvfrom(8,  <unfinished ...>
            11 <... recvfrom resumed>"POST /B", 99) = 7
            12 <... fdatasync resumed>) = 0
            11 writev(8, [{iov_base="HTTP/1.1 303 See Other"}], 1 <unfinished ...>
            11 <... writev resumed>) = 20
            11 read(9, "POST /C", 99) = 7
            12 fdatasync(4) = -1 EIO (Input/output error)
            11 write(9, "HTTP/1.1 303 See Other", 20) = 20
            11 read(9, "POST /D", 99) = 7
            12 fdatasync(4 <unfinished ...>
            11 write(9, "HTTP/1.1 303 See Other", 20) = 20
            12 <... fdatasync resumed>) = 0
            """)
        #expect(early.isDurable == [false, false, false])
    }
}

extension Server {
    /// Posts to many addresses over as many connections at once; the statuses that came.
    func postAtOnce(_ paths: [String], form: String, _ hailong: Hailong) throws -> [String] {
        let requests = paths.map {
            "url = \"\(address)\($0)\"\ndata = \"\(form)\"\noutput = \"/dev/null\"\n"
                + "max-time = 60\nwrite-out = \"%{http_code}\\n\"\n"
        }
        let name = try hailong.write(requests.joined(separator: "next\n"), to: "posts.curl")
        let curl = Process()
        curl.executableURL = URL(filePath: "/usr/bin/env")
        curl.currentDirectoryURL = hailong.folder
        curl.arguments = ["curl", "-sS", "-Z", "--parallel-immediate", "--parallel-max", "64", "-K", name]
        let pipe = Pipe()
        curl.standardOutput = pipe
        try curl.run()
        let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        curl.waitUntilExit()
        return text.split(separator: "\n").map(String.init)
    }
}
