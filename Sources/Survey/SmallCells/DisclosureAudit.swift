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

    private struct Secret: Hashable {
        let cell: Int
        let through: Int
    }

    /// What somebody may know, as equations.
    private struct Knowledge {
        var echelon: Echelon
        /// What the figures of the past give away by themselves, as after a change of the catalogue: nothing new helps.
        var given: Set<Secret> = []
        /// Where the rows of each candidate begin; those before the first culprit stay as they are.
        var marks: [(rows: Int, blocks: Int)] = []
    }

    let threshold: Int
    /// One attacker knows what was shown. After a restart another one knows, too, what the figures from before are now: each
    /// finds what the other takes for known already, so both have to fail.
    private var attackers: [Knowledge]
    private var random = SplitMix(state: 2025)
    /// Increases of shown figures that may be worked out; they stay so, and are met in every round.
    private var harmless: Set<Secret> = []

    /// - Parameter resumes: whether figures from before a restart are known.
    init(threshold: Int, columns: Int, freeCount: Int, resumes: Bool) {
        self.threshold = threshold
        let knowledge = Knowledge(echelon: Echelon(columns: columns, freeCount: freeCount))
        attackers = Array(repeating: knowledge, count: resumes ? 2 : 1)
    }

    /// Notes answers of which nothing can be thought otherwise.
    mutating func fix(_ column: Int32) {
        for id in attackers.indices { attackers[id].echelon.fix(column) }
    }

    /// Adds the figures that were shown before, narrow ones first: they keep the reduced rows short.
    mutating func insertShown(_ index: CellIndex) {
        var past: [(elements: [Int32], length: Int)] = []
        for id in index.cells.indices {
            var after = -1
            for step in index.cells[id].shown {
                let elements = index.range(id, after: after, through: step)
                past.append((elements, index.places[index.cells[id].place].period.length))
                after = step
            }
        }
        past.sort { ($0.length, $0.elements.count) < ($1.length, $1.elements.count) }
        for (elements, _) in past { insert(elements, index, source: -1) }
    }

    /// Shows what was shown before a restart.
    mutating func keep(_ candidates: [Candidate], step: Int, _ index: inout CellIndex) {
        for candidate in candidates {
            insert(index.range(candidate.cell, after: candidate.after, through: step), index, source: -1)
            index.cells[candidate.cell].shown.append(step)
        }
    }

    /// Takes figures shown before a restart for known as they are now, though they have moved a little since: what they
    /// were made of then is forgotten, and this is more than anybody can know. The other attacker must not find out how
    /// far they have moved.
    mutating func assumeKnown(_ cells: [Int], _ index: CellIndex) {
        guard attackers.count > 1 else { return }
        for id in cells { insert(index.range(id, after: -1, through: 0), index, source: -1, for: 1...1) }
    }

    /// Adds the two equations of a figure: satisfied answers, and the others.
    private mutating func insert(
        _ elements: [Int32], _ index: CellIndex, source: Int, for whom: ClosedRange<Int>? = nil
    ) {
        let columns = elements.map { index.elements[Int($0)].column }
        let unsatisfied = elements.compactMap { index.elements[Int($0)].unsatisfied }
        for id in attackers.indices where whom?.contains(id) ?? true {
            attackers[id].echelon.insert(columns, source: source)
            if !unsatisfied.isEmpty { attackers[id].echelon.insert(unsatisfied, source: source) }
        }
    }

    /// The candidates, in the order of their worth, that may be shown after a step; the index is left with them shown.
    mutating func accept(_ candidates: [Candidate], step: Int, _ index: inout CellIndex) -> [Candidate] {
        var accepted = candidates
        for id in attackers.indices { attackers[id].marks = [] }
        var counted = 0
        let timeline = Timeline(index)
        let remainders = Remainders(threshold: threshold, step: step)
        while true {
            for candidate in accepted { index.cells[candidate.cell].shown.append(step) }
            // Remainders are cheap to check and tell most of what has to go.
            var culprits = remainders.culprits(accepted, index)
            if culprits.isEmpty {
                for source in counted..<accepted.count {
                    mark()
                    let candidate = accepted[source]
                    insert(index.range(candidate.cell, after: candidate.after, through: step), index, source: source)
                }
                counted = accepted.count
                for id in attackers.indices {
                    culprits.formUnion(finders(of: id, index, timeline))
                }
            }
            guard let first = culprits.min() else {
                for id in attackers.indices { attackers[id].echelon.settle() }
                return accepted
            }
            if first < counted {
                forget(from: first)
                counted = first
            }
            for candidate in accepted { index.cells[candidate.cell].shown.removeLast() }
            accepted = accepted.enumerated().filter { !culprits.contains($0.offset) }.map(\.element)
        }
    }

    private mutating func mark() {
        for id in attackers.indices {
            attackers[id].marks.append((attackers[id].echelon.rows.count, attackers[id].echelon.blocks.count))
        }
    }

    /// Takes the equations of the candidates from one on back again.
    private mutating func forget(from first: Int) {
        for id in attackers.indices {
            let mark = attackers[id].marks[first]
            attackers[id].echelon.truncate(rows: mark.rows, blocks: mark.blocks)
            attackers[id].marks.removeSubrange(first...)
        }
    }

    /// The last figures needed to find secrets, as offsets into the candidates.
    private mutating func finders(of who: Int, _ index: CellIndex, _ timeline: Timeline) -> Set<Int> {
        let direction = attackers[who].echelon.direction(using: &random)
        var culprits: Set<Int> = []
        for id in index.cells.indices {
            for (after, through) in timeline.unmoved(id, shown: index.cells[id].shown, by: direction) {
                let secret = Secret(cell: id, through: through)
                if attackers[who].given.contains(secret) || harmless.contains(secret) { continue }
                if isHarmless(id, after: after, through: through, index) {
                    harmless.insert(secret)
                    continue
                }
                let columns = index.range(id, after: after, through: through).flatMap { element in
                    let element = index.elements[Int(element)]
                    return [element.column] + (element.unsatisfied.map { [$0] } ?? [])
                }
                let residue = attackers[who].echelon.reduce(columns, tracksUse: true)
                if residue.isFree { continue }
                var sources = residue.used.map { attackers[who].echelon.rows[$0].source }
                let left = Set(residue.row.columns)
                for block in attackers[who].echelon.blocks
                where block.source >= 0 && block.columns.contains(where: left.contains) {
                    sources.append(block.source)
                }
                if let last = sources.max(), last >= 0 {
                    culprits.insert(last)
                } else {
                    attackers[who].given.insert(secret)
                }
            }
        }
        return culprits
    }

    /// Whether what came to a shown figure may be worked out: as many answers as a figure may move by, which only wait
    /// until they are a tenth of it, or for a sum of which they are the smallest part.
    private func isHarmless(_ cell: Int, after: Int, through: Int, _ index: CellIndex) -> Bool {
        guard let increase = index.increase(cell, after: after, through: through), increase.answers >= threshold else {
            return false
        }
        let place = index.places[index.cells[cell].place]
        return place.answers < place.completed || !increase.agrees
    }
}
