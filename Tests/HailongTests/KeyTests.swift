import Foundation
import OwnThread
import Testing

@Suite(.ownThread) struct KeyTests {
    @Test(
        "only an import makes a key and a database; the others say where they looked and exit 1",
        arguments: [
            ["report", "--by", "none"], ["export", "answers"], ["setting", "list"], ["user", "list"],
            ["apikey", "list"], ["purge"], ["verify"], ["backup", "copy.sqlite"], ["restore", "copy.sqlite"],
            ["token", "H40.18-240501-0001"],
            ["issue", "H40.18-240501-0001"],
        ])
    func missing(_ arguments: [String]) throws {
        let hailong = try Hailong()
        let outcome = try hailong.run(all: arguments)
        #expect(outcome.code == 1)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains(hailong.folder.appending(path: "hailong.key").path))
        #expect(try FileManager.default.contentsOfDirectory(atPath: hailong.folder.path) == [])
    }

    @Test("an import makes a key and a database that their owner alone may read")
    func made() throws {
        let hailong = try Hailong()
        try hailong.must("import", "communes", "-", "--database", "office.db", input: Example.communes)
        for name in ["office.db", "office.key"] {
            let path = hailong.folder.appending(path: name).path
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test("the environment names the files where no option does")
    func environment() throws {
        let hailong = try Hailong(["HAILONG_DATABASE": "a.sqlite", "HAILONG_KEY": "b.key"])
        try hailong.must("import", "communes", "-", input: Example.communes)
        #expect(hailong.has("a.sqlite") && hailong.has("b.key") && !hailong.has("a.key"))
        try hailong.must("import", "communes", "-", "--database", "c.sqlite", "--key", "d.key", input: Example.communes)
        #expect(hailong.has("c.sqlite") && hailong.has("d.key"))
    }

    @Test("a database whose key file is gone is refused, and gets no new one")
    func lost() throws {
        let hailong = try Hailong()
        try hailong.install()
        try FileManager.default.removeItem(at: hailong.folder.appending(path: "hailong.key"))
        let outcome = try hailong.run("import", "communes", "-", input: Example.communes)
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("hailong.key"))
        #expect(!hailong.has("hailong.key"))
    }

    @Test("a key file that shares no secret with the database is refused")
    func foreign() throws {
        let hailong = try Hailong(["LANG": "en_GB.UTF-8"])
        try hailong.install()
        try hailong.write(Data(repeating: 9, count: 32).base64EncodedString(), to: "other.key")
        let outcome = try hailong.run("report", "--by", "none", "--key", "other.key")
        #expect(outcome.code == 1)
        #expect(outcome.errors == "the key file is not that of the database hailong.sqlite: they share no secret\n")
    }

    @Test(
        "after a rotation links are of the newest secret, and a known dossier's slip of the one that it was registered under"
    )
    func rotation() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        let before = try hailong.must("token", Example.code(1)).output
        let key = hailong.folder.appending(path: "hailong.key")
        let old = try String(contentsOf: key, encoding: .utf8)
        try Data(old.utf8).write(to: hailong.folder.appending(path: "old.key"))
        let newest = Data(repeating: 9, count: 32).base64EncodedString()
        try Data("# newest first\n\(newest)\n\(old)".utf8).write(to: key)

        // What leads nowhere now, what the slip has, and how the same is computed elsewhere.
        let after = try hailong.must("token", Example.code(1)).output
        #expect(after != before)
        #expect(try slip(1, hailong).contains(grouped(before)))
        #expect(try hailong.must("token", Example.code(1), "--key", "old.key").output == before)

        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(2))
        #expect(try slip(2, hailong).contains(grouped(hailong.must("token", Example.code(2)).output)))
    }

    private func slip(_ number: Int, _ hailong: Hailong) throws -> String {
        try hailong.must("issue", Example.code(number), "--format", "text").output
    }

    /// The code at a link's end, as slips have it.
    private func grouped(_ link: String) -> String {
        let code = Array(link.trimmingCharacters(in: .whitespacesAndNewlines).suffix(18))
        return stride(from: 0, to: 18, by: 6).map { String(code[$0..<$0 + 6]) }.joined(separator: "-")
    }

    @Test(
        "an empty file is no database: no command takes it for one, and it stays empty",
        arguments: [
            ["import", "communes", "-"], ["serve", "--port", "0"], ["demo", "--no-serve"], ["setting", "list"],
            ["verify"], ["restore", "copy.sqlite"], ["backup", "new.sqlite"],
        ])
    func emptyFile(_ arguments: [String]) throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        try hailong.must("backup", "copy.sqlite")
        try hailong.write("", to: "empty.sqlite")
        func files() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: hailong.folder.path).filter { !$0.hasPrefix(".") }
                .sorted()
        }
        let before = try files()
        let outcome = try hailong.run(
            all: arguments + ["--database", "empty.sqlite", "--key", "hailong.key"], input: Example.communes)
        #expect(outcome.code == 1)
        #expect(outcome.errors == "empty.sqlite is not a database; it was left untouched\n")
        #expect(try hailong.text("empty.sqlite") == "")
        #expect(try files() == before)
    }

    @Test("a damaged database is named, and that a backup helps")
    func damaged() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        let file = try FileHandle(forUpdating: hailong.folder.appending(path: "hailong.sqlite"))
        try file.seek(toOffset: 100)
        try file.write(contentsOf: Data(repeating: 0xFF, count: 3_900))
        try file.close()
        let outcome = try hailong.run("setting", "list")
        #expect(outcome.code == 1)
        #expect(outcome.errors == "the database hailong.sqlite is damaged (SQLite 11); restore a backup\n")
    }

    @Test("a file that is no database is refused and stays as it was")
    func noDatabase() throws {
        let hailong = try Hailong()
        try hailong.write("minutes of a meeting", to: "hailong.sqlite")
        let outcome = try hailong.run("import", "communes", "-", input: Example.communes)
        #expect(outcome.code == 1)
        #expect(outcome.errors == "hailong.sqlite không phải là cơ sở dữ liệu; tệp được giữ nguyên\n")
        #expect(try hailong.text("hailong.sqlite") == "minutes of a meeting")
        #expect(!hailong.has("hailong.key"))
    }
}
