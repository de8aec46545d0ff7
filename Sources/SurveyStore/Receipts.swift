import Foundation
import GRDB
public import Survey
import Synchronization

/// What a receipt code leads to.
public enum ReceiptStatus: Sendable, Hashable {
    /// No answer has it.
    case unknown
    /// It is counted, and stands in the log from the end of this day on.
    case pending(Day)
    /// It is one of the answers of a checkpoint, as the proof shows.
    case counted(leaf: MerkleHash, proof: InclusionProof, checkpoint: Checkpoint)
}

extension Store {
    /// Looks a receipt up in the log; it leads to a leaf, and from there to nothing.
    public func receipt(_ code: ReceiptCode) async throws -> ReceiptStatus {
        let (first, last) = (code.prefix + Data(count: 22), code.prefix + Data(repeating: 0xFF, count: 22))
        // One seek a day: an index over the hashes would cost every answer a page more.
        let found: (day: Day, leaf: MerkleHash)? = try await read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    WITH RECURSIVE days (day) AS (
                        SELECT min(day) FROM leaf
                        UNION ALL SELECT (SELECT min(day) FROM leaf WHERE day > days.day) FROM days
                        WHERE days.day IS NOT NULL
                    )
                    SELECT leaf.day, leaf.hash FROM days JOIN leaf ON leaf.day = days.day AND leaf.hash BETWEEN ? AND ?
                    """, arguments: [first, last])
            guard let row, let leaf = MerkleHash(row["hash"] as Data) else { return nil }
            return (Day(number: row["day"]), leaf)
        }
        guard let (day, leaf) = found else { return .unknown }
        guard let tree = try await currentTree(), tree.checkpoint.day >= day else { return .pending(day) }
        guard let proof = tree.proof(of: leaf, on: day) else { return .pending(day) }
        return .counted(leaf: leaf, proof: proof, checkpoint: tree.checkpoint)
    }

    /// The newest checkpoint, nil before the first.
    public func newestCheckpoint() async throws -> Checkpoint? {
        try await read { try Store.newestCheckpoint($0) }
    }

    /// Every checkpoint, the oldest first, as they are to be published.
    public func checkpoints() async throws -> [Checkpoint] {
        try await read {
            try Row.fetchAll($0, sql: "SELECT * FROM checkpoint ORDER BY day").compactMap(Checkpoint.init)
        }
    }

    static func newestCheckpoint(_ db: Database) throws -> Checkpoint? {
        try Row.fetchOne(db, sql: "SELECT * FROM checkpoint ORDER BY day DESC LIMIT 1").flatMap(Checkpoint.init)
    }

    /// The tree of the newest checkpoint, built once a day.
    private func currentTree() async throws -> LogTree? {
        guard let newest = try await newestCheckpoint() else { return nil }
        if let tree = logTree.withLock({ $0 }), tree.checkpoint == newest { return tree }
        let leaves = try await read { try Store.leaves(upTo: newest.day, $0) }
        let tree = LogTree(checkpoint: newest, leaves: leaves)
        logTree.withLock { $0 = tree }
        return tree
    }

    private static func leaves(upTo day: Day, _ db: Database) throws -> [(day: Day, hash: MerkleHash)] {
        var leaves: [(day: Day, hash: MerkleHash)] = []
        let rows = try Row.fetchCursor(
            db, sql: "SELECT day, hash FROM leaf WHERE day <= ? ORDER BY day, hash", arguments: [day.number])
        while let row = try rows.next() {
            if let hash = MerkleHash(row["hash"] as Data) { leaves.append((Day(number: row["day"]), hash)) }
        }
        return leaves
    }
}

extension Checkpoint {
    init?(_ row: Row) {
        guard let root = MerkleHash(row["root"] as Data) else { return nil }
        self.init(day: Day(number: row["day"]), count: row["count"], root: root)
    }
}
