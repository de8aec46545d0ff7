/// How many of a number of answers are satisfied.
public struct SatisfiedCount: Sendable, Hashable, Codable {
    public let satisfied: Int
    /// All answers, satisfied or not.
    public let n: Int
    /// The scale of the answers, as in ``AnswerAtom/scale``; nil for a share of dossiers, or where no scale is told apart.
    /// Shares on two scales are never compared or added up.
    public let scale: String?

    /// Nil when the counts are impossible: negative, or more satisfied than there are answers.
    public init?(satisfied: Int, of n: Int, scale: String? = nil) {
        guard n >= 0, (0...n).contains(satisfied) else { return nil }
        self.satisfied = satisfied
        self.n = n
        self.scale = scale
    }

    /// Nil when there is no answer.
    public var interval: WilsonInterval? { WilsonInterval(satisfied: satisfied, of: n) }
}
