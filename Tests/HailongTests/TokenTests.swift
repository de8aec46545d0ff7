import Foundation
import OwnThread
import Testing

@Suite(.ownThread) struct TokenTests {
    @Test("a link is computed from the key alone, as the known vector has it, and leaves no database")
    func vector() throws {
        let hailong = try Hailong()
        try hailong.write(TokenTests.key, to: "hailong.key")
        let outcome = try hailong.must("token", "h40.18-240501-0001 ", "--public-url", "https://Hailong.Example.vn/")
        #expect(outcome.output == "https://HAILONG.EXAMPLE.VN/2GCYSYH7NY900007W3\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: hailong.folder.path) == ["hailong.key"])
    }

    @Test("a file comes back as it was, with a link behind every row")
    func file() throws {
        let hailong = try Hailong(["HAILONG_PUBLIC_URL": "http://127.0.0.1:9000"])
        try hailong.write(TokenTests.key, to: "hailong.key")
        let text =
            "\u{FEFF}name;dossier_code;note\r\n\"An; \"\"B\"\"\";H40.18-240501-0001;\"two\r\nlines\"\r\n\r\n"
            + "c\"d;000.00.18.H40-240501-0001;"
        try hailong.write(text, to: "list.csv")
        let expected =
            "\u{FEFF}name;dossier_code;note;link\r\n\"An; \"\"B\"\"\";H40.18-240501-0001;\"two\r\nlines\""
            + ";http://127.0.0.1:9000/2GCYSYH7NY900007W3\r\n\r\n"
            + "c\"d;000.00.18.H40-240501-0001;;http://127.0.0.1:9000/XPHN4M8KM4BDV7GE0P"
        #expect(try hailong.must("token", "--from", "list.csv").bytes == Data(expected.utf8))
        #expect(try hailong.must("token", "--from", "-", input: text).bytes == Data(expected.utf8))
    }

    @Test("letters that are not composed, a comma in quotes and a bare line feed stay as they are")
    func ownFile() throws {
        let hailong = try Hailong()
        try hailong.write(TokenTests.key, to: "hailong.key")
        let name = "Nguyễn Thị Hường, xã Xuân Trường".decomposedStringWithCanonicalMapping
        let text = "\"dossier_code\",ten\nH40.18-240501-0001,\"\(name)\"\n"
        let link = "http://127.0.0.1:8080/2GCYSYH7NY900007W3"
        let expected = "\"dossier_code\",ten,link\nH40.18-240501-0001,\"\(name)\",\(link)\n"
        #expect(try hailong.must("token", "--from", "-", input: text).bytes == Data(expected.utf8))
    }

    @Test("every bad code of a file is named, and no link is given")
    func badFile() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.write(TokenTests.key, to: "hailong.key")
        try hailong.write("a,dossier_code\n1,H40.18-240501-0001\n2,H40\n3\n", to: "list.csv")
        let outcome = try hailong.run("token", "--from", "list.csv")
        #expect(outcome.code == 1)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("list.csv:3: dossier_code: \"H40\": not a dossier code"))
        #expect(outcome.errors.contains("list.csv:4: the row has 1 field, the header 2"))
    }

    @Test("a single code that is none is named by its value, and cannot steer the terminal")
    func badCode() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.write(TokenTests.key, to: "hailong.key")
        #expect(try hailong.run("token", "H42").errors.hasPrefix("“H42”: not a dossier code, which looks like "))
        #expect(try hailong.run("token", "H\u{1B}[2J").errors.hasPrefix("“H�[2J”: not a dossier code"))
    }

    @Test("a file without codes, or with links already, is refused by its header")
    func badHeader() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.write(TokenTests.key, to: "hailong.key")
        #expect(
            try hailong.run("token", "--from", "-", input: "code\nX\n").errors == "-:1: missing column “dossier_code”\n"
        )
        #expect(
            try hailong.run("token", "--from", "-", input: "dossier_code,link\nX,Y\n").errors
                == "-:1: there is a column “link” already\n")
    }

    /// 32 zero bytes, as in the known-answer vectors of SurveyQR's documentation.
    private static let key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
}
