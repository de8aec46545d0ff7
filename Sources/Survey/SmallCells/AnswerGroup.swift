/// Some answers, added up.
struct AnswerGroup {
    var answers = 0
    var satisfied = 0
    /// By level, in the order of the scale; empty while there are none.
    var levels: [Int] = []

    /// Whether they are all on one level, or none of them is satisfied.
    var agrees: Bool { satisfied == 0 || levels.contains(answers) }

    static func += (group: inout AnswerGroup, element: CellIndex.Element) {
        group.answers += element.answers
        group.satisfied += element.satisfied
        if group.levels.isEmpty {
            group.levels = element.levels
        } else {
            for i in element.levels.indices { group.levels[i] += element.levels[i] }
        }
    }

    /// Takes away what was shown before.
    static func -= (group: inout AnswerGroup, counts: (counts: AnswerCounts, scale: [Substring])) {
        group.answers -= counts.counts.answers
        group.satisfied -= counts.counts.satisfied
        for (i, level) in counts.scale.enumerated() where group.levels.indices.contains(i) {
            group.levels[i] -= counts.counts.values["overall=\(level)"] ?? 0
        }
    }
}
