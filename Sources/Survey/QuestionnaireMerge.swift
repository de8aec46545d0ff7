extension Questionnaire {
    /// The levels of a dislike: those that do not count as satisfied and lie below the middle of the scale. *Bình thường*, the
    /// middle of five, is none.
    public var dissatisfiedLevels: [String] {
        levels.indices.filter { 2 * $0 > levels.count - 1 }.map { levels[$0] }.filter { !satisfiedLevels.contains($0) }
    }

    /// What packs and versions on one scale ask and say together, so that figures which add them up can be put into words.
    ///
    /// The newest version has the first word, at equal versions the first code: its order, its wording, its kinds. Questions
    /// and values that only older ones have come behind.
    ///
    /// - Returns: nil for no packs, or for packs on several scales.
    public static func merging(_ packs: [Questionnaire]) -> Questionnaire? {
        let packs = packs.sorted { ($0.version, $1.code) > ($1.version, $0.code) }
        guard let newest = packs.first, packs.allSatisfy({ $0.levels == newest.levels }) else { return nil }
        var questions: [Question] = []
        for question in packs.flatMap(\.questions) {
            if let index = questions.firstIndex(where: { $0.code == question.code }) {
                questions[index] = questions[index].with(valuesOf: question)
            } else {
                questions.append(question)
            }
        }
        var texts = newest.texts
        for pack in packs.dropFirst() { texts.merge(pack.texts) { $0.completed(by: $1) } }
        return Questionnaire(
            code: newest.code, version: newest.version, levels: newest.levels, satisfiedLevels: newest.satisfiedLevels,
            questions: questions, texts: texts)
    }
}

extension Questionnaire.Question {
    /// With the values that only an older version has behind its own.
    fileprivate func with(valuesOf older: Questionnaire.Question) -> Questionnaire.Question {
        Questionnaire.Question(
            code: code, kind: kind, values: values + older.values.filter { !values.contains($0) },
            isRequired: isRequired, onlyAfterOverall: onlyAfterOverall, factor: factor)
    }
}

extension Questionnaire.Texts {
    /// With the words that only an older version has.
    fileprivate func completed(by older: Questionnaire.Texts) -> Questionnaire.Texts {
        Questionnaire.Texts(
            title: title, levels: levels.merging(older.levels) { own, _ in own },
            questions: questions.merging(older.questions) { own, _ in own },
            values: values.merging(older.values) { own, other in own.merging(other) { own, _ in own } })
    }
}
