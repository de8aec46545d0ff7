import Foundation
import Testing

@testable import Survey

@Suite struct DossierCodeTests {
    /// As the national form is written down.
    static let form =
        #"^(?:\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,3})-\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-\d{4,7}$"#

    static let genuine = [
        "000.00.18.H40-240501-0001", "H40.18-240501-0001", "H15.50.05.13-261008-0975", "H40-240501-0001",
        "H40.1-240501-1234567", "A00.999.9.12-001231-00000",
    ]

    @Test("a code of either national form is taken", arguments: genuine)
    func taken(_ text: String) throws {
        #expect(try DossierCode(text).text == text)
    }

    @Test("a code is trimmed, in upper case and in NFC")
    func normalised() throws {
        for text in ["h40.18-240501-0001", "  H40.18-240501-0001\r\n", "\u{A0}h40.18-240501-0001\u{3000}"] {
            #expect(try DossierCode(text).text == "H40.18-240501-0001")
        }
        // The Kelvin sign is K in NFC.
        #expect(try DossierCode("\u{212A}40.18-240501-0001").text == "K40.18-240501-0001")
    }

    @Test(
        "what has neither form is refused",
        arguments: [
            "", "H40", "H40.18-240501", "H40.18-240501-001", "H40.18-240501-00000001", "H40.18-241301-0001",
            "H40.18-240001-0001", "H40.18-240532-0001", "H40.18-240500-0001", "H4.18-240501-0001",
            "H400.18-240501-0001",
            "40.18-240501-0001", "H40.-240501-0001", "H40.1818-240501-0001", "H40.1.2.3.4-240501-0001",
            "H40..18-240501-0001",
            "000.00.18.H40.18-240501-0001", "00.00.18.H40-240501-0001", "000.0.18.H40-240501-0001",
            "0000.00.18.H40-240501-0001",
            "H40.18 240501 0001", "H40.18-240501-0001-1", "-H40.18-240501-0001", "H40.18--240501-0001",
            "H40.18-24050-0001",
            "H40.18-2405011-0001", "H40.18-24O501-0001", "H40.18-240501-0001\u{0}", "H40.18\n-240501-0001",
            "Đ40.18-240501-0001",
            "H４０.18-240501-0001", "H40.18-240501-٠٠٠١", "HH0.18-240501-0001",
        ])
    func refused(_ text: String) {
        let error = #expect(throws: SurveyError.self) { try DossierCode(text) }
        #expect(error?.code == .invalid)
    }

    @Test("random mutations of real codes are taken or refused exactly as the written form says")
    func mutations() throws {
        let form = try NSRegularExpression(pattern: DossierCodeTests.form)
        var generator = SeededGenerator(20_240_501)
        let alphabet = Array("0123456789AHZ.-0123.-")
        var taken = 0
        for round in 0..<60_000 {
            var text = Array(DossierCodeTests.genuine[round % DossierCodeTests.genuine.count])
            mutate(&text, alphabet, times: 1 + round % 3, &generator)
            let string = String(text)
            let expected = form.firstMatch(in: string, range: NSRange(location: 0, length: string.utf16.count)) != nil
            let isTaken = (try? DossierCode(string)) != nil
            #expect(isTaken == expected, "\(string)")
            if isTaken { taken += 1 }
        }
        // Enough of both kinds for the comparison to mean something.
        #expect(taken > 6_000 && taken < 54_000)
    }
}

/// Replaces, inserts, removes, doubles or swaps characters at random.
func mutate(
    _ text: inout [Character], _ alphabet: [Character], times: Int, _ generator: inout SeededGenerator
) {
    for _ in 0..<times where !text.isEmpty {
        let position = Int.random(in: 0..<text.count, using: &generator)
        let character = alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: text.insert(character, at: position)
        case 1: text.remove(at: position)
        case 2: text.insert(text[position], at: position)
        case 3 where position + 1 < text.count: text.swapAt(position, position + 1)
        default: text[position] = character
        }
    }
}
