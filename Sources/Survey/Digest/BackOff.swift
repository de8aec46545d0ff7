/// How long to wait before something that failed is tried again: twice as long each time.
public struct BackOff: Sendable, Hashable {
    public var first: Duration
    /// No wait is longer.
    public var longest: Duration
    /// How often it is tried in all, the first time included.
    public var attempts: Int

    public init(first: Duration = .seconds(2), longest: Duration = .seconds(120), attempts: Int = 8) {
        self.first = first
        self.longest = longest
        self.attempts = attempts
    }

    /// The wait after so many failures, 1 for the first; nil when it is given up.
    public func wait(afterFailure count: Int) -> Duration? {
        guard count < attempts else { return nil }
        var wait = first
        for _ in 1..<max(count, 1) where wait < longest { wait *= 2 }
        return min(wait, longest)
    }
}
