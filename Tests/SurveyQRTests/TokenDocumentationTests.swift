import Foundation
import OwnThread
import SurveyQR
import Testing

/// The article that other systems are built by says what the code does.
@Suite(.ownThread) struct TokenDocumentationTests {
    let article: String

    init() throws {
        article = try String(
            contentsOf: Tool.package.appending(path: "Sources/SurveyQR/SurveyQR.docc/Tokens.md"), encoding: .utf8)
    }

    @Test("every known answer in the documentation is what the library answers")
    func knownAnswers() throws {
        let rows = try rows(under: "Known answers")
        #expect(rows.count >= 18)
        var codes: Set<String> = []
        for row in rows {
            try #require(row.count == 5)
            let secret = try KeyRing(text: row[0]).newest
            let code = try DossierCode(unescaped(row[1]))
            let token = secret.token(for: code)
            #expect(token.text == row[4], "\(row[1])")
            #expect(token.id.value == UInt64(row[2], radix: 16), "\(row[1])")
            #expect(token.proof == UInt32(row[3], radix: 16), "\(row[1])")
            codes.insert(code.text)
        }
        #expect(Set(rows.map { $0[0] }).count >= 3)
        #expect(codes.contains { $0.hasPrefix("000.") } && codes.contains { $0.hasPrefix("H40.") })
        #expect(rows.contains { $0[1].contains("\\u{") } && rows.contains { $0[1] != $0[1].uppercased() })
    }

    @Test("the Python of the documentation makes the same tokens")
    func python() throws {
        let program = try block("python")
        let calls = try rows(under: "Known answers").map { row in
            "print(token(base64.b64decode('\(row[0])'), '\(pythonEscaped(row[1]))'))"
        }
        let output = try Tool.run("python3", ["-c", ([program] + calls).joined(separator: "\n")])
        let expected = try rows(under: "Known answers").map { $0[4] }
        #expect(String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init) == expected)
    }

    @Test("after a rotation the key file of the documentation makes, accepts and refuses the tokens that it says")
    func rotation() throws {
        let keys = try KeyRing(text: block("keyfile"))
        let rows = try rows(under: "After a new secret was added")
        let code = try DossierCode("H40.18-240501-0001")
        try #require(rows.count == 3 && keys.secrets.count == 2)
        #expect(keys.newest.token(for: code).text == rows[0][1])
        #expect(keys.secrets[1].token(for: code).text == rows[1][1])
        #expect(try keys.accepts(Token(rows[0][1])) && keys.accepts(Token(rows[1][1])))
        #expect(try keys.accepts(Token(rows[2][1])) == false)
        #expect(try keys.secret(of: Token(rows[1][1]))?.fingerprint == keys.secrets[1].fingerprint)
    }

    /// The cells of the table in a section, without their code marks.
    private func rows(under heading: String) throws -> [[String]] {
        let start = try #require(article.range(of: "## \(heading)\n")).upperBound
        let section = article[start...].components(separatedBy: "\n## ")[0]
        return section.split(separator: "\n").filter { $0.hasPrefix("|") }.dropFirst(2).map { line in
            line.split(separator: "|").map {
                $0.trimmingCharacters(in: .whitespaces).trimmingCharacters(in: ["`"])
            }
        }
    }

    /// The code listing of a language.
    private func block(_ language: String) throws -> String {
        let start = try #require(article.range(of: "```\(language)\n")).upperBound
        return article[start...].components(separatedBy: "```")[0]
    }

    private func unescaped(_ text: String) -> String {
        text.replacing(/\\u\{([0-9A-F]{4})\}/) { match in
            UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
        }
    }

    private func pythonEscaped(_ text: String) -> String {
        text.replacing(/\\u\{([0-9A-F]{4})\}/) { "\\u\($0.1)" }
    }
}
