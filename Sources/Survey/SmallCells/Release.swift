/// What has been published so far: every figure ever shown is a sum over its steps.
///
/// It lives in memory only: its steps tell in which order answers came, which no file may. What is kept is what was shown,
/// which everybody knows (``ShownCell``). A step never changes once it is there.
public struct Release: Sendable {
    /// Answers that arrived since the step before, in the finest cells.
    public struct Step: Sendable {
        public struct Entry: Sendable {
            public var atom: AnswerAtom
            public var counts: AnswerCounts
        }
        public internal(set) var day: Day
        public internal(set) var entries: [Entry]
        /// Dossiers that first stood behind the figures, answered or not.
        public internal(set) var dossiers: [DossierAtom]
        /// The finest cells whose dossiers were all answered when the step was made.
        var full: Set<DossierAtom> = []
    }

    public internal(set) var steps: [Step] = []
    /// A cell's name → the steps (ascending) after which its figure was shown anew.
    public internal(set) var shown: [String: [Int]] = [:]

    /// Cells from before a restart that had not moved by the first step since.
    var stillTrue: Set<String> = []

    /// What was shown before a restart, by the cell's name; the steps behind it are forgotten.
    let former: [String: ShownCell]

    /// - Parameter former: what was shown before a restart, or by another process (``ReleasedFigures/shown``). Whatever of
    ///   it still is true stays shown and counts as known; the rest stays as it was until it has moved by a whole step.
    public init(resuming former: [String: ShownCell] = [:]) {
        self.former = former
    }

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
public struct ShownCell: Sendable, Hashable, Codable {
    public var counts: AnswerCounts
    /// The day of the figures: a cell that has moved by too little since then still shows them.
    public var asOf: Day
    /// Whether no newer answers wait for the cell's next step; shown to nobody.
    public var isCurrent: Bool
    /// The dossiers that were completed when the figures were made, which their response rate is of; nil: not known.
    public var completed: Int?
    /// The periods whose shown figures these are the sum of; empty for a cell's own.
    public var parts: [Period] = []

    public init(counts: AnswerCounts, asOf: Day, isCurrent: Bool, completed: Int? = nil) {
        self.counts = counts
        self.asOf = asOf
        self.isCurrent = isCurrent
        self.completed = completed
    }

    /// A sum is never kept: it follows from what is.
    private enum CodingKeys: String, CodingKey { case counts, asOf, isCurrent, completed }
}
