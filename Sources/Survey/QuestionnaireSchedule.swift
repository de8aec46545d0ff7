/// Which questionnaire an office uses from which day on, by the name of each (`three-level/1`).
public struct QuestionnaireSchedule: Sendable, Hashable {
    private var first: String
    private var later: [(from: Day, name: String)]

    public init(first: String) {
        self.first = first
        later = []
    }

    /// Reads `three-level/1, five-level/1@2027-01-01`: the first without a day, later ones each with its first day.
    public init?(_ text: String) {
        var entries = text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }[...]
        guard let first = entries.popFirst(), QuestionnaireSchedule.isName(first) else { return nil }
        self.first = first
        later = []
        for entry in entries {
            let parts = entry.split(separator: "@")
            guard parts.count == 2, QuestionnaireSchedule.isName(String(parts[0])), let day = Day(parts[1]) else {
                return nil
            }
            later.append((day, String(parts[0])))
        }
        later.sort { $0.from < $1.from }
    }

    private static func isName(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && (Int(parts[1]) ?? 0) > 0
    }

    /// The name of the questionnaire that is asked on a day.
    public func name(on day: Day) -> String { later.last { $0.from <= day }?.name ?? first }

    /// Every name in the schedule.
    public var names: [String] { [first] + later.map(\.name) }

    public static func == (a: QuestionnaireSchedule, b: QuestionnaireSchedule) -> Bool {
        a.first == b.first && a.later.elementsEqual(b.later, by: ==)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(first)
        for entry in later {
            hasher.combine(entry.from)
            hasher.combine(entry.name)
        }
    }
}
