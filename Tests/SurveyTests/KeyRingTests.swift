import Crypto
import Foundation
import Testing

@testable import Survey

@Suite struct KeyRingTests {
    let first = TokenTests.ascending
    let second = TokenTests.other

    @Test(
        "a key file has comments, blank lines, spaces around a secret and any line ends",
        arguments: ["\n", "\r\n", "\r"])
    func lines(_ end: String) throws {
        let text = ["# ghi chú", "", "  \(first)\t", "   ", "#\(second)", second, ""].joined(separator: end)
        let ring = try KeyRing(text: text)
        #expect(ring.secrets.count == 2)
        #expect(try ring.newest.fingerprint == KeyRing(text: first).newest.fingerprint)
        #expect(try ring.secrets[1].fingerprint == KeyRing(text: second).newest.fingerprint)
    }

    @Test("a key file saved with a byte-order mark is read")
    func byteOrderMark() throws {
        #expect(try KeyRing(text: "\u{FEFF}# c\n\(first)").secrets.count == 1)
        #expect(try KeyRing(text: "\u{FEFF}\(first)").secrets.count == 1)
    }

    @Test(
        "a line that is not 32 bytes in base64 is named",
        arguments: [
            "not base64", "AAAA", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gIQ==",
            "\(TokenTests.ascending) # note",
        ])
    func badLine(_ line: String) {
        let error = #expect(throws: SurveyError.self) { try KeyRing(text: "# c\r\n\(first)\r\n\r\n\(line)\r\n") }
        #expect(error?.code == .invalid)
        #expect(error?.message.vi.contains("dòng 4") == true)
        #expect(error?.message.en.contains("line 4") == true)
        // What was in the file is nobody's to read in a message.
        #expect(error?.message.en.contains(line) == false)
    }

    @Test("a key file without a secret is refused", arguments: ["", "\n\n", "# only a comment\n"])
    func empty(_ text: String) {
        #expect(throws: SurveyError.self) { try KeyRing(text: text) }
    }

    @Test("a new key file reads back as one secret, and the next one is another")
    func newFile() throws {
        var generator = SystemRandomNumberGenerator()
        let one = try KeyRing(text: KeyRing.newFileText(using: &generator))
        let two = try KeyRing(text: KeyRing.newFileText(using: &generator))
        #expect(one.secrets.count == 1)
        #expect(one.newest.fingerprint != two.newest.fingerprint)
    }

    @Test("fingerprint and named keys are HKDF-SHA256 with an empty salt, as Python computes it")
    func derivation() throws {
        let secret = try KeyRing(text: first).newest
        #expect(hex(secret.fingerprint) == "b6c93c0d90b24e190167a068933e64b2")
        let key = secret.key(for: "hailong/answer/seal/v1").withUnsafeBytes { Data($0) }
        #expect(hex(key) == "9c5582af34bf3b532d97e2106aa80ebcfaedf8fa808d05b398fe3c5919e974c0")
    }

    @Test("the first secret makes tokens and all verify them; an unknown secret's are refused")
    func rotation() throws {
        let code = try DossierCode("H40.18-240501-0001")
        let old = try KeyRing(text: first)
        let rotated = try KeyRing(text: second + "\n" + first)
        let printedBefore = old.newest.token(for: code)
        let printedAfter = rotated.newest.token(for: code)
        #expect(printedBefore != printedAfter)
        #expect(rotated.secret(of: printedBefore)?.fingerprint == old.newest.fingerprint)
        #expect(rotated.secret(of: printedAfter)?.fingerprint == rotated.newest.fingerprint)
        #expect(old.accepts(printedBefore))
        #expect(!old.accepts(printedAfter))
    }

    @Test("every secret of a long ring finds its own tokens, whichever place it has")
    func anyPlace() throws {
        var generator = SystemRandomNumberGenerator()
        let text = (0..<12).map { _ in KeyRing.newFileText(using: &generator) }.joined()
        let ring = try KeyRing(text: text)
        #expect(ring.secrets.count == 12)
        let code = try DossierCode("H15.50.05.13-261008-0975")
        for secret in ring.secrets {
            #expect(ring.secret(of: secret.token(for: code))?.fingerprint == secret.fingerprint)
        }
    }

    /// The shape, not the clock: a proof that differs in any one bit is refused, the top and the bottom bit alike.
    @Test("a proof that differs in one bit is refused, whichever bit")
    func everyBit() throws {
        let ring = try KeyRing(text: first)
        let token = try ring.newest.token(for: DossierCode("H40.18-240501-0001"))
        for bit in 0..<30 {
            #expect(!ring.accepts(Token(id: token.id, proof: token.proof ^ (1 << UInt32(bit)))))
        }
        for bit in 0..<60 {
            let id = try #require(DossierID(token.id.value ^ (1 << UInt64(bit))))
            #expect(!ring.accepts(Token(id: id, proof: token.proof)))
        }
    }
}

/// Bytes as lower-case hexadecimal.
func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}
