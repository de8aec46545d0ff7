import Testing

@testable import Survey

@Suite struct LanguageTests {
    @Test(
        "the language is the best of the browser's that is spoken here, Vietnamese when there is none",
        arguments: [
            ("", Language.vietnamese), ("vi", .vietnamese), ("en", .english), ("en-GB,en;q=0.9,vi;q=0.8", .english),
            ("vi-VN,vi;q=0.9,en;q=0.8", .vietnamese), ("fr,en;q=0.5,vi;q=0.4", .english), ("fr-FR,de", .vietnamese),
            ("*", .vietnamese), ("en;q=0.1,vi;q=0.2", .vietnamese), ("en;q=0,vi;q=0.1", .vietnamese),
            ("en;q=0", .vietnamese),
            ("EN-us", .english), ("en ; q = 0.5 , vi ; q = 0.4", .english), ("en;Q=0.3,vi;q=0.4", .vietnamese),
            ("en,vi", .english), ("vi,en", .vietnamese), ("english", .vietnamese), ("en;q=x", .english),
            (",,;;q=1,", .vietnamese),
            ("-en", .english), ("en;level=1;q=0.2,vi;q=0.3", .vietnamese), ("en;q=nan,vi;q=0.1", .vietnamese),
        ])
    func acceptLanguage(_ header: String, _ expected: Language) {
        #expect(Language(acceptLanguage: header) == expected)
    }

    @Test("a language that texts were added for is chosen where it is offered, and passed over where it is not")
    func added() throws {
        let khmer = try #require(Language(rawValue: "km"))
        let header = "km-KH,km;q=0.9,en;q=0.8"
        #expect(Language(acceptLanguage: header, among: Language.own + [khmer]) == khmer)
        #expect(Language(acceptLanguage: header) == .english)
        #expect(Language(acceptLanguage: "km", among: [.vietnamese]) == .vietnamese)
    }

    @Test("a language's code is two or three lower-case letters", arguments: ["", "k", "KM", "khmr", "k1", "k-", "ខ្"])
    func malformed(_ code: String) {
        #expect(Language(rawValue: code) == nil)
    }

    @Test("the program's own words are in English for English, and in Vietnamese for every other language")
    func localised() throws {
        let text = Localized(vi: "một", en: "one")
        let khmer = try #require(Language(rawValue: "km"))
        #expect(text[.vietnamese] == "một" && text[.english] == "one" && text[khmer] == "một")
        let day = try #require(Day("2026-05-01"))
        #expect(day.written(khmer) == "01/05/2026" && day.written(.english) == "1 May 2026")
    }
}
