public import Foundation

extension Questionnaire {
    /// Reads a pack from the contents of its files.
    ///
    /// - Parameters:
    ///   - structure: `NAME.vN.json`; see `Templates/questionnaires`.
    ///   - texts: `NAME.vN.LANGUAGE.json` of every language; Vietnamese and English must be there.
    /// - Throws: `SurveyError` (`invalid`) that says what is wrong, when a file is no JSON of this kind, a rule of packs is
    ///   broken, or a language lacks words or has some for nothing.
    public init(structure: Data, texts: [Language: Data]) throws {
        let file: StructureFile = try Questionnaire.decode(structure)
        for language in Language.own where texts[language] == nil {
            throw Questionnaire.broken("thiếu ngôn ngữ \(language)", "has no texts in \(language)")
        }
        var decoded: [Language: Texts] = [:]
        for (language, data) in texts { decoded[language] = try Questionnaire.decode(data, in: language) }
        self.init(
            code: file.code, version: file.version, levels: file.levels, satisfiedLevels: file.satisfied_levels,
            questions: file.questions.map { $0.question(levels: file.levels) }, texts: decoded)
        try checkStructure()
        for (language, texts) in decoded.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try check(texts, in: language)
        }
    }

    /// The structure's file, as it is written.
    private struct StructureFile: Decodable {
        struct QuestionFile: Decodable {
            let code: String
            let kind: Question.Kind
            let values: [String]?
            let required: Bool?
            let only_after_overall: [String]?
            let factor: String?

            func question(levels: [String]) -> Question {
                Question(
                    code: code, kind: kind, values: kind == .level ? levels : values ?? [],
                    isRequired: required ?? false, onlyAfterOverall: only_after_overall ?? [], factor: factor ?? "")
            }
        }

        let code: String
        let version: Int
        let levels: [String]
        let satisfied_levels: [String]
        let questions: [QuestionFile]
    }

    /// - Parameter language: whose texts these are; nil for the structure.
    private static func decode<Value: Decodable>(_ data: Data, in language: Language? = nil) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: data)
        } catch let error as DecodingError {
            let (vi, en) = language.map { (" (ngôn ngữ \($0))", " in \($0)") } ?? ("", "")
            throw broken("không đọc được\(vi): \(error)", "cannot be read\(en): \(error)")
        }
    }

    private func checkStructure() throws {
        guard let first = questions.first, first.code == "overall", first.kind == .level,
            questions.filter(\.isRequired).map(\.code) == ["overall"]
        else {
            throw Questionnaire.broken(
                "câu đầu phải là overall, kiểu level, và là câu bắt buộc duy nhất",
                "its first question must be overall, of kind level, and the only one required")
        }
        guard version > 0, Questionnaire.isName(code.replacing("-", with: "_")) else {
            throw Questionnaire.broken("tên hoặc phiên bản không hợp lệ", "its code or version is not valid")
        }
        for question in questions where !Questionnaire.isName(question.code) || ["lang", "via"].contains(question.code)
        {
            throw Questionnaire.broken(
                "mã câu hỏi không hợp lệ: \(question.code)", "is no code for a question: \(question.code)")
        }
        let lists =
            [levels, satisfiedLevels, questions.map(\.code)] + questions.flatMap { [$0.values, $0.onlyAfterOverall] }
        for list in lists where Set(list).count != list.count {
            throw Questionnaire.broken("lặp lại: \(list)", "repeats itself: \(list)")
        }
        guard !satisfiedLevels.isEmpty,
            ([satisfiedLevels] + questions.map(\.onlyAfterOverall)).allSatisfy(Set(levels).isSuperset)
        else {
            throw Questionnaire.broken("có mức không nằm trong levels", "uses a level that is not among its levels")
        }
        for value in questions.flatMap(\.values) where !Questionnaire.isValue(value) {
            throw Questionnaire.broken("có giá trị không hợp lệ: \(value)", "has a value that is none: \(value)")
        }
        for question in questions where question.values.isEmpty != (question.kind == .comment) {
            throw Questionnaire.broken(
                "câu \(question.code) thiếu hoặc thừa values",
                "question \(question.code) lacks values or has needless ones")
        }
    }

    private func check(_ texts: Texts, in language: Language) throws {
        var wanted: Set<String> = Set(levels.map { "levels.\($0)" } + questions.map { "questions.\($0.code)" })
        for question in questions where question.kind == .choice || question.kind == .several {
            wanted.formUnion(question.values.map { "values.\(question.code).\($0)" })
        }
        var found: Set<String> = Set(texts.levels.keys.map { "levels.\($0)" })
        found.formUnion(texts.questions.keys.map { "questions.\($0)" })
        for (code, values) in texts.values { found.formUnion(values.keys.map { "values.\(code).\($0)" }) }
        let missing = wanted.subtracting(found).sorted()
        let surplus = found.subtracting(wanted).sorted()
        guard missing.isEmpty, surplus.isEmpty else {
            throw Questionnaire.broken(
                "\(code).v\(version).\(language).json: thiếu \(missing), thừa \(surplus)",
                "\(code).v\(version).\(language).json lacks \(missing) and has needless \(surplus)")
        }
    }

    private static func isName(_ text: String) -> Bool {
        text.utf8.first.map { (97...122).contains($0) } == true
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_") }
    }

    /// Values stand in pages without quotes.
    private static func isValue(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { isName("a" + String(UnicodeScalar($0))) || (65...90).contains($0) || $0 == 45 }
    }

    private static func broken(_ vi: String, _ en: String) -> SurveyError {
        SurveyError(.invalid, vi: "bộ câu hỏi \(vi)", en: "the questionnaire \(en)")
    }
}
