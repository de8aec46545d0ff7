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
    /// Figures shown before a restart that are taken for known as they are now, though they have moved a little since:
    /// what they were made of then is forgotten, and this is more than anybody can know. The other attacker must not find
    /// out how far they have moved.
    var assumedKnown: [Int] = []
    /// One attacker knows what was shown. After a restart another one knows, too, what the figures from before are now: each
    /// finds what the other takes for known already, so both have to fail.
    private var attackers: [Knowledge] = []
    private let resumes: Bool
    private var random = SplitMix(state: 2025)
    /// Increases of shown figures that may be worked out; they stay so, and are met in every round.
    private var harmless: Set<Secret> = []
    /// Where each column stands in the echelons: those that can move both ways first.
    private var places: [Int32] = []
    private var nextFree: Int32 = 0
    private var nextOneWay: Int32
    /// How many columns there may be.
    private let most: Int
    /// Columns that cannot move at all.
    private var fixed: Set<Int> = []

    /// - Parameters:
    ///   - most: how many columns there may be.
    ///   - resumes: whether figures from before a restart are known.
    init(threshold: Int, most: Int, resumes: Bool) {
        self.threshold = threshold
        self.most = most
        self.resumes = resumes
        nextOneWay = Int32(most)
    }

    /// Gives every column its place, and starts anew where one can no longer move as it could: since the last dossier
    /// beside it was answered.
    ///
    /// - Parameter new: the candidates, which the index has as shown already.
    private mutating func place(_ leeway: Leeway, _ index: CellIndex, besides new: [Candidate]) {
        let moves = leeway.moves
        let isSame = places.indices.allSatisfy { places[$0] >= Int32(most) || moves[$0] == .free }
        if attackers.isEmpty || !isSame {
            places = []
            (nextFree, nextOneWay) = (0, Int32(most))
            let knowledge = Knowledge(echelon: Echelon(columns: most * 2, freeCount: most))
            attackers = Array(repeating: knowledge, count: resumes ? 2 : 1)
        }
        let isNew = places.isEmpty
        for move in moves[places.count...] {
            places.append(move == .free ? nextFree : nextOneWay)
            if move == .free { nextFree += 1 } else { nextOneWay += 1 }
        }
        for (id, move) in moves.enumerated() where move == .none && (isNew || !fixed.contains(id)) {
            fixed.insert(id)
            for attacker in attackers.indices { attackers[attacker].echelon.fix(places[id]) }
        }
        guard isNew else { return }
        for elements in shown(index, besides: new) { insert(elements, index, source: -1) }
        for id in assumedKnown where resumes {
            insert(index.range(id, after: -1, through: 0), index, source: -1, for: 1...1)
        }
    }

    /// The figures that were shown so far, narrow ones first: they keep the reduced rows short.
    private func shown(_ index: CellIndex, besides new: [Candidate]) -> [[Int32]] {
        let new = Set(new.map(\.cell))
        var past: [(elements: [Int32], length: Int)] = []
        for id in index.cells.indices {
            var after = -1
            for step in index.cells[id].shown.dropLast(new.contains(id) ? 1 : 0) {
                let elements = index.range(id, after: after, through: step)
                past.append((elements, index.places[index.cells[id].place].period.length))
                after = step
            }
        }
        past.sort { ($0.length, $0.elements.count) < ($1.length, $1.elements.count) }
        return past.map(\.elements)
    }

    /// Adds the two equations of a figure: satisfied answers, and the others.
    private mutating func insert(
        _ elements: [Int32], _ index: CellIndex, source: Int, for whom: ClosedRange<Int>? = nil
    ) {
        let columns = elements.map { places[Int(index.elements[Int($0)].column)] }
        let unsatisfied = elements.compactMap { index.elements[Int($0)].unsatisfied.map { places[Int($0)] } }
        for id in attackers.indices where whom?.contains(id) ?? true {
            attackers[id].echelon.insert(columns, source: source)
            if !unsatisfied.isEmpty { attackers[id].echelon.insert(unsatisfied, source: source) }
        }
    }

    /// The candidates, in the order of their worth, that may be shown after a step; the index is left with them shown.
    mutating func accept(
        _ candidates: [Candidate], step: Int, _ leeway: Leeway, _ index: inout CellIndex
    ) -> [Candidate] {
        var accepted = candidates
        for id in attackers.indices { attackers[id].marks = [] }
        var counted = 0
        var isPlaced = false
        let timeline = Timeline(index)
        var remainders = Remainders(threshold: threshold, step: step)
        var changed = candidates.map(\.cell)
        while true {
            for candidate in accepted { index.cells[candidate.cell].shown.append(step) }
            // Remainders are cheap to check and tell most of what has to go.
            var culprits = remainders.culprits(accepted, changed: changed, index)
            if culprits.isEmpty {
                if !isPlaced { place(leeway, index, besides: accepted) }
                isPlaced = true
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
            changed = culprits.map { accepted[$0].cell }
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
        let placed = attackers[who].echelon.direction(using: &random)
        let direction = places.map { placed[Int($0)] }
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
                    return ([element.column] + (element.unsatisfied.map { [$0] } ?? [])).map { places[Int($0)] }
                }
                let residue = attackers[who].echelon.reduce(columns, tracksUse: true)
                if residue.isFree { continue }
                var last = residue.used.map { attackers[who].echelon.rows[$0].source }.max() ?? -1
                last = max(last, attackers[who].echelon.lastBlock(after: last, on: residue.row.columns))
                if last >= 0 {
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
