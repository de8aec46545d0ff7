/// Sparse rows over a prime field, reduced one by one as they come: what an attacker's equations amount to.
///
/// Columns below `freeCount` can move both ways and carry the pivots; the others can move one way only, and are carried
/// along. Later rows never change earlier ones, so that the last row in a combination names the figure that completes it.
struct Echelon {
    struct Row {
        var columns: [Int32]
        var values: [UInt64]
        /// The candidate that this row came from, -1 for what was shown before.
        var source: Int
    }

    /// What is left of a row after reduction.
    struct Residue {
        var row: Row
        /// Whether any free column is left.
        var isFree: Bool
        /// The rows that were used, as indices.
        var used: [Int]
    }

    let freeCount: Int
    private(set) var rows: [Row] = []
    /// Rows that combine to a statement about one-way columns alone: these columns cannot move.
    private(set) var blocks: [Row] = []
    /// Column → row + 1.
    private var pivots: [Int32]
    private var dense: [UInt64]
    private var present: [UInt64]

    init(columns: Int, freeCount: Int) {
        self.freeCount = freeCount
        pivots = Array(repeating: 0, count: freeCount)
        dense = Array(repeating: 0, count: columns)
        present = Array(repeating: 0, count: columns / 64 + 1)
    }

    /// Adds an equation over distinct columns with coefficient 1.
    mutating func insert(_ columns: [Int32], source: Int) {
        var residue = reduce(columns, tracksUse: false)
        residue.row.source = source
        if residue.isFree {
            let scale = PrimeField.inverse(residue.row.values[0])
            for i in residue.row.values.indices {
                residue.row.values[i] = PrimeField.multiply(residue.row.values[i], scale)
            }
            rows.append(residue.row)
            pivots[Int(residue.row.columns[0])] = Int32(rows.count)
        } else if !residue.row.columns.isEmpty {
            blocks.append(residue.row)
        }
    }

    /// Makes all rows part of the past, which nothing can take back.
    mutating func settle() {
        for i in rows.indices { rows[i].source = -1 }
        for i in blocks.indices { blocks[i].source = -1 }
    }

    /// Forbids a one-way column to move.
    mutating func fix(_ column: Int32) { blocks.append(Row(columns: [column], values: [1], source: -1)) }

    /// Forgets all rows from a number of rows and blocks on, the latest first.
    mutating func truncate(rows count: Int, blocks blockCount: Int) {
        while rows.count > count {
            let row = rows.removeLast()
            pivots[Int(row.columns[0])] = 0
        }
        blocks.removeLast(blocks.count - blockCount)
    }

    mutating func reduce(_ columns: [Int32], tracksUse: Bool) -> Residue {
        for column in columns {
            dense[Int(column)] = 1
            present[Int(column) >> 6] |= 1 << (UInt64(column) & 63)
        }
        var left = Row(columns: [], values: [], source: -1)
        var isFree = false
        var used: [Int] = []
        var word = 0
        while word < present.count {
            guard present[word] != 0 else {
                word += 1
                continue
            }
            let column = word << 6 + present[word].trailingZeroBitCount
            present[word] &= present[word] &- 1
            let value = dense[column]
            dense[column] = 0
            if value == 0 { continue }
            if column < freeCount, pivots[column] > 0 {
                let index = Int(pivots[column]) - 1
                if tracksUse { used.append(index) }
                Echelon.eliminate(rows[index], times: value, in: &dense, &present)
            } else {
                if column < freeCount { isFree = true }
                left.columns.append(Int32(column))
                left.values.append(value)
            }
        }
        return Residue(row: left, isFree: isFree, used: used)
    }

    /// Subtracts a multiple of a row, whose pivot (1) has just been taken out.
    ///
    /// The innermost loop of everything: buffers, so that bounds and uniqueness are checked once and not per entry.
    private static func eliminate(
        _ row: Row, times factor: UInt64, in dense: inout [UInt64], _ present: inout [UInt64]
    ) {
        dense.withUnsafeMutableBufferPointer { dense in
            present.withUnsafeMutableBufferPointer { present in
                row.columns.withUnsafeBufferPointer { columns in
                    row.values.withUnsafeBufferPointer { values in
                        for i in 1..<max(1, columns.count) {
                            let column = Int(columns[i])
                            dense[column] = PrimeField.subtract(dense[column], PrimeField.multiply(factor, values[i]))
                            present[column >> 6] |= 1 << (UInt64(column) & 63)
                        }
                    }
                }
            }
        }
    }

    /// The source of the newest block that has one of some columns; −1 where none is newer than a source.
    ///
    /// Sources rise with the blocks, so that the newest is met first and most of them never.
    func lastBlock(after source: Int, on columns: [Int32]) -> Int {
        guard let newest = blocks.last, newest.source > source else { return -1 }
        var isMeant = Array(repeating: false, count: dense.count)
        for column in columns { isMeant[Int(column)] = true }
        var index = blocks.count - 1
        while index >= 0, blocks[index].source > source {
            var at = 0
            while at < blocks[index].columns.count {
                if isMeant[Int(blocks[index].columns[at])] { return blocks[index].source }
                at += 1
            }
            index -= 1
        }
        return -1
    }

    /// A random direction in which the columns can move without changing any row: 0 on blocked columns.
    func direction(using random: inout SplitMix) -> [UInt64] {
        var direction = (0..<dense.count).map { _ in random.next() % PrimeField.prime }
        for block in blocks {
            for column in block.columns { direction[Int(column)] = 0 }
        }
        // A row's pivot depends on columns after it; so the highest pivots are settled first.
        for index in rows.indices.sorted(by: { rows[$0].columns[0] > rows[$1].columns[0] }) {
            let row = rows[index]
            var sum: UInt64 = 0
            for i in 1..<max(1, row.columns.count) {
                sum = PrimeField.add(sum, PrimeField.multiply(row.values[i], direction[Int(row.columns[i])]))
            }
            direction[Int(row.columns[0])] = PrimeField.subtract(0, sum)
        }
        return direction
    }
}

/// Steele, Lea and Flood's SplitMix64: a fixed sequence, so that the same counts always give the same decision.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
