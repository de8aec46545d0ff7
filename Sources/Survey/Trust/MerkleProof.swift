/// Proof that a leaf is in a tree: the hashes that lead from it to the root (RFC 9162, 2.1.3).
public struct InclusionProof: Sendable, Hashable {
    /// The leaf's place, from 0.
    public let index: Int
    /// The number of leaves of the tree.
    public let count: Int
    /// From the leaf's neighbour up to the root's child.
    public let path: [MerkleHash]

    /// A proof as it was received; whether it proves anything, ``verifies(_:root:)`` tells.
    public init(index: Int, count: Int, path: [MerkleHash]) {
        self.index = index
        self.count = count
        self.path = path
    }

    /// The proof for the leaf at an index, nil when there is none.
    public init?(of index: Int, in leaves: [MerkleHash]) {
        guard leaves.indices.contains(index) else { return nil }
        var path: [MerkleHash] = []
        var range = leaves[...]
        // From the root down, so the path is turned round at the end.
        while range.count > 1 {
            let middle = range.startIndex + MerkleTree.split(range.count)
            if index < middle {
                path.append(MerkleTree.root(of: range[middle...]))
                range = range[..<middle]
            } else {
                path.append(MerkleTree.root(of: range[..<middle]))
                range = range[middle...]
            }
        }
        self.init(index: index, count: leaves.count, path: path.reversed())
    }

    /// Whether the path leads from this leaf to this root.
    public func verifies(_ leaf: MerkleHash, root: MerkleHash) -> Bool {
        guard index >= 0, index < count else { return false }
        var (node, last) = (index, count - 1)
        var hash = leaf
        for sibling in path {
            if last == 0 { return false }
            if node & 1 == 1 || node == last {
                hash = .node(sibling, hash)
                // A last node without a right neighbour moves up unchanged until it has a left one.
                while node & 1 == 0, node != 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                hash = .node(hash, sibling)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }
}

/// Proof that a tree is the beginning of a larger one, so that nothing was removed or changed (RFC 9162, 2.1.4).
public struct ConsistencyProof: Sendable, Hashable {
    /// The number of leaves of the older tree.
    public let from: Int
    /// The number of leaves of the newer tree.
    public let to: Int
    public let path: [MerkleHash]

    /// A proof as it was received; whether it proves anything, ``verifies(old:new:)`` tells.
    public init(from: Int, to: Int, path: [MerkleHash]) {
        self.from = from
        self.to = to
        self.path = path
    }

    /// The proof that the first `from` of these leaves are the older tree, nil when there are not so many.
    public init?(from: Int, in leaves: [MerkleHash]) {
        guard (0...leaves.count).contains(from) else { return nil }
        self.init(
            from: from, to: leaves.count,
            path: from == 0 ? [] : ConsistencyProof.path(from, leaves[...], isWhole: true))
    }

    /// SUBPROOF of RFC 9162, 2.1.4.1: `isWhole` as long as the older tree's own root is known to the reader.
    private static func path(_ from: Int, _ leaves: ArraySlice<MerkleHash>, isWhole: Bool) -> [MerkleHash] {
        if from == leaves.count { return isWhole ? [] : [MerkleTree.root(of: leaves)] }
        let split = MerkleTree.split(leaves.count)
        let (left, right) = (leaves.prefix(split), leaves.dropFirst(split))
        if from <= split { return path(from, left, isWhole: isWhole) + [MerkleTree.root(of: right)] }
        return path(from - split, right, isWhole: false) + [MerkleTree.root(of: left)]
    }

    /// Whether the tree with the root `old` is the beginning of the one with the root `new`.
    public func verifies(old: MerkleHash, new: MerkleHash) -> Bool {
        guard from >= 0, from <= to else { return false }
        if from == 0 { return path.isEmpty && old == .empty }
        if from == to { return path.isEmpty && old == new }
        var path = path[...]
        // A whole subtree is its own root, and the proof leaves it out.
        if from & (from - 1) == 0 { path = [old] + path }
        guard let first = path.popFirst() else { return false }
        var (node, last) = (from - 1, to - 1)
        while node & 1 == 1 { (node, last) = (node >> 1, last >> 1) }
        var (oldHash, newHash) = (first, first)
        for sibling in path {
            if last == 0 { return false }
            if node & 1 == 1 || node == last {
                oldHash = .node(sibling, oldHash)
                newHash = .node(sibling, newHash)
                while node & 1 == 0, node != 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                newHash = .node(newHash, sibling)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 && oldHash == old && newHash == new
    }
}
