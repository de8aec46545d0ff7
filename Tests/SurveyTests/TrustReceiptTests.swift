import Foundation
import Testing

@testable import Survey

@Suite struct TrustReceiptTests {
    let leaf = MerkleHash.leaf(Data("leaf 0".utf8))

    @Test("a receipt names its leaf, as Python computes it")
    func vector() throws {
        let code = ReceiptCode(leaf: leaf)
        #expect(code.text == "3EWQV-K11CD-EMFRK-6H4WN")
        #expect(code.names(leaf) && !code.names(MerkleHash.leaf(Data("leaf 1".utf8))))
        #expect(code.prefix == leaf.data.prefix(10))
    }

    @Test("a receipt reads back from what people write")
    func reading() throws {
        var generator = SeededGenerator(11)
        for _ in 0..<500 {
            let leaf = MerkleHash.leaf(Data((0..<8).map { _ in UInt8.random(in: 0...255, using: &generator) }))
            let code = ReceiptCode(leaf: leaf)
            for text in [
                code.text, code.text.lowercased(), code.text.replacing("-", with: " "),
                code.text.replacing("-", with: ""),
                code.text.replacing("1", with: "l").replacing("0", with: "o"),
                " " + code.text.replacing("1", with: "I"),
            ] {
                #expect(try ReceiptCode(text) == code)
            }
        }
    }

    @Test("a mistyped, cut or lengthened receipt is refused, and so is a survey code")
    func refused() throws {
        let text = ReceiptCode(leaf: leaf).text
        let characters = Array(text)
        for position in characters.indices where characters[position] != "-" {
            for character in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" where character != characters[position] {
                var other = characters
                other[position] = character
                let error = #expect(throws: SurveyError.self) { try ReceiptCode(String(other)) }
                #expect(error?.code == .invalid)
            }
        }
        for bad in [
            "", "U" + text.dropFirst(), text + "0", String(text.dropLast()), "FG2CEP-CFZYKF-6EF49M", "../" + text,
        ] {
            #expect(throws: SurveyError.self) { try ReceiptCode(bad) }
        }
        // And the other way round.
        #expect(throws: Token.Malformed.length(20)) { try Token(text) }
    }
}
