import Foundation
import OwnThread
import Survey
import Testing

@Suite(.ownThread) struct CareTests {
    @Test("a setting is set, read back alone, and refused with the reason")
    func settings() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        #expect(try hailong.must("setting", "get", "small_cell").output == "5\n")
        try hailong.must("setting", "set", "small_cell", "8")
        #expect(try hailong.must("setting", "get", "small_cell").output == "8\n")
        let bad = try hailong.run("setting", "set", "small_cell", "2")
        #expect(bad.code == 1)
        #expect(bad.errors == "small_cell: must be a whole number from 3 to 100\n")
        #expect(try hailong.run("setting", "get", "colour").errors == "there is no setting “colour”\n")
        let list = try hailong.must("setting", "list").output
        for name in ["office_name", "office_logo", "validity_days", "retention_days", "small_cell", "staff_networks"] {
            #expect(list.contains("\n\(name) "))
        }
    }

    @Test("a setting that names a file or an address is refused at once when it names none, and says which")
    func named() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        try hailong.write("no picture", to: "logo.png")
        for (name, value, reason) in [
            ("office_logo", "nowhere.png", "cannot read the file nowhere.png"),
            ("office_logo", "logo.png", "logo.png: the logo has to be a PNG file"),
            ("digest_webhook", "https://", "must be an http or https address"),
            ("digest_webhook", "https:///hook", "must be an http or https address"),
            ("digest_webhook", "https://a b", "must be an http or https address"),
            ("office_name", "a\u{7}b", "must have 1 to 120 characters, on one line"),
        ] {
            let outcome = try hailong.run("setting", "set", name, value)
            #expect(outcome.code == 1 && outcome.errors == "\(name): \(reason)\n")
        }
        for value in ["https://user:pass@[2001:db8::1]:8443/hook?key=1", "http://127.0.0.1:9000", ""] {
            try hailong.must("setting", "set", "digest_webhook", value)
        }
    }

    @Test("a setting is kept in NFC without blanks around it, and an API key has one name in NFC and NFD")
    func tidied() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        let name = "Trung tâm Phục vụ hành chính công"
        try hailong.must("setting", "set", "office_name", "  \(name.decomposedStringWithCanonicalMapping) ")
        let kept = try hailong.must("setting", "get", "office_name").bytes
        #expect(kept == Data("\(name)\n".precomposedStringWithCanonicalMapping.utf8))
        #expect(try hailong.run("setting", "set", "office_name", "   ").code == 1)
        let key = "khoá".decomposedStringWithCanonicalMapping
        try hailong.must("apikey", "add", key, "--scope", "report")
        try hailong.must("apikey", "revoke", "khoá".precomposedStringWithCanonicalMapping)
    }

    @Test("a secret is read from standard input, and shown by no list, no trail and not by its own name")
    func secret() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        try hailong.must("setting", "set", "digest_secret", "-", input: "a secret that is long enough\n")
        #expect(try hailong.must("setting", "get", "digest_secret").output == "••••••••\n")
        #expect(try !hailong.must("setting", "list").output.contains("long enough"))
        let trail = try hailong.sqlite("SELECT details FROM audit WHERE subject = 'digest_secret'")
        #expect(trail == "{\"value\":\"••••••••\"}\n")
        #expect(try hailong.sqlite("SELECT value FROM setting WHERE name = 'digest_secret'").contains("long enough"))
    }

    @Test("a backup is refused where a file stands, and restores what was there")
    func backup() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        try hailong.must("backup", "copy.sqlite")
        #expect(try hailong.run("backup", "copy.sqlite").errors == "the file copy.sqlite exists already\n")
        let nowhere = try hailong.run("backup", "nodir/copy.sqlite")
        #expect(nowhere.code == 1)
        #expect(nowhere.errors == "nodir/copy.sqlite: the database file cannot be opened (SQLite 14)\n")
        #expect(try hailong.run("restore", ".").errors == ". is a folder, not a database\n")
        #expect(
            try hailong.run("restore", "/dev/null").errors == "/dev/null is not a database; it was left untouched\n")
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(2))
        #expect(try hailong.completed() == 2)
        let restored = try hailong.must("restore", "copy.sqlite")
        #expect(restored.errors == "the former database is kept as hailong.sqlite.before-restore\n")
        #expect(try hailong.completed() == 1)
        #expect(try hailong.must("verify").output == "sound\n")
        let again = try hailong.must("restore", "copy.sqlite")
        #expect(again.errors == "the former database is kept as hailong.sqlite.before-restore-2\n")
    }

    @Test("a database that was changed behind the program's back does not verify")
    func verify() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        #expect(try hailong.must("verify").output == "sound\n")
        try hailong.sqlite("UPDATE audit SET details = 'rows 0' WHERE action = 'import'")
        let outcome = try hailong.run("verify")
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("the audit trail breaks at entry 2"))
    }

    @Test("a purge dissolves what is older than the retention; the figures stay, and a repeated import changes nothing")
    func purge() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        let rows = Example.header + Example.dossier(1, on: Example.today - 91) + Example.dossier(2)
        try hailong.must("import", "dossiers", "-", input: rows)
        #expect(try hailong.must("purge").output == "1 dossier dissolved, 0 comments deleted\n")
        #expect(try hailong.completed() == 2)
        let again = try hailong.must("import", "dossiers", "-", input: rows)
        #expect(again.output == "dossiers: 2 rows, 0 created, 0 updated, 2 unchanged\n")
        let export = try hailong.must("export", "dossiers").lines
        #expect(export.count == 2)
        #expect(export[1] == "\(Example.today),XH-1,1.001193,14122,online,early,1,0,0")
    }

    @Test("an export and an unsuppressed report leave an entry in the audit trail, a published one does not")
    func audit() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("report", "--by", "desk", "--publish")
        try hailong.must("report", "--by", "desk", "--from", "2026-01")
        try hailong.must("export", "answers")
        let trail = try hailong.sqlite(
            "SELECT action, subject, details FROM audit WHERE action NOT IN ('import', 'seal')")
        #expect(
            trail == """
                report|desk|{"note":"2026-01 – …, now"}
                export|answers|{"note":"… – …"}

                """)
    }

    @Test("a failure inside the database is said by its number, without a word of SQL")
    func failure() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        // An index over what is no JSON: every new row fails.
        try hailong.sqlite("CREATE INDEX secret ON setting (json('{' || value))")
        let outcome = try hailong.run("setting", "set", "small_cell", "8")
        #expect(outcome.code == 1)
        #expect(outcome.errors == "hailong.sqlite: database failure (SQLite 1)\n")
    }
}

extension Hailong {
    /// What an intruder with the file does.
    @discardableResult
    func sqlite(_ statement: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sqlite3", folder.appending(path: "hailong.sqlite").path, statement]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }
}
