/// Decides which figures of a new step may be shown beside everything that was ever shown.
///
/// The attacker knows every figure shown, in every step, how many dossiers were completed in every cell, and which of the
/// finest cells are empty; <doc:SmallCells> has the argument.
struct DisclosureAudit {
    /// A figure that could be shown: a cell's answers after the last step it was shown with, through the new one.
    struct Candidate {
        let cell: Int
        let after: Int
    }

    let threshold: Int
    private var echelon: Echelon
    private var random = SplitMix(state: 2025)

    init(threshold: Int, columns: Int, freeCount: Int) {
        self.threshold = threshold
        echelon = Echelon(columns: columns, freeCount: freeCount)
    }

    /// Notes answers of which nothing can be thought otherwise.
    mutating func fix(_ column: Int32) { echelon.fix(column) }

    /// Adds the figures that were shown before.
    mutating func insertShown(_ index: CellIndex) {
        for id in index.cells.indices {
            var after = -1
            for step in index.cells[id].shown {
                insert(Candidate(cell: id, after: after), through: step, index, source: -1)
                after = step
            }
        }
    }

    private mutating func insert(_ candidate: Candidate, through step: Int, _ index: CellIndex, source: Int) {
        let elements = index.range(candidate.cell, after: candidate.after, through: step)
        echelon.insert(elements.map { index.elements[Int($0)].column }, source: source)
    }

    /// The candidates, in the order of their worth, that may be shown after a step; the index is left with them shown.
    mutating func accept(_ candidates: [Candidate], step: Int, _ index: inout CellIndex) -> [Candidate] {
        var accepted = candidates
        let rows = echelon.rows.count
        let blocks = echelon.blocks.count
        let remainders = Remainders(threshold: threshold, step: step)
        while true {
            for candidate in accepted { index.cells[candidate.cell].shown.append(step) }
            // Remainders are cheap to check and tell most of what has to go.
            var culprits = remainders.culprits(accepted, index)
            if culprits.isEmpty {
                echelon.truncate(rows: rows, blocks: blocks)
                for (source, candidate) in accepted.enumerated() {
                    insert(candidate, through: step, index, source: source)
                }
                culprits = self.culprits(index)
            }
            if culprits.isEmpty {
                return accepted
            }
            for candidate in accepted { index.cells[candidate.cell].shown.removeLast() }
            accepted = accepted.enumerated().filter { !culprits.contains($0.offset) }.map(\.element)
        }
    }

    /// The last figures needed to find secrets, as offsets into the candidates.
    private mutating func culprits(_ index: CellIndex) -> Set<Int> {
        let direction = echelon.direction(using: &random)
        var culprits: Set<Int> = []
        for id in index.cells.indices {
            for columns in found(id, index, direction) {
                let residue = echelon.reduce(columns, tracksUse: true)
                if residue.isFree { continue }
                var sources = residue.used.map { echelon.rows[$0].source }
                let left = Set(residue.row.columns)
                for block in echelon.blocks where block.source >= 0 && block.columns.contains(where: left.contains) {
                    sources.append(block.source)
                }
                if let last = sources.max(), last >= 0 { culprits.insert(last) }
            }
        }
        return culprits
    }

    /// The secrets of a cell that no direction moves: its answers since it was last shown, at the end of every later step.
    private func found(_ id: Int, _ index: CellIndex, _ direction: [UInt64]) -> [[Int32]] {
        let cell = index.cells[id]
        var found: [[Int32]] = []
        var since = 0
        var sum: UInt64 = 0
        var shown = cell.shown[...]
        var position = 0
        while position < cell.elements.count {
            let step = index.elements[Int(cell.elements[position])].step
            while let next = shown.first, next < step {
                shown.removeFirst()
                (since, sum) = (position, 0)
            }
            while position < cell.elements.count, index.elements[Int(cell.elements[position])].step == step {
                sum = PrimeField.add(sum, direction[Int(index.elements[Int(cell.elements[position])].column)])
                position += 1
            }
            let isLast = position == cell.elements.count
            if sum == 0, shown.first != step, !(isLast && risesElsewhere(cell, index, direction)) {
                found.append(cell.elements[since..<position].map { index.elements[Int($0)].column })
            }
        }
        if cell.elements.isEmpty, cell.selection != .assisted {
            let columns = index.places[cell.place].unanswered.map { index.elements[Int($0)].column }
            let sum = columns.reduce(UInt64(0)) { PrimeField.add($0, direction[Int($1)]) }
            if sum == 0, !columns.isEmpty { found.append(columns) }
        }
        return found
    }

    /// Whether an unanswered dossier of a cell might have been answered.
    private func risesElsewhere(_ cell: CellIndex.Cell, _ index: CellIndex, _ direction: [UInt64]) -> Bool {
        guard cell.selection != .assisted else { return false }
        return index.places[cell.place].unanswered.contains { direction[Int(index.elements[Int($0)].column)] != 0 }
    }
}
