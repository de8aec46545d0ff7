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

    @Test("a localised text has one text a language")
    func localised() {
        let text = Localized(vi: "một", en: "one")
        #expect(text[.vietnamese] == "một" && text[.english] == "one")
    }
}
