import Foundation
import Survey
import Testing

@Suite struct CSVWithColumnTests {
    @Test(
        "a file comes back byte for byte with one column behind: either delimiter, any line ends, with or without a mark",
        arguments: [",", ";"], ["\n", "\r\n", "\r"])
    func unchanged(separator: String, lineEnd: String) throws {
        var generator = SeededGenerator(14122)
        let characters = ["a", "ễ", "\"", ",", ";", "\n", "\r\n", "\r", " ", "đ", "Ữ", "0", "😀"]
        for round in 0..<400 {
            func flip() -> Bool { Bool.random(using: &generator) }
            let width = Int.random(in: 2...5, using: &generator)
            let key = Int.random(in: 0..<width, using: &generator)
            // Letters composed or not, as the office's own program writes them.
            let form = { (text: String) in
                round % 2 == 0
                    ? text.decomposedStringWithCanonicalMapping : text.precomposedStringWithCanonicalMapping
            }
            var (text, expected) = (flip() ? "\u{FEFF}" : "", "")
            expected = text
            for row in 0...Int.random(in: 1...6, using: &generator) {
                let fields = (0..<width).map { column -> String in
                    let isKey = column == key
                    let content: String
                    if row == 0 {
                        content = isKey ? "dossier_code" : "tên \(column)"
                    } else if isKey {
                        content = "K\(row)"
                    } else {
                        content = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                            characters.randomElement(using: &generator) ?? "a"
                        }.joined()
                    }
                    let needsQuotes =
                        content.unicodeScalars.contains { ",;\"\r\n".unicodeScalars.contains($0) }
                    guard needsQuotes || flip() else { return form(content) }
                    return "\"" + form(content).replacingOccurrences(of: "\"", with: "\"\"") + "\""
                }
                let line = fields.joined(separator: separator)
                text += line
                expected += line + separator + (row == 0 ? "link" : "L-K\(row)")
                // Blank lines, and rows that a spreadsheet leaves empty, are no records.
                let blank = (flip() ? "" : String(repeating: separator, count: width - 1)) + lineEnd
                let end = lineEnd + (flip() ? "" : blank)
                text += end
                expected += end
            }
            if flip() {
                text += "K9" + String(repeating: separator, count: width - 1)
                expected += "K9" + String(repeating: separator, count: width - 1) + separator + "L-"
                if key == 0 { expected += "K9" }
            }
            let answer = try CSVWithColumn(Data(text.utf8)).appending("link", from: "dossier_code") { "L-" + $0 }
            #expect(answer == Data(expected.utf8), "round \(round): \(text.debugDescription)")
        }
    }

    @Test("a slice of bytes is read like a whole")
    func slice() throws {
        let bytes = Data("xxcode;b\r\n1;2".utf8).dropFirst(2)
        let answer = try CSVWithColumn(bytes).appending("link", from: "code") { $0 }
        #expect(String(decoding: answer, as: UTF8.self) == "code;b;link\r\n1;2;1")
    }

    @Test("every bad row is a problem; a missing column, one that is there already and an empty file are too")
    func problems() throws {
        let file = try CSVWithColumn(Data("a,code\n1,x\n2\n3,y\n".utf8))
        let problems = try #require(
            throws: InputProblems.self,
            performing: {
                try file.appending("link", from: "code") { text in
                    if text == "y" { throw SurveyError(.invalid, vi: "sai", en: "wrong") }
                    return text
                }
            })
        #expect(problems.first.map(\.row) == [3, 4] && problems.first[1].value == "y")
        for (name, column) in [("link", "b"), ("a", "code")] {
            #expect(throws: InputProblems.self) { try file.appending(name, from: column) { $0 } }
        }
        #expect(throws: SurveyError.self) { try CSVWithColumn(Data("\u{FEFF}\r\n".utf8)) }
    }
}
