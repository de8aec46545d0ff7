import Testing

@testable import Survey

/// Nothing here knows of a database: the domain target has no way to reach one.
@Suite struct TokenTests {
    /// From Python's `hmac` and `hashlib`, following the definition of the survey link and nothing of ours.
    struct Vector: Sendable, CustomTestStringConvertible {
        let secret: String
        let code: String
        let id: UInt64
        let proof: UInt32
        let token: String
        var testDescription: String { "\(code.debugDescription) \(token)" }
    }

    static let ascending = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    static let other = "8P4rdXpFL5VA/RkVyjmxOww5ZoXpKQ3Cktv3MVMd9hM="

    static let vectors = [
        Vector(
            secret: ascending, code: "H40.18-240501-0001", id: 558_530_421_755_738_735, proof: 216_502_580,
            token: "FG2CEPCFZYKF6EF49M"),
        Vector(
            secret: ascending, code: "000.00.18.H40-240501-0001", id: 901_582_629_022_770_891, proof: 163_040_237,
            token: "S0RGKZ9919PB4VFJZD"),
        Vector(
            secret: ascending, code: "H15.50.05.13-261008-0975", id: 803_256_667_800_102_797, proof: 247_388_835,
            token: "P9DXNVXV0SWD7BXPN3"),
        Vector(
            secret: ascending, code: " h40.18-240501-0001\n", id: 558_530_421_755_738_735, proof: 216_502_580,
            token: "FG2CEPCFZYKF6EF49M"),
        Vector(
            secret: ascending, code: "H40-991231-9999999", id: 35_322_542_526_861_297, proof: 365_288_851,
            token: "0ZBXN97Y13ZHAWBQCK"),
        Vector(
            secret: other, code: "H40.18-240501-0001", id: 768_247_676_249_708_771, proof: 299_329_236,
            token: "NAAX63S646738XESPM"),
        Vector(
            secret: other, code: "H15.50.05.13-261008-0975", id: 518_965_607_714_957_647, proof: 223_215_680,
            token: "ECXWF1X7XAAF6MW020"),
    ]

    @Test("a token is the one that an independent implementation computes", arguments: vectors)
    func vector(_ vector: Vector) throws {
        let secret = try KeyRing(text: vector.secret).newest
        let token = try secret.token(for: DossierCode(vector.code))
        #expect(token.text == vector.token)
        #expect(token.id.value == vector.id)
        #expect(token.proof == vector.proof)
        #expect(try Token(vector.token) == token)
        #expect(secret.token(for: token.id) == token)
    }

    @Test("a token reads back from either case, with spaces and hyphens anywhere, I and L for 1, O for 0")
    func reading() throws {
        let token = try Token("01ABCD-EFGH01-JKMNPQ")
        for text in [
            "01ABCDEFGH01JKMNPQ", "01abcdefgh01jkmnpq", "01AbCd EfGh01 jKmNpQ", "-0-1ABCDEFGH01JKMNPQ  ",
            "OIABCDEFGHOLJKMNPQ", "oiabcdefgholjkmnpq", "olabcd-efghoi-jkmnpq", "0 1 A B C D E F G H 0 1 J K M N P Q",
        ] {
            #expect(try Token(text) == token, "\(text)")
        }
        #expect(token.text == "01ABCDEFGH01JKMNPQ")
        #expect(token.grouped == "01ABCD-EFGH01-JKMNPQ")
    }

    @Test("the lowest and the highest token read back")
    func extremes() throws {
        let lowest = try Token("000000000000000000")
        #expect(lowest.id.value == 0 && lowest.proof == 0)
        let highest = try Token("ZZZZZZZZZZZZZZZZZZ")
        #expect(highest.id.value == 1 << 60 - 1 && highest.proof == 1 << 30 - 1)
        #expect(highest.text == "ZZZZZZZZZZZZZZZZZZ")
    }

    @Test(
        "a text with a character outside the alphabet is refused with that character",
        arguments: [
            ("UFCDEFGHJKMNPQRSTV", Character("U")), ("0ABCDEFGHJKMNPQRSu", "u"), ("0ABCDEFGHJKMNPQRS!", "!"),
            ("0ABCDEFGHJKMNPQRSđ", "đ"), ("０ABCDEFGHJKMNPQRST", "０"), ("0ABCDEFGHJKMNPQRS\u{301}T", "S\u{301}"),
            ("0ABCDEFGHJKMNPQRS\u{200B}T", "\u{200B}"), ("0ABCDE\tFGHJKMNPQRST", "\t"),
            ("0ABCDE\r\nFGHJKMNPQRS", "\r\n"),
            ("../../etc/passwd00", "."),
        ])
    func badCharacter(_ text: String, _ character: Character) {
        #expect(throws: Token.Malformed.character(character)) { try Token(text) }
    }

    @Test("a text of another length is refused with its length", arguments: [0, 1, 12, 17, 19, 36, 5000])
    func badLength(_ length: Int) {
        #expect(throws: Token.Malformed.length(length)) { try Token(String(repeating: "7", count: length)) }
    }

    @Test("hyphens and spaces alone are no token")
    func onlySeparators() {
        #expect(throws: Token.Malformed.length(0)) { try Token(" - - ") }
    }

    @Test("a dossier id has 60 bits")
    func idRange() {
        #expect(DossierID(1 << 60) == nil)
        #expect(DossierID(1 << 60 - 1)?.value == 1 << 60 - 1)
        #expect(DossierID(0)?.value == 0)
    }

    @Test("a forged, mistyped or truncated token is refused by the key alone")
    func forged() throws {
        let ring = try KeyRing(text: TokenTests.ascending + "\n" + TokenTests.other)
        let genuine = try ring.newest.token(for: DossierCode("H40.18-240501-0001"))
        #expect(ring.accepts(genuine))
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        let characters = Array(genuine.text)
        // Every one of the 18 × 31 ways to mistype one character.
        for position in characters.indices {
            for character in alphabet where character != characters[position] {
                var text = characters
                text[position] = character
                #expect(try !ring.accepts(Token(String(text))))
            }
        }
        // Two neighbours swapped.
        for position in 0..<17 where characters[position] != characters[position + 1] {
            var text = characters
            text.swapAt(position, position + 1)
            #expect(try !ring.accepts(Token(String(text))))
        }
        for length in 0..<18 {
            #expect(throws: Token.Malformed.self) { try Token(String(characters.prefix(length))) }
        }
    }

    @Test("a guess at random is not accepted")
    func guesses() throws {
        let ring = try KeyRing(text: TokenTests.ascending)
        var generator = SeededGenerator(7)
        for _ in 0..<20_000 {
            let id = try #require(DossierID(generator.next() >> 4))
            #expect(!ring.accepts(Token(id: id, proof: UInt32(generator.next() >> 34))))
        }
    }
}
