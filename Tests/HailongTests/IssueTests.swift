import Foundation
import OwnThread
import Survey
import Testing

@Suite(.ownThread) struct IssueTests {
    @Test(
        "every format begins as its kind of file does",
        arguments: [
            ("png", "\u{89}PNG"), ("svg", "<svg "), ("pdf", "%PDF-"), ("escpos", "\u{1B}@"), ("text", "Trung tâm"),
        ])
    func formats(_ format: String, _ start: String) throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        let bytes = try hailong.must("issue", Example.code(1), "--format", format).bytes
        let expected = format == "png" ? Data([0x89, 0x50, 0x4E, 0x47]) : Data(start.utf8)
        #expect(bytes.starts(with: expected) || String(decoding: bytes.prefix(200), as: UTF8.self).contains(start))
    }

    @Test("without a format the output file's ending tells it")
    func ending() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        for (name, start) in [("slip.pdf", "%PDF-"), ("slip.SVG", "<"), ("slip.escpos", "\u{1B}@")] {
            try hailong.must("issue", Example.code(1), "--output", name)
            let bytes = try Data(contentsOf: hailong.folder.appending(path: name))
            #expect(bytes.starts(with: Data(start.utf8)), "\(name)")
        }
        try hailong.must("issue", Example.code(1), "--output", "slip")
        let bytes = try Data(contentsOf: hailong.folder.appending(path: "slip"))
        #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test("the slips of a file come as one PDF, or as a folder of images, and all count as issued")
    func batch() throws {
        let hailong = try Hailong()
        try hailong.install()
        let file = Example.header + (1...3).map { Example.dossier($0) }.joined()
        try hailong.must("import", "dossiers", "-", input: file)
        try hailong.write(file, to: "list.csv")
        #expect(try hailong.counts()["issued"] == 0)
        try hailong.must("issue", "--from", "list.csv", "--format", "png", "--qr-only", "--output", "slips")
        let token = try hailong.must("token", Example.code(2)).lines[0]
        #expect(try hailong.decode("slips/\(Example.code(2)).png") == token)
        #expect(try hailong.must("issue", "--from", "list.csv", "--paper", "a4").bytes.starts(with: Data("%PDF".utf8)))
        #expect(try hailong.counts()["issued"] == 3)
    }

    private static let usage: [String] = [
        "--from list.csv --format png", "--from list.csv --format svg --output -", "--from list.csv --qr-only",
        "--from list.csv --format escpos --paper a6", "--from list.csv --paper a3", "--from list.csv --dpi 50",
        "--from list.csv --format gif", "\(Example.code(1)) --from list.csv", "",
    ]
    private static let failures: [String] = [
        "--from nowhere.csv", "--from bad.csv", "--from other.csv", "--from empty.csv", "--from list.csv --output .",
        "--from list.csv --output no/such/folder/slips.pdf", "--from list.csv --format png --output list.csv",
    ]

    @Test(
        "wrong usage ends with 64, and what cannot be read, understood or written with 1, before anything is issued",
        arguments: usage.map { ($0, Int32(64)) } + failures.map { ($0, Int32(1)) })
    func nothingHalfDone(_ arguments: String, _ code: Int32) throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        let file = Example.header + (1...3).map { Example.dossier($0) }.joined()
        try hailong.must("import", "dossiers", "-", input: file)
        try hailong.write(file, to: "list.csv")
        try hailong.write(file + "H42,XH-1,1.001193,,\(Example.today),online,early,1\n", to: "bad.csv")
        try hailong.write("code,name\nA,B\n", to: "other.csv")
        try hailong.write("", to: "empty.csv")
        let outcome = try hailong.run(all: ["issue"] + arguments.split(separator: " ").map(String.init))
        #expect(outcome.code == code, "\(outcome.errors)")
        #expect(outcome.bytes.isEmpty && !outcome.errors.isEmpty)
        #expect(try hailong.counts()["issued"] == 0)
    }

    @Test("a dossier that a list names twice gets one slip")
    func repeats() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1) + Example.dossier(2))
        let codes = [1, 2, 1].map { Example.code($0) + "\n" }.joined()
        let text = try hailong.must("issue", "--from", "-", "--format", "text", input: "dossier_code\n" + codes).output
        #expect(text.components(separatedBy: "PHIẾU ĐÁNH GIÁ").count == 3)
    }

    @Test("an expired, a dissolved and an unknown dossier are refused by name, and nothing is written")
    func refusals() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        let rows = [
            Example.dossier(1), Example.dossier(2, on: Example.today - 31), Example.dossier(3, on: Example.today - 91),
        ]
        try hailong.must("import", "dossiers", "-", input: Example.header + rows.joined())
        try hailong.must("purge")
        try hailong.write("dossier_code\n" + (1...4).map { Example.code($0) + "\n" }.joined(), to: "list.csv")
        let outcome = try hailong.run("issue", "--from", "list.csv", "--output", "slips.pdf")
        #expect(outcome.code == 1)
        let code = (1...4).map { "list.csv:\($0 + 1): dossier_code: \"\(Example.code($0))\": " }
        #expect(
            outcome.errors == """
                \(code[1])the slip of \(Example.code(2)) is expired since \((Example.today - 1).written(.english))
                \(code[2])the slip of \(Example.code(3)) is expired
                \(code[3])the dossier \(Example.code(4)) is not registered

                """)
        #expect(!hailong.has("slips.pdf"))
        #expect(try hailong.counts()["issued"] == 0)
    }

    @Test("once a slip is out, another import may not change the dossier")
    func frozen() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        let late = Example.header + Example.dossier(1, timeliness: "late")
        #expect(try hailong.must("import", "dossiers", "-", input: late).output.contains("1 updated"))
        try hailong.must("issue", Example.code(1), "--format", "text")
        let outcome = try hailong.run("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        #expect(outcome.code == 1)
        #expect(outcome.errors.hasPrefix("-:2: dossier_code: \"\(Example.code(1))\": a slip or link was issued"))
    }
}
