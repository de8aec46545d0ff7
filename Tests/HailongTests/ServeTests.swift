import Foundation
import OwnThread
import Survey
import Testing

@Suite(.ownThread) struct ServeTests {
    @Test("a service on a fresh folder makes its key and database, listens, and ends on SIGTERM without an error")
    func fresh() throws {
        let hailong = try Hailong()
        let server = try Server(hailong)
        #expect(server.address.wholeMatch(of: /http:\/\/127\.0\.0\.1:[1-9][0-9]*/) != nil)
        #expect(hailong.has("hailong.sqlite") && hailong.has("hailong.key"))
        #expect(try server.ask("/healthz").status == 200)
        #expect(server.stop() == 0)
    }

    @Test("a folder without templates is named, and the service does not start")
    func noTemplates() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        let outcome = try hailong.run("serve", "--port", "0", "--home", hailong.folder.path)
        #expect(outcome.code == 1)
        #expect(outcome.errors.hasPrefix("there are no Templates and Static in \(hailong.folder.path) "))
        #expect(!hailong.has("hailong.sqlite"))
    }

    @Test("the most talkative log has a line for each thing that happens, and no page, key, code or address in it")
    func traceLog() throws {
        let hailong = try Hailong(["HAILONG_LOG": "trace"])
        try hailong.install()
        try hailong.must("setting", "set", "digest_secret", "một bí mật rất dài")
        let server = try Server(hailong)
        let code = "FG2CEPCFZYKF6EF49M"
        for path in ["/", "/\(code)", "/receipt/\(code)AB", "/api/v1/slips/\(code).png"] { _ = try server.ask(path) }
        #expect(server.stop() == 0)
        let log = try server.log()
        let key = try String(contentsOf: hailong.folder.appending(path: "hailong.key"), encoding: .utf8)
            .split(separator: "\n").last { !$0.hasPrefix("#") }
        #expect(log.contains(" debug ") && log.contains("route=/{token}"))
        #expect(!log.contains(try #require(key)) && !log.contains(code) && !log.contains("bí mật"))
        #expect(!log.contains("<html") && !log.contains("Store("))
        // Where it listens itself, and nobody else.
        let own = server.address.replacing("http://", with: "")
        #expect(!log.replacing(own, with: "").contains(/127\.0\.0\.1:\d/))
        #expect(log.split(separator: "\n").allSatisfy { $0.count < 500 } && log.count < 20_000)
    }

    @Test("a port that is taken, a host that is unknown or elsewhere are said plainly, each by its name")
    func takenPort() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        let server = try Server(hailong)
        let port = String(server.address.split(separator: ":").last ?? "")
        let other = try Hailong(["LANG": "en_US.UTF-8"])
        let outcome = try other.run("serve", "--port", port)
        #expect(outcome.code == 1)
        #expect(outcome.errors == "cannot listen on http://127.0.0.1:\(port): the port is in use\n")
        #expect(server.stop() == 0)
        for (host, reason) in [
            ("nosuch.invalid", "there is no host of that name"), ("192.0.2.1", "this machine has no such address"),
        ] {
            let nowhere = try other.run("serve", "--host", host, "--port", "18099")
            #expect(nowhere.code == 1)
            #expect(nowhere.errors == "cannot listen on http://\(host):18099: \(reason)\n")
        }
    }

    @Test("a service that runs takes up a setting that the command line changes")
    func settings() throws {
        let hailong = try Hailong()
        try hailong.install()
        let server = try Server(hailong)
        try hailong.must("setting", "set", "office_name", "Uỷ ban nhân dân xã Thử")
        Thread.sleep(forTimeInterval: 1.2)
        #expect(try server.ask("/").body.contains("Uỷ ban nhân dân xã Thử"))
        #expect(server.stop() == 0)
    }

    @Test("a service does by itself what retention demands, and closes the days before")
    func nightlyWork() throws {
        let hailong = try Hailong()
        try hailong.install()
        let rows = Example.header + Example.dossier(1, on: Example.today - 91) + Example.dossier(2)
        try hailong.must("import", "dossiers", "-", input: rows)
        let server = try Server(hailong)
        func counts() throws -> String {
            try hailong.sqlite(
                "SELECT (SELECT count(*) FROM dossier), (SELECT count(*) FROM dissolved_dossier), max(day) FROM checkpoint"
            )
        }
        let done = "1|1|\((Example.today - 1).number)\n"
        for _ in 0..<200 {
            if try counts() == done { break }
            Thread.sleep(forTimeInterval: 0.1)
        }
        #expect(try counts() == done)
        #expect(server.stop() == 0)
        #expect(try hailong.must("verify").output == "toàn vẹn\n")
    }

    @Test("a service with a digest folder writes the last week's and month's digests, and ends on SIGTERM as ever")
    func digests() throws {
        let hailong = try Hailong()
        try hailong.install()
        let folder = FileManager.default.temporaryDirectory.appending(path: "digests-\(Int.random(in: 1...99_999))")
        defer { try? FileManager.default.removeItem(at: folder) }
        try hailong.must("setting", "set", "digest_folder", folder.path)
        let server = try Server(hailong)
        var names: [String] = []
        for _ in 0..<200 where names.count < 8 {
            Thread.sleep(forTimeInterval: 0.1)
            names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        }
        #expect(names.count == 8 && names.count { $0.hasSuffix(".vi.html") } == 2)
        #expect(server.stop() == 0)
    }
}
