public import Foundation
public import Survey

/// All questionnaires of a folder, read once at the start.
public struct QuestionnaireLibrary: Sendable {
    /// By name with version: `three-level/1`.
    public let questionnaires: [String: Questionnaire]
    /// By scale, as in `AnswerAtom.scale`: what all packs and versions on it ask and say together.
    private let scales: [String: Questionnaire]

    /// Reads every pack: a file `NAME.vN.json`, and `NAME.vN.LANGUAGE.json` for Vietnamese, English and any other language.
    ///
    /// - Throws: `SurveyError` with the name of the file that is missing or broken, or of the folder when it has no pack.
    public init(folder: URL) throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        var questionnaires: [String: Questionnaire] = [:]
        // `three-level.v1.json` has three parts, its texts `three-level.v1.vi.json` four.
        for name in names.sorted() where name.hasSuffix(".json") && name.split(separator: ".").count == 3 {
            let stem = name.dropLast(".json".count)
            var texts: [Language: Data] = [:]
            let others = names.filter { $0.hasPrefix("\(stem).") && $0.split(separator: ".").count == 4 }
                .compactMap { Language(rawValue: String($0.split(separator: ".")[2])) }
            for language in Language.own + others {
                texts[language] = try QuestionnaireLibrary.read("\(stem).\(language).json", in: folder)
            }
            do {
                let questionnaire = try Questionnaire(
                    structure: QuestionnaireLibrary.read(name, in: folder), texts: texts)
                guard stem == "\(questionnaire.code).v\(questionnaire.version)" else {
                    throw SurveyError(
                        .invalid, vi: "tên tệp khác mã và phiên bản bên trong",
                        en: "the file's name differs from the code and version inside")
                }
                questionnaires[questionnaire.name] = questionnaire
            } catch let error as SurveyError {
                let path = folder.appending(path: name).path
                throw SurveyError(
                    error.code, vi: "\(path): \(error.message.vi)", en: "\(path): \(error.message.en)")
            }
        }
        guard !questionnaires.isEmpty else {
            throw SurveyError(
                .unavailable, vi: "không có bộ câu hỏi nào trong \(folder.path)",
                en: "there is no questionnaire in \(folder.path)")
        }
        self.questionnaires = questionnaires
        scales = Dictionary(grouping: questionnaires.values) { $0.levels.joined(separator: ",") }
            .compactMapValues(Questionnaire.merging)
    }

    public subscript(name: String) -> Questionnaire? { questionnaires[name] }

    /// The packs on a scale as one, for figures that add up their answers; nil for a scale that no pack has.
    ///
    /// - Parameter scale: as in `AnswerAtom.scale`.
    public func pack(scale: String) -> Questionnaire? { scales[scale] }

    /// One pack for each scale, the scale with the fewest levels first.
    public var packsByScale: [Questionnaire] {
        scales.sorted { ($0.value.levels.count, $0.key) < ($1.value.levels.count, $1.key) }.map(\.value)
    }

    private static func read(_ name: String, in folder: URL) throws -> Data {
        let file = folder.appending(path: name)
        guard let data = try? Data(contentsOf: file) else {
            throw SurveyError(
                .unavailable, vi: "không đọc được tệp \(file.path)", en: "cannot read the file \(file.path)")
        }
        return data
    }
}
