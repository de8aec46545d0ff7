import Foundation
import Survey

@testable import SurveyWeb

/// A copy of the folders of templates and style sheets, to which a test adds files as an office would: Khmer is spoken in
/// the south-west, and no file of ours is in it.
final class AddedLanguage: Sendable {
    let folder: URL

    /// The tables that citizens read.
    static let tables = ["citizen", "survey", "thanks", "start", "message", "receipt", "kiosk"]
    /// What the language calls itself.
    static let name = "ភាសាខ្មែរ"

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "language-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for part in ["Templates", "Static"] {
            try FileManager.default.copyItem(
                at: QuestionnaireLibraryTests.root.appending(path: part), to: folder.appending(path: part))
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var configuration: WebConfiguration { WebConfiguration(port: 0, resources: folder) }

    /// Writes tables and packs in the new language: every Vietnamese text letter for letter in another script.
    func add(tables: [String] = AddedLanguage.tables, packs: [String] = ["three-level.v1"]) throws {
        for (part, names) in [("locales", tables), ("questionnaires", packs)] {
            for name in names {
                let text = try read("\(part)/\(name).vi.json")
                let table = try JSONSerialization.jsonObject(with: Data(text.utf8))
                var translated = AddedLanguage.translated(table)
                if name == Locales.frame, var words = translated as? [String: String] {
                    words["language"] = AddedLanguage.name
                    translated = words
                }
                try write(JSONSerialization.data(withJSONObject: translated), to: "\(part)/\(name).km.json")
            }
        }
    }

    /// The words of one Vietnamese text in the new script.
    ///
    /// As long in letters, and three bytes a letter; digits, signs and the gaps between braces stay.
    static func words(_ vietnamese: String) -> String {
        var isGap = false
        return String(
            vietnamese.map { character -> Character in
                if character == "{" { isGap = true }
                if character == "}" { isGap = false }
                guard !isGap, character.isLetter, let scalar = character.unicodeScalars.first else { return character }
                return letters[Int(scalar.value) % letters.count]
            })
    }

    private static let letters = Array("កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអ")

    private static func translated(_ value: Any) -> Any {
        if let text = value as? String { return words(text) }
        return (value as? [String: Any])?.mapValues(translated) ?? value
    }

    func read(_ path: String) throws -> String {
        try String(contentsOf: folder.appending(path: "Templates/\(path)"), encoding: .utf8)
    }

    func write(_ data: Data, to path: String) throws {
        try data.write(to: folder.appending(path: "Templates/\(path)"))
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: folder.appending(path: "Templates/\(path)"))
    }
}
