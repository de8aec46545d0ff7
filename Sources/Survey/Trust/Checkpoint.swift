/// What the log was at the end of a day: how many answers it holds, and the root over their leaves.
///
/// Printed on the public results and kept elsewhere by whoever wants to: a log that was changed since no longer has it.
public struct Checkpoint: Sendable, Hashable {
    /// The day at whose end it holds, in Vietnam.
    public let day: Day
    /// The number of answers since the beginning, this day's included.
    public let count: Int
    public let root: MerkleHash

    public init(day: Day, count: Int, root: MerkleHash) {
        self.day = day
        self.count = count
        self.root = root
    }

    /// The checkpoint that follows from the one before and a day's leaves, in whatever order they came.
    public init(day: Day, leaves: some Sequence<MerkleHash>, after tree: inout MerkleTree) {
        tree.append(day: leaves)
        self.init(day: day, count: tree.count, root: tree.root)
    }
}

extension Checkpoint: CustomStringConvertible {
    /// As it is published, in one line: `hailong 2026-11-23 1234 <64 hexadecimal digits>`.
    public var description: String { "hailong \(day) \(count) \(root)" }
}
