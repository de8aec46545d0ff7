/// What has been published so far: every figure ever shown is a sum over its steps.
///
/// The store keeps it and hands it back to ``SmallCellRule/release(of:after:catalogue:on:)``; it is as secret as the
/// tallies. A step never changes once it is there.
public struct Release: Sendable, Codable {
    /// Answers that arrived since the step before, in the finest cells.
    public struct Step: Sendable, Codable {
        public struct Entry: Sendable, Codable {
            public var atom: AnswerAtom
            public var counts: AnswerCounts
        }
        public internal(set) var day: Day
        public internal(set) var entries: [Entry]
        /// Dossiers that first stood behind the figures, answered or not.
        public internal(set) var dossiers: [DossierAtom]
    }

    public internal(set) var steps: [Step] = []
    /// A cell's name → the steps (ascending) after which its figure was shown anew.
    public internal(set) var shown: [String: [Int]] = [:]

    public init() {}

    /// Everything that has gone into the steps.
    var answers: [AnswerAtom: AnswerCounts] {
        var sums: [AnswerAtom: AnswerCounts] = [:]
        for step in steps {
            for entry in step.entries { sums[entry.atom, default: AnswerCounts()] += entry.counts }
        }
        return sums
    }
}

/// The figures of a cell that may be shown.
public struct ShownCell: Sendable, Hashable {
    public var counts: AnswerCounts
    /// The day of the figures: a cell that has moved by too little since then still shows them.
    public var asOf: Day
    /// Whether newer answers wait for the cell's next step.
    public var isCurrent: Bool
    /// The step that it was last shown after.
    let step: Int
}
