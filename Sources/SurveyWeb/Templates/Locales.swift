import Foundation
import Survey

/// The texts of all pages in all languages: `Templates/locales/NAME.LANGUAGE.json`, each a flat table of key and text.
///
/// Vietnamese and English have every table. Another language has those that somebody wrote for it, first of all the frame
/// of the citizens' pages, with its own name in it. A table is whole or not there, so that every page is in one language.
struct Locales: Sendable {
    /// Those that a citizen can choose from, Vietnamese and English first.
    let languages: [Language]
    private let texts: [String: [Language: Texts]]

    /// The table of what surrounds a citizen's page.
    static let frame = "citizen"

    /// - Throws: `SurveyError` with the name of the file that is missing, malformed, or other than the Vietnamese one.
    init(folder: URL) throws {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        var tables: [String: [Language: LocaleFile]] = [:]
        var languages = Set(Language.own)
        for file in files.sorted() where file.hasSuffix(".json") {
            let parts = file.split(separator: ".").map(String.init)
            guard parts.count == 3, let language = Language(rawValue: parts[1]) else {
                throw SurveyError(
                    .unavailable, vi: "\(folder.path)/\(file): tên tệp phải là TÊN.NGÔN_NGỮ.json",
                    en: "\(folder.path)/\(file) is not named NAME.LANGUAGE.json")
            }
            tables[parts[0], default: [:]][language] = try LocaleFile(folder, parts[0], language)
            languages.insert(language)
        }
        for name in tables.keys {
            for language in name == Locales.frame ? languages : Set(Language.own) where tables[name]?[language] == nil {
                // It says that the file cannot be read.
                tables[name]?[language] = try LocaleFile(folder, name, language)
            }
            guard let model = tables[name]?[.vietnamese]?.texts else { continue }
            for file in (tables[name] ?? [:]).values { try file.check(against: model) }
        }
        let others = languages.subtracting(Language.own).sorted { $0.rawValue < $1.rawValue }
        self.languages = Language.own + others
        texts = tables.mapValues { $0.mapValues(\.texts) }
    }

    /// The texts of one table, in Vietnamese when they are not there in the language; nil when there is no such table.
    func texts(_ name: String, _ language: Language) -> Texts? { texts[name]?[language] ?? texts[name]?[.vietnamese] }

    /// The languages that a table is there in, in the order of ``languages``.
    func languages(of name: String) -> [Language] { languages.filter { texts[name]?[$0] != nil } }
}

/// One table of texts in one language.
struct Texts: Sendable {
    let language: Language
    /// For templates, whose tags are `{{t.key}}`.
    let table: [String: String]

    /// A text; one that is missing shows its key between ⟦ and ⟧, which no test lets pass.
    subscript(key: String) -> String { table[key] ?? "⟦\(key)⟧" }

    /// A text with its gaps, written `{name}`, filled.
    func filled(_ key: String, _ values: KeyValuePairs<String, String>) -> String {
        values.reduce(self[key]) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}
