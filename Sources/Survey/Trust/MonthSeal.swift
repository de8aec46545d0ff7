public import Foundation

/// What the answers of a closed month were: how many, and the Merkle root over them.
///
/// The leaves are `MerkleHash.leaf` of the rows' canonical bytes, in hash order. Unlike the log's leaves they are not
/// salted, so the rows can be held against it: a removed answer is missed even though every other seal still fits. It is
/// kept in the database and not published, since whoever has it could test a guess of all the rows of a small month.
public struct MonthSeal: Sendable, Hashable {
    public let month: Month
    public let count: Int
    public let root: MerkleHash

    /// A seal as it was stored.
    public init(month: Month, count: Int, root: MerkleHash) {
        self.month = month
        self.count = count
        self.root = root
    }

    /// The seal over the rows of a month, by their canonical bytes, in whatever order they come.
    public init(month: Month, rows: some Sequence<Data>) {
        let tree = MerkleTree(leaves: rows.map { MerkleHash.leaf($0) }.sorted())
        self.init(month: month, count: tree.count, root: tree.root)
    }
}
