/// What goes with a unit's figure in the published data: reasons, procedures and desks, lateness. It stands beside the
/// figure, and claims to be the cause of nothing.
public struct Evidence: Sendable, Hashable {
    /// A reason and the answers that gave it.
    public struct Reason: Sendable, Hashable {
        public var reason: String
        /// As in ``AnswerAtom/scale``.
        public var scale: String
        public var count: Int

        public init(reason: String, scale: String, count: Int) {
            self.reason = reason
            self.scale = scale
            self.count = count
        }
    }

    /// A procedure at a desk, and how satisfied its citizens were.
    public struct Place: Sendable, Hashable {
        public var deskID: Desk.ID
        public var procedureID: Procedure.ID
        public var count: SatisfiedCount

        public init(deskID: Desk.ID, procedureID: Procedure.ID, count: SatisfiedCount) {
            self.deskID = deskID
            self.procedureID = procedureID
            self.count = count
        }
    }

    /// A procedure and its late dossiers.
    public struct Lateness: Sendable, Hashable {
        public var procedureID: Procedure.ID
        public var late: Int
        public var completed: Int

        public init(procedureID: Procedure.ID, late: Int, completed: Int) {
            self.procedureID = procedureID
            self.late = late
            self.completed = completed
        }
    }

    /// How many of each are named.
    public static let most = 3

    /// Those that at least *k* answers gave, the most frequent first.
    public var reasons: [Reason]
    /// Those whose figures are shown, the lowest share first.
    public var places: [Place]
    /// Those with late dossiers, the most first.
    public var lateness: [Lateness]
    /// Late dossiers of the unit, and all completed.
    public var late: Int
    public var completed: Int

    public init(reasons: [Reason], places: [Place], lateness: [Lateness], late: Int, completed: Int) {
        self.reasons = Array(reasons.prefix(Evidence.most))
        self.places = Array(places.prefix(Evidence.most))
        self.lateness = Array(lateness.prefix(Evidence.most))
        self.late = late
        self.completed = completed
    }
}
