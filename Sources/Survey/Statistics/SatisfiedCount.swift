/// How many of a number of answers are satisfied.
public struct SatisfiedCount: Sendable, Hashable, Codable {
    public let satisfied: Int
    /// All answers, satisfied or not.
    public let n: Int

    /// Nil when the counts are impossible: negative, or more satisfied than there are answers.
    public init?(satisfied: Int, of n: Int) {
        guard n >= 0, (0...n).contains(satisfied) else { return nil }
        self.satisfied = satisfied
        self.n = n
    }

    /// Nil when there is no answer.
    public var interval: WilsonInterval? { WilsonInterval(satisfied: satisfied, of: n) }
}
