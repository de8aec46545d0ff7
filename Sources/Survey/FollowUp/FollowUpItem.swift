/// A reason for dissatisfaction that enough citizens gave at one desk in one closed month, for the unit above the desk to
/// follow up. It is never about a single citizen: see ``FollowUpRule``.
public struct FollowUpItem: Sendable, Hashable, Identifiable {
    /// One change of state or due day: who, when, and what was said. The first is the item's opening.
    public struct Step: Sendable, Hashable {
        public var state: FollowUpState
        /// Masked like a citizen's comment (``Comment``); empty when nothing was said.
        public var note: String
        /// An account's name, or ``FollowUpRule/actor``.
        public var actor: String
        /// Seconds since 1970-01-01T00:00:00Z.
        public var moment: Int
        /// The new due day, where the step moved it and nothing else.
        public var dueOn: Day?

        public init(state: FollowUpState, note: String, actor: String, moment: Int, dueOn: Day? = nil) {
            self.dueOn = dueOn
            self.state = state
            self.note = note
            self.actor = actor
            self.moment = moment
        }
    }

    public var id: Int
    public var finding: FollowUpFinding
    public var openedOn: Day
    /// The last day for an answer.
    public var dueOn: Day
    public var state: FollowUpState
    /// The oldest first.
    public var steps: [Step]

    public init(
        id: Int, finding: FollowUpFinding, openedOn: Day, dueOn: Day, state: FollowUpState, steps: [Step] = []
    ) {
        self.id = id
        self.finding = finding
        self.openedOn = openedOn
        self.dueOn = dueOn
        self.state = state
        self.steps = steps
    }

    /// Whether the due day has passed without an answer.
    public func isOverdue(on today: Day) -> Bool { state.isPending && dueOn < today }
}
