import Foundation
import Testing

@testable import Survey

@Suite struct CSVReaderTests {
    func read(_ bytes: some Sequence<UInt8>, chunk: Int = .max) throws -> [CSVReader.Record] {
        var reader = CSVReader()
        var records: [CSVReader.Record] = []
        let bytes = Array(bytes)
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, chunk == .max ? bytes.count : start + chunk)
            try reader.read(bytes[start..<end]) { records.append($0) }
            start = end
        }
        try reader.finish { records.append($0) }
        return records
    }

    func fields(_ text: String) throws -> [[String]] { try read(text.utf8).map(\.fields) }

    @Test("commas or semicolons, whichever the header has more of outside quotes")
    func separators() throws {
        #expect(try fields("a,b\n1,2;3\n") == [["a", "b"], ["1", "2;3"]])
        #expect(try fields("a;b\n1,5;2\n") == [["a", "b"], ["1,5", "2"]])
        #expect(try fields("\"x,y,z\";b\n1;2\n") == [["x,y,z", "b"], ["1", "2"]])
        #expect(try fields("a\n1\n") == [["a"], ["1"]])
    }

    @Test("a byte-order mark is not part of the first name")
    func byteOrderMark() throws {
        #expect(
            try read([0xEF, 0xBB, 0xBF] + "code,name\n1,Xã\n".utf8).map(\.fields) == [["code", "name"], ["1", "Xã"]])
        #expect(try read([0xEF, 0xBB, 0xBF] + "\"code\";name".utf8).map(\.fields) == [["code", "name"]])
    }

    @Test("any line ends, blank lines and a missing last one", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(_ end: String) throws {
        let text = ["", "a;b", "1;2", "", "  ", "3;4"].joined(separator: end)
        let records = try read(text.utf8)
        #expect(records.map(\.fields) == [["a", "b"], ["1", "2"], ["3", "4"]])
        #expect(records.map(\.line) == [2, 3, 6])
    }

    @Test(
        "quotes hold separators, line ends and doubled quotes, and lines are counted through them",
        arguments: ["\n", "\r\n", "\r"])
    func quotes(_ end: String) throws {
        let text = "a,b\(end)\"x, \"\"y\"\"\(end)z\",\"\"\(end)1,2\(end)"
        let records = try read(text.utf8)
        #expect(records.map(\.fields) == [["a", "b"], ["x, \"y\"\(end)z", ""], ["1", "2"]])
        #expect(records.map(\.line) == [1, 2, 4])
    }

    @Test("a header may have quoted line breaks, and a quote inside a plain field is a character")
    func oddities() throws {
        #expect(try fields("\"a\nb\";c\n1;2") == [["a\nb", "c"], ["1", "2"]])
        #expect(try fields("a,b\n5\" pipe,2") == [["a", "b"], ["5\" pipe", "2"]])
        #expect(try fields("a,b,c\n,,x\n1,,\n") == [["a", "b", "c"], ["", "", "x"], ["1", "", ""]])
        #expect(try fields("") == [])
        #expect(try fields("\u{FEFF}\n\n") == [])
    }

    @Test("the records do not depend on where the chunks are cut")
    func chunks() throws {
        let text = "\u{FEFF}mã;tên\r\n\"Xã; \"\"Xuân\"\"\r\nHưng\";đ\r\n\r\n1;2\n\"\";3\r4;\"5\""
        let whole = try read(text.utf8)
        #expect(
            whole.map(\.fields) == [
                ["mã", "tên"], ["Xã; \"Xuân\"\r\nHưng", "đ"], ["1", "2"], ["", "3"], ["4", "5"],
            ])
        let bytes = Array(text.utf8)
        for size in 1...bytes.count { #expect(try read(bytes, chunk: size) == whole) }
        for cut in 0...bytes.count {
            var reader = CSVReader()
            var records: [CSVReader.Record] = []
            try reader.read(bytes[..<cut]) { records.append($0) }
            try reader.read(bytes[cut...]) { records.append($0) }
            try reader.finish { records.append($0) }
            #expect(records == whole, "cut at \(cut)")
        }
    }

    @Test("fields come in NFC")
    func normalised() throws {
        let records = try fields("tên\nThủ tục".decomposedStringWithCanonicalMapping)
        #expect(
            Array(records[1][0].unicodeScalars) == Array("Thủ tục".precomposedStringWithCanonicalMapping.unicodeScalars)
        )
    }

    @Test(
        "bytes that are not UTF-8 are refused with their line",
        arguments: [
            [0xFF, 0xFE], [0xC3], [0xE1, 0xBB], [0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80],
        ] as [[UInt8]])
    func notUTF8(_ bad: [UInt8]) throws {
        let error = #expect(throws: SurveyError.self) { try read("a,b\n1,2\n3,".utf8 + bad + "\n5,6\n".utf8) }
        #expect(error?.code == .invalid)
        #expect(error?.message.vi.contains("dòng 3") == true && error?.message.en.contains("line 3") == true)
    }

    @Test("a quote that is never closed is refused with the line on which it opens")
    func unclosed() throws {
        let error = #expect(throws: SurveyError.self) { try read("a,b\n1,2\n3,\"4\n5,6\n".utf8) }
        #expect(error?.message.en.contains("line 3") == true)
    }

    @Test("text after a closing quote is refused with its line")
    func afterQuote() throws {
        let error = #expect(throws: SurveyError.self) { try read("a,b\n\"1\"x,2\n".utf8) }
        #expect(error?.message.en.contains("line 2") == true)
    }

    @Test("what the reader of a record throws stops the reading")
    func stops() throws {
        struct Enough: Error {}
        var reader = CSVReader()
        var seen = 0
        #expect(throws: Enough.self) {
            try reader.read("a\nb\nc\n".utf8) { _ in
                seen += 1
                if seen == 2 { throw Enough() }
            }
        }
        #expect(seen == 2)
    }

    @Test("random tables written by the rules of RFC 4180 read back")
    func randomTables() throws {
        var generator = SeededGenerator(4180)
        let characters: [String] = ["a", "ễ", "\"", ",", ";", "\n", "\r\n", " ", "0", "đ", "😀"]
        for round in 0..<500 {
            let separator = round % 2 == 0 ? "," : ";"
            let width = Int.random(in: 2...5, using: &generator)
            let rows = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                // A first field that is never blank, since blank lines are skipped.
                (0..<width).map { column in
                    (column == 0 ? "x" : "")
                        + (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                            characters[Int.random(in: 0..<characters.count, using: &generator)]
                        }.joined()
                }
            }
            let header = (0..<width).map { "c\($0)" }.joined(separator: separator)
            let body = rows.map { row in
                row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: separator)
            }
            let text = ([header] + body).joined(separator: "\r\n")
            #expect(try Array(fields(text).dropFirst()) == rows)
        }
    }
}
