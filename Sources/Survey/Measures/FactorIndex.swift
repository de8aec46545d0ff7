/// The SIPAS-style index: per factor, the share of the two top levels of five.
///
/// The ministry's own SIPAS is a sample survey; a local figure is never called SIPAS.
public struct FactorIndex: Sendable, Hashable {
    /// One factor's answers.
    public struct Factor: Sendable, Hashable {
        /// As in the pack: `access`, `procedure`, `officials`, `result`, `feedback`.
        public let code: String
        /// Answers on the two top levels of all answers. Blank answers are none.
        public let count: SatisfiedCount

        /// The share with its interval, nil without answers. Where a factor has several questions, one citizen's answers
        /// to them are alike, and the true interval is wider.
        public var interval: WilsonInterval? { count.interval }

        public var name: Localized { FactorIndex.names[code] ?? Localized(vi: code, en: code) }
    }

    /// In the questionnaire's order.
    public let factors: [Factor]

    /// - Parameters:
    ///   - questionnaire: a pack of five levels with factors.
    ///   - counts: question code → value → number of answers; of this pack only.
    /// - Throws: `SurveyError` (`invalid`) for a pack that has not five levels, or has no factors: answers on different
    ///   scales are never put together.
    public init(_ questionnaire: Questionnaire, counts: [String: [String: Int]]) throws {
        let questions = questionnaire.questions.filter { $0.kind == .level && !$0.factor.isEmpty }
        guard questionnaire.levels.count == 5, questionnaire.satisfiedLevels.count == 2, !questions.isEmpty else {
            throw SurveyError(
                .invalid, vi: "bộ câu hỏi \(questionnaire.name) không phải thang năm mức theo nhân tố",
                en: "the questionnaire \(questionnaire.name) has not five levels over factors")
        }
        var order: [String] = []
        var satisfied: [String: Int] = [:]
        var all: [String: Int] = [:]
        for question in questions {
            if !order.contains(question.factor) { order.append(question.factor) }
            for level in questionnaire.levels {
                let number = max(0, counts[question.code]?[level] ?? 0)
                all[question.factor, default: 0] += number
                if questionnaire.satisfiedLevels.contains(level) { satisfied[question.factor, default: 0] += number }
            }
        }
        factors = order.compactMap { code in
            SatisfiedCount(satisfied: satisfied[code] ?? 0, of: all[code] ?? 0).map { Factor(code: code, count: $0) }
        }
    }

    static let names: [String: Localized] = [
        "access": Localized(vi: "Tiếp cận dịch vụ", en: "Access to the service"),
        "procedure": Localized(vi: "Thủ tục hành chính", en: "Administrative procedure"),
        "officials": Localized(vi: "Công chức", en: "Officials"),
        "result": Localized(vi: "Kết quả", en: "Result"),
        "feedback": Localized(vi: "Phản ánh, kiến nghị", en: "Feedback and complaints"),
    ]

    public static let rule = MeasureRule(
        name: Localized(vi: "Chỉ số theo nhân tố (thang năm mức)", en: "Index by factor (five levels)"),
        rule: Localized(
            vi:
                "Với mỗi nhân tố: số câu trả lời ở hai mức cao nhất trong năm mức chia cho số câu trả lời cho câu đó. Đây là số "
                + "liệu của đơn vị, không phải chỉ số SIPAS do Bộ Nội vụ công bố.",
            en:
                "For each factor: answers on the two top levels of five ÷ answers to that question. A local figure, not "
                + "the SIPAS index that the Ministry of Home Affairs publishes."),
        source: Localized(
            vi: "Theo năm nhân tố của SIPAS; cách tính của phần mềm này",
            en: "After the five factors of SIPAS; this program's own computation"),
        isLegalTextSeen: false)
}
