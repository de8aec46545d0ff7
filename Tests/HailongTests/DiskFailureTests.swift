import Foundation
import OwnThread
import Testing

@Suite(.ownThread) struct DiskFailureTests {
    @Test("a file that cannot grow is a plain page in both languages and half of nothing; later the same slip works")
    func ioError() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        let token = try hailong.must("token", Example.code(1)).lines[0].split(separator: "/").last ?? ""
        // Once without a limit: the service makes its questionnaires known.
        var server = try Server(hailong)
        #expect(server.stop() == 0)
        // No file may grow beyond 32 KiB: that is the log's index, and less than an answer with a comment takes in the log.
        server = try Server(hailong, tool: ["bash", "-c", "trap '' XFSZ; ulimit -f 32; exec \"$0\" \"$@\""])
        let form = ["overall=1", "comment=Chờ lâu quá"]
        let refused = try server.ask("/\(token)", form: form)
        #expect(refused.status == 503)
        #expect(refused.body.contains("Hệ thống đang tạm nghỉ") && !refused.body.contains("SQL"))
        #expect(try server.log().contains("SQLite error 10"))
        #expect(try server.ask("/\(token)").status == 200)
        server.crash()
        #expect(try hailong.must("verify").output == "toàn vẹn\n")
        server = try Server(hailong)
        #expect(try server.ask("/\(token)", form: form).status == 303)
        #expect(server.stop() == 0)
        #expect(try hailong.must("verify").output == "toàn vẹn\n")
    }
}
