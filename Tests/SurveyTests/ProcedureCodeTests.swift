import Foundation
import Testing

@testable import Survey

@Suite struct ProcedureCodeTests {
    static let form = #"^\d\.\d{6}(?:\.(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.\d{2})?)?$"#
    static let genuine = [
        "1.001193", "1.010708.000.00.00.H56", "2.002622.H56", "2.002622.H56.18", "1.010708.000.00.00.H56.07",
    ]

    @Test("a code of the national form is taken, and its first eight characters are its key", arguments: genuine)
    func taken(_ text: String) throws {
        let code = try ProcedureCode(text)
        #expect(code.text == text)
        #expect(code.key == String(text.prefix(8)) && code.key.count == 8)
    }

    @Test("a code is trimmed and in upper case")
    func normalised() throws {
        #expect(try ProcedureCode(" 2.002622.h56\n").text == "2.002622.H56")
    }

    @Test(
        "what has not the form is refused",
        arguments: [
            "", "1", "1.", "1.00119", "1.0011933", "11.001193", "1001193", "1.001193.", "1.001193.H5", "1.001193.H566",
            "1.001193.56", "1.001193.HH6", "1.001193.H56.1", "1.001193.H56.123", "1.001193.H56.12.34",
            "1.001193.000.00.00",
            "1.001193.00.00.00.H56", "1.001193.000.00.H56", "1.001193.000.00.00.00.H56", "A.001193", "1.00A193",
            "1,001193",
            "1. 001193", "1.00 1193", "1.001193-H56", "１.001193", "1.001193.Đ56", "1..001193",
        ])
    func refused(_ text: String) {
        let error = #expect(throws: SurveyError.self) { try ProcedureCode(text) }
        #expect(error?.code == .invalid)
    }

    @Test("random mutations of real codes are taken or refused exactly as the written form says")
    func mutations() throws {
        let form = try NSRegularExpression(pattern: ProcedureCodeTests.form)
        var generator = SeededGenerator(1_001_193)
        let alphabet = Array("0123456789AHZ..0")
        var taken = 0
        for round in 0..<60_000 {
            var text = Array(ProcedureCodeTests.genuine[round % ProcedureCodeTests.genuine.count])
            mutate(&text, alphabet, times: 1 + round % 3, &generator)
            let string = String(text)
            let expected = form.firstMatch(in: string, range: NSRange(location: 0, length: string.utf16.count)) != nil
            let isTaken = (try? ProcedureCode(string)) != nil
            #expect(isTaken == expected, "\(string)")
            if isTaken { taken += 1 }
        }
        #expect(taken > 6_000 && taken < 54_000)
    }
}
