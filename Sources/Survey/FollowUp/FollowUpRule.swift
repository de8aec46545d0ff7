/// What the published figures of a closed month say that a unit has to follow up.
public struct FollowUpFinding: Sendable, Hashable {
    public var month: Month
    public var deskID: Desk.ID
    /// The scale of the answers, as in ``AnswerAtom/scale``.
    public var scale: String
    /// The reason's value in the questionnaire, such as `papers`.
    public var reason: String
    /// Dissatisfied answers that gave the reason.
    public var count: Int

    public init(month: Month, deskID: Desk.ID, scale: String, reason: String, count: Int) {
        self.month = month
        self.deskID = deskID
        self.scale = scale
        self.reason = reason
        self.count = count
    }
}

/// Which reasons become items of follow-up, and until when they are answered.
///
/// The rule reads released figures only. A desk whose figures of the month are hidden opens nothing, and neither does a
/// reason that fewer than *k* answers gave: a single citizen is never an item. So an item tells nothing that the desk's
/// own page does not show.
public struct FollowUpRule: Sendable {
    /// Working days until an item is to be answered, counted from the day after it was opened.
    public static let workingDays = 15

    /// How far from today a due day may be moved, in days.
    public static let furthestDue = 90

    /// Who opens items, in the audit trail.
    public static let actor = "service"

    /// How many months back a service that never opened items looks: what is older is history, and no task.
    public static let monthsAtFirst = 3

    /// The question whose values are reasons.
    static let question = "reason"

    private let threshold: Int

    /// - Parameter threshold: the setting `small_cell`.
    public init(threshold: Int) { self.threshold = SmallCellRule(threshold: threshold).threshold }

    /// The findings of a month, by desk and then by the number of answers, the most first.
    ///
    /// - Parameter scales: as in ``AnswerAtom/scale``; each is looked at by itself.
    public func findings(
        of month: Month, in figures: ReleasedFigures, desks: some Sequence<Desk.ID>, scales: [String]
    ) -> [FollowUpFinding] {
        var found: [FollowUpFinding] = []
        for desk in desks.sorted() {
            for scale in scales {
                let table = TableRequest(rows: .desk, period: .month(month), boundaries: .then, scale: scale)
                guard let counts = figures.cell(.desk(desk), in: table)?.counts else { continue }
                let reasons = FollowUpRule.reasons(counts).filter { $0.count >= threshold }
                found += reasons.map {
                    FollowUpFinding(month: month, deskID: desk, scale: scale, reason: $0.reason, count: $0.count)
                }
            }
        }
        return found
    }

    /// Whether the number of an item may still be shown: the threshold may have been raised since.
    public func mayShow(_ finding: FollowUpFinding) -> Bool { finding.count >= threshold }

    /// The reasons in a cell's counts, the most frequent first.
    public static func reasons(_ counts: AnswerCounts) -> [(reason: String, count: Int)] {
        counts.values.compactMap { name, count in
            name.hasPrefix("\(question)=") ? (String(name.dropFirst(question.count + 1)), count) : nil
        }.sorted { $0.count == $1.count ? $0.reason < $1.reason : $0.count > $1.count }
    }
}
