/// The days on which something holds: from a first day on, up to but not including an end.
public struct Validity: Sendable, Hashable, Codable {
    /// The first day on which it holds; nil when it held before anything that was recorded.
    public var from: Day?
    /// The first day on which it no longer holds; nil while no end is known.
    public var to: Day?

    public init(from: Day? = nil, to: Day? = nil) {
        self.from = from
        self.to = to
    }

    public func contains(_ day: Day) -> Bool {
        if let from, day < from { return false }
        if let to, day >= to { return false }
        return true
    }

    public func overlaps(_ other: Validity) -> Bool {
        if let to, let start = other.from, to <= start { return false }
        if let end = other.to, let from, end <= from { return false }
        return true
    }
}
