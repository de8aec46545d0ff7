import Foundation
import Survey

/// One file of texts, named in what is said to be wrong with it.
struct LocaleFile {
    let texts: Texts
    private let path: String

    /// - Throws: `SurveyError` when the file is missing, or no flat table of key and text.
    init(_ folder: URL, _ name: String, _ language: Language) throws {
        path = folder.appending(path: "\(name).\(language).json").path
        guard let data = FileManager.default.contents(atPath: path),
            let table = try? JSONDecoder().decode([String: String].self, from: data)
        else {
            throw SurveyError(.unavailable, vi: "không đọc được tệp \(path)", en: "cannot read the file \(path)")
        }
        texts = Texts(language: language, table: table)
    }

    /// Checks that it says what the model says: the same keys, and in each text the same gaps.
    ///
    /// - Throws: `SurveyError` with the file and its keys that are missing, needless or have other gaps.
    func check(against model: Texts) throws {
        let (own, wanted) = (Set(texts.table.keys), Set(model.table.keys))
        let differing = own.intersection(wanted).filter { LocaleFile.gaps(texts[$0]) != LocaleFile.gaps(model[$0]) }
        for (keys, vi, en) in [
            (wanted.subtracting(own), "thiếu", "lacks"), (own.subtracting(wanted), "thừa", "has needless"),
            (differing, "khác các chỗ {…} của", "has other {gaps} in"),
        ] where !keys.isEmpty {
            let list = keys.sorted().joined(separator: ", ")
            throw SurveyError(.unavailable, vi: "\(path) \(vi): \(list)", en: "\(path) \(en): \(list)")
        }
    }

    private static func gaps(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{[A-Za-z]+\}/).map { String($0.output) })
    }
}
