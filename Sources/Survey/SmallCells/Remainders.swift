/// Watches what is left of a shown figure when the shown figures that it is the sum of are taken away.
///
/// A remainder belongs to no single cell, so that the audit lets it be found; but it must not be a group of fewer answers
/// than a cell needs either, nor move by fewer.
struct Remainders {
    let threshold: Int
    let step: Int
    /// Figures worked out once: the answers of a step do not change while it is decided which of them are shown.
    private var known: [Key: Figure] = [:]

    private struct Key: Hashable {
        let cell: Int
        let last: Int
    }

    init(threshold: Int, step: Int) {
        self.threshold = threshold
        self.step = step
    }

    /// What of a cell is shown.
    private struct Figure {
        var answers = 0
        var satisfied = 0
        var isCurrent = true
    }

    private mutating func figure(_ id: Int, through last: Int?, _ index: CellIndex) -> Figure? {
        guard let last else { return nil }
        let key = Key(cell: id, last: last)
        if let figure = known[key] { return figure }
        var figure = Figure()
        for element in index.cells[id].elements {
            let place = Int(element)
            if index.elements[place].step > last {
                figure.isCurrent = false
                break
            }
            figure.answers += index.elements[place].answers
            figure.satisfied += index.elements[place].satisfied
        }
        known[key] = figure
        return figure
    }

    /// The least worthy candidates of every remainder that is too small, as offsets.
    ///
    /// - Parameter cells: those whose figures came or went since the last call; remainders of others are as they were.
    mutating func culprits(
        _ candidates: [DisclosureAudit.Candidate], changed cells: [Int], _ index: CellIndex
    ) -> Set<Int> {
        var offsets: [Int: Int] = [:]
        for (offset, candidate) in candidates.enumerated() { offsets[candidate.cell] = offset }
        var culprits: Set<Int> = []
        for id in Set(cells.flatMap { index.cells[$0].sums }) {
            let group = index.sums[id]
            guard let parent = figure(group.cell, through: index.cells[group.cell].shown.last, index) else { continue }
            var left = parent
            var hiddenCompleted = 0
            var isSettled = parent.isCurrent
            var sameAsBefore = true
            var before = figure(group.cell, through: index.cells[group.cell].shown.last { $0 < step }, index)
            if before == nil { sameAsBefore = false }
            for child in group.parts {
                guard let part = figure(child, through: index.cells[child].shown.last, index) else {
                    if !index.cells[child].elements.isEmpty { isSettled = false }
                    hiddenCompleted += index.places[index.cells[child].place].completed
                    continue
                }
                left.answers -= part.answers
                left.satisfied -= part.satisfied
                if !part.isCurrent { isSettled = false }
                if let earlier = figure(child, through: index.cells[child].shown.last { $0 < step }, index) {
                    before?.answers -= earlier.answers
                } else {
                    sameAsBefore = false
                }
            }
            if isSettled { continue }
            var isSmall = left.answers != 0 && abs(left.answers) < threshold
            if left.answers > 0, left.answers == hiddenCompleted, left.satisfied == 0 || left.satisfied == left.answers
            {
                isSmall = true
            }
            if sameAsBefore, let before, left.answers != before.answers, abs(left.answers - before.answers) < threshold
            {
                isSmall = true
            }
            if isSmall, let last = ([group.cell] + group.parts).compactMap({ offsets[$0] }).max() {
                culprits.insert(last)
            }
        }
        return culprits
    }
}
