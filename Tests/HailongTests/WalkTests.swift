import Foundation
import OwnThread
import Survey
import Testing

/// From a completed dossier to a figure, with the built binary, a real decoder, real HTTP and a real crash.
@Suite(.ownThread) struct WalkTests {
    @Test(
        "a dossier is imported, its QR read, its survey answered, and the figure outlives a crash right after the reply"
    )
    func walk() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1) + Example.dossier(2))
        let base = "https://khaosat.example.vn"
        try hailong.must("issue", Example.code(1), "--output", "slip.png", "--public-url", base)
        let link = try hailong.decode("slip.png")
        #expect(link == (try hailong.must("token", Example.code(1), "--public-url", base).lines.first))
        let path = "/" + (link.split(separator: "/").last ?? "")

        var server = try Server(hailong)
        let page = try server.ask(path)
        #expect(page.status == 200)
        #expect(page.body.contains("Đăng ký khai sinh") && page.body.contains("Quầy 1 Xuân Hưng"))
        #expect(try hailong.counts() == ["issued": 1, "answers": 0, "satisfied": 0])
        #expect(try server.ask(path, form: ["overall=3"]).status == 303)
        server.crash()

        #expect(try hailong.counts() == ["issued": 1, "answers": 1, "satisfied": 1])
        server = try Server(hailong)
        #expect(try server.ask(path).status == 410)
        #expect(try server.ask(path, form: ["overall=1"]).status == 409)
        #expect(server.stop() == 0)
        #expect(try hailong.counts() == ["issued": 1, "answers": 1, "satisfied": 1])
        #expect(try hailong.must("verify").output == "toàn vẹn\n")
    }

    @Test("a key that is rotated in between changes no slip of a known dossier, and makes the links of new ones")
    func rotation() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        try hailong.must("issue", Example.code(1), "--qr-only", "--output", "before.png")
        let newest = Data(repeating: 5, count: 32).base64EncodedString()
        try hailong.write(newest + "\n" + Example.key, to: "hailong.key")
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1) + Example.dossier(2))
        try hailong.must("issue", Example.code(1), "--qr-only", "--output", "after.png")
        try hailong.must("issue", Example.code(2), "--qr-only", "--output", "new.png")
        #expect(try hailong.decode("before.png") == hailong.decode("after.png"))
        #expect(try hailong.decode("new.png") == hailong.must("token", Example.code(2)).lines.first)

        let server = try Server(hailong)
        for name in ["before.png", "new.png"] {
            let token = try hailong.decode(name).split(separator: "/").last ?? ""
            #expect(try server.ask("/\(token)").status == 200)
        }
        #expect(server.stop() == 0)
        #expect(try hailong.completed() == 2)
    }
}

extension Hailong {
    /// What a phone reads.
    func decode(_ name: String) throws -> String {
        let zbarimg = Process()
        zbarimg.executableURL = URL(filePath: "/usr/bin/env")
        zbarimg.arguments = ["zbarimg", "--raw", "-q", "--nodbus", folder.appending(path: name).path]
        let pipe = Pipe()
        zbarimg.standardOutput = pipe
        zbarimg.standardError = FileHandle.nullDevice
        try zbarimg.run()
        let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        zbarimg.waitUntilExit()
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func counts() throws -> [String: Int] {
        let report = try must("report", "--by", "none", "--format", "json").bytes
        let json = try JSONSerialization.jsonObject(with: report) as? [String: Any]
        let total = json?["total"] as? [String: Any] ?? [:]
        return ["issued", "answers", "satisfied"].reduce(into: [:]) { $0[$1] = total[$1] as? Int }
    }
}
