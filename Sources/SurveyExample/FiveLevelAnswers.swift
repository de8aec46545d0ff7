public import Survey

/// The two months in which the example's office asks the five-level questionnaire, and what its citizens say there.
public struct FiveLevelAnswers: Sendable {
    /// March and April 2026, by the day of completion.
    public static let days = Month(number: 2026 * 12 + 2).firstDay...Month(number: 2026 * 12 + 3).lastDay

    /// The setting `questionnaire` of the example.
    public static let schedule = "three-level/1, five-level/1@\(days.lowerBound), three-level/1@\(days.upperBound + 1)"

    /// The factor that a reason speaks of.
    private static let factors = [
        "time": "result", "attitude": "officials", "guidance": "access", "trips": "procedure", "papers": "procedure",
        "fee": "procedure", "other": "feedback",
    ]

    /// What a citizen with an answer in mind says on five levels.
    static func answer(_ answer: Answer, _ random: inout SplitMix64) -> Answer {
        let level =
            switch answer.overall {
            case "3": random.chance(0.85) ? 5 : 4
            case "2": random.chance(0.88) ? 4 : 3
            default: 3 - random.index(weights: [12, 62, 26])
            }
        let reasons = level <= 2 ? answer["reason"] : []
        let hurt = Set(answer["reason"].compactMap { factors[$0] })
        var values = [Answer.Value(question: "overall", value: String(level))]
        values += reasons.map { Answer.Value(question: "reason", value: $0) }
        // Who tapped once and sent does so here, too.
        let isBrief = Set(answer.values.map(\.question)).isSubset(of: ["overall", "reason"])
        for factor in ["access", "procedure", "officials", "result", "feedback"] where !isBrief {
            guard random.chance(factor == "feedback" ? 0.5 : 0.8) else { continue }
            var own = level
            if hurt.contains(factor) {
                own = max(1, level - 1)
            } else if random.chance(0.3) {
                own = random.chance(0.65) ? min(5, level + 1) : max(1, level - 1)
            }
            values.append(Answer.Value(question: factor, value: String(own)))
        }
        return Answer(questionnaire: "five-level/1", values: values, comment: answer.comment)
    }
}
