/// A tree over the leaves of the log that only grows (RFC 9162, 2.1): its size, and the roots of its whole subtrees.
///
/// This is the tree's right edge (a *compact range*): at most 64 hashes from which the root follows, whatever the number
/// of leaves. Keep ``count`` and ``peaks`` to go on later without reading the leaves again.
public struct MerkleTree: Sendable, Hashable {
    /// The number of leaves.
    public private(set) var count = 0
    /// The roots of the whole subtrees, the largest first: one for every bit that is set in ``count``.
    public private(set) var peaks: [MerkleHash] = []

    /// The tree without leaves.
    public init() {}

    /// The tree over these leaves, in this order.
    public init(leaves: some Sequence<MerkleHash>) {
        for leaf in leaves { append(leaf) }
    }

    /// A tree to go on with; nil when these cannot be the peaks of so many leaves.
    public init?(count: Int, peaks: [MerkleHash]) {
        guard count >= 0, peaks.count == count.nonzeroBitCount else { return nil }
        self.count = count
        self.peaks = peaks
    }

    /// Adds a leaf, by its hash, at the end.
    public mutating func append(_ leaf: MerkleHash) {
        var hash = leaf
        // Every bit that carries over joins two subtrees of one size.
        for _ in 0..<count.trailingOneBitCount { hash = .node(peaks.removeLast(), hash) }
        peaks.append(hash)
        count += 1
    }

    /// Adds a day's leaves in the order of their hashes, so that the tree does not tell in which order they came.
    public mutating func append(day leaves: some Sequence<MerkleHash>) {
        for leaf in leaves.sorted() { append(leaf) }
    }

    /// The root: of no leaves, SHA-256 of nothing.
    public var root: MerkleHash {
        guard var root = peaks.last else { return .empty }
        for peak in peaks.dropLast().reversed() { root = .node(peak, root) }
        return root
    }
}

extension Int {
    fileprivate var trailingOneBitCount: Int { (~self).trailingZeroBitCount }
}

extension MerkleTree {
    /// The hash of `leaves[range]` as a tree of its own (RFC 9162, 2.1.1); every split is at the largest power of two below.
    static func root(of leaves: ArraySlice<MerkleHash>) -> MerkleHash { MerkleTree(leaves: leaves).root }

    /// The largest power of two smaller than a count of at least 2.
    static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}
