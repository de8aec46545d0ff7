import Foundation
import Survey

/// The texts of all pages in all languages: `Templates/locales/NAME.LANGUAGE.json`, each a flat table of key and text.
struct Locales: Sendable {
    private let texts: [String: [Language: [String: String]]]

    /// - Throws: `SurveyError` with the name of the file that is missing, malformed, or lacks what another language has.
    init(folder: URL) throws {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let names = Set(
            files.filter { $0.hasSuffix(".json") }.compactMap { $0.split(separator: ".").first.map(String.init) })
        var texts: [String: [Language: [String: String]]] = [:]
        for name in names {
            for language in Language.allCases {
                texts[name, default: [:]][language] = try Locales.read("\(name).\(language.rawValue).json", in: folder)
            }
            let keys = Set(texts[name]?.values.flatMap(\.keys) ?? [])
            for (language, table) in texts[name] ?? [:] where Set(table.keys) != keys {
                let missing = keys.subtracting(table.keys).sorted().joined(separator: ", ")
                let file = "\(folder.path)/\(name).\(language.rawValue).json"
                throw SurveyError(.unavailable, vi: "\(file) thiếu: \(missing)", en: "\(file) lacks: \(missing)")
            }
        }
        self.texts = texts
    }

    /// The texts of one table; nil when there is no such table.
    func texts(_ name: String, _ language: Language) -> Texts? {
        texts[name]?[language].map { Texts(language: language, table: $0) }
    }

    private static func read(_ name: String, in folder: URL) throws -> [String: String] {
        let file = folder.appending(path: name)
        guard let data = try? Data(contentsOf: file),
            let table = try? JSONDecoder().decode([String: String].self, from: data)
        else {
            throw SurveyError(
                .unavailable, vi: "không đọc được tệp \(file.path)", en: "cannot read the file \(file.path)")
        }
        return table
    }
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
