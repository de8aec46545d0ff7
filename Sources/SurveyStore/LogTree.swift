import Survey

/// The log's whole tree at a checkpoint, held in memory so that a receipt costs a few look-ups: 64 bytes a leaf.
struct LogTree: Sendable {
    let checkpoint: Checkpoint
    /// Where the leaves of each day start.
    private let starts: [Day: Int]
    /// The leaves, then their parents, up to the root; a node without a right neighbour moves up unchanged.
    private let levels: [[MerkleHash]]

    /// - Parameter leaves: by day, in the order of their hashes, up to the checkpoint's day.
    init(checkpoint: Checkpoint, leaves: [(day: Day, hash: MerkleHash)]) {
        self.checkpoint = checkpoint
        var starts: [Day: Int] = [:]
        for (index, leaf) in leaves.enumerated() where starts[leaf.day] == nil { starts[leaf.day] = index }
        self.starts = starts
        var levels = [leaves.map(\.hash)]
        while let below = levels.last, below.count > 1 {
            levels.append(
                stride(from: 0, to: below.count, by: 2).map { index in
                    index + 1 < below.count ? MerkleHash.node(below[index], below[index + 1]) : below[index]
                })
        }
        self.levels = levels
    }

    /// The proof that a leaf of a day is among those of the checkpoint; nil when it is not.
    func proof(of leaf: MerkleHash, on day: Day) -> InclusionProof? {
        guard let start = starts[day], let leaves = levels.first else { return nil }
        // Inside a day the leaves are sorted: halve what is left until it starts at the first that is not smaller.
        var low = start
        var high = leaves.count
        if let next = starts.filter({ $0.key > day }).map(\.value).min() { high = next }
        let end = high
        while low < high {
            let middle = (low + high) / 2
            if leaves[middle] < leaf { low = middle + 1 } else { high = middle }
        }
        guard low < end, leaves[low] == leaf else { return nil }
        var path: [MerkleHash] = []
        var index = low
        for level in levels.dropLast() {
            let sibling = index ^ 1
            if sibling < level.count { path.append(level[sibling]) }
            index /= 2
        }
        return InclusionProof(index: low, count: leaves.count, path: path)
    }
}
