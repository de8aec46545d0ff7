/// One run of the rule: takes in answers month by month, and finds what may be shown after each.
struct Publication {
    private(set) var release: Release
    private let threshold: Int
    private let today: Day
    private var index: CellIndex
    private var audit: DisclosureAudit
    /// Answers that no figure could move for yet; they go into the next step.
    private var waiting: [Release.Step.Entry] = []
    private var waitingDossiers: [DossierAtom] = []
    /// Dossiers that stand behind no figure yet, by month.
    private var coming: [Month: [DossierAtom]] = [:]
    private var touched: Set<Int> = []
    private var leeway: Leeway

    init(rule: SmallCellRule, snapshot: TallySnapshot, previous: Release, catalogue: Catalogue, today: Day) {
        release = previous
        threshold = rule.threshold
        self.today = today
        // What was shown before a restart and had not moved by the first step since is known as of that step.
        let stillTrue = previous.steps.isEmpty ? [] : previous.stillTrue
        let published = previous.shown.merging(stillTrue.map { ($0, [0]) }) { shown, _ in shown }
        var index = CellIndex(
            resolver: RowResolver(catalogue: catalogue, today: today, published: published.keys), published: published)
        let dossiers = Publication.count(snapshot, in: &index)
        leeway = Leeway(completed: snapshot.completed)
        // Two columns for each entry, satisfied answers and others; one for each cell of unanswered dossiers.
        let most = previous.steps.reduce(0) { $0 + $1.entries.count } + snapshot.answers.count
        audit = DisclosureAudit(
            threshold: rule.threshold, most: most * 2 + dossiers.count, resumes: !previous.former.isEmpty)
        index.setFormer(previous.former)
        self.index = index
        for (step, past) in previous.steps.enumerated() {
            add(past.entries, step: step)
            addUnanswered(past.dossiers, answered: past.entries, step: step)
            leeway.note(full: past.full, at: step)
        }
        let seen = Set(previous.steps.flatMap(\.dossiers))
        coming = Dictionary(grouping: dossiers.filter { !seen.contains($0) }, by: \.month)
        touched = []
        if !previous.steps.isEmpty { audit.assumedKnown = cellsFromBefore() }
    }

    /// Counts dossiers and their answers, and returns the dossiers in a fixed order.
    private static func count(_ snapshot: TallySnapshot, in index: inout CellIndex) -> [DossierAtom] {
        var answers: [DossierAtom: Int] = [:]
        for (atom, counts) in snapshot.answers { answers[atom.dossiers, default: 0] += counts.answers }
        let dossiers = Set(snapshot.completed.filter { $0.value > 0 }.keys).union(answers.keys).sorted {
            ($0.month.number, $0.deskID, $0.communeID, $0.procedureID)
                < ($1.month.number, $1.deskID, $1.communeID, $1.procedureID)
        }
        for atom in dossiers {
            index.count(atom, completed: snapshot.completed[atom] ?? 0, answers: answers[atom] ?? 0)
        }
        return dossiers
    }

    /// Dossiers count as unanswered from the step on in which they appear; before it, nothing is said of them.
    private mutating func addUnanswered(_ dossiers: [DossierAtom], answered: [Release.Step.Entry], step: Int) {
        let scales = Set(answered.map(\.atom.scale)).sorted()
        let answered = Set(answered.map(\.atom.dossiers))
        for atom in dossiers where !answered.contains(atom) {
            index.addUnanswered(
                atom, column: leeway.add(atom, step: step, answers: 0), step: step,
                scales: scales.isEmpty ? ["3,2,1"] : scales)
        }
    }

    private mutating func add(_ entries: [Release.Step.Entry], step: Int) {
        leeway.count(entries)
        for entry in entries {
            // Satisfied answers can be thought away or added, and so can others, each keeping the count of its own kind.
            let dossiers = entry.atom.dossiers
            let others = entry.counts.answers - entry.counts.satisfied
            let column = leeway.add(dossiers, step: step, answers: entry.counts.satisfied)
            let unsatisfied = others > 0 ? leeway.add(dossiers, step: step, answers: others) : nil
            touched.formUnion(
                index.add(entry.atom, entry.counts, step: step, column: column, unsatisfied: unsatisfied))
        }
    }

    /// Takes in a month's new answers and shows what may be shown.
    mutating func advance(with entries: [Release.Step.Entry]) {
        let step = release.steps.count
        add(entries, step: step)
        var appeared: [DossierAtom] = []
        for month in Set(entries.map(\.atom.dossiers.month)).sorted() {
            appeared += coming.removeValue(forKey: month) ?? []
        }
        addUnanswered(appeared, answered: entries, step: step)
        leeway.note(full: leeway.full, at: step)
        waiting += entries
        waitingDossiers += appeared
        let resumes = step == 0 && !release.former.isEmpty
        let kept = resumes ? keptFromBefore() : []
        let moved = resumes ? dropUnchanged() : []
        let new = candidates(step)
        var refusable: [DisclosureAudit.Candidate] = []
        if resumes {
            release.stillTrue = Set(kept.map { index.cells[$0.cell].name })
            // Nothing moves since the restart: what was shown stays, and needs no audit.
            if new.isEmpty { return }
            // A figure from before that is true still stays whatever comes of it; only that it is current, in a month with
            // new answers, can be a secret: that there are none of it.
            refusable = kept.filter { isInMonth(of: moved, $0.cell) }
            for candidate in kept where !isInMonth(of: moved, candidate.cell) {
                index.cells[candidate.cell].shown.append(step)
            }
            audit.assumedKnown = cellsFromBefore()
        }
        let accepted = audit.accept(refusable + new, step: step, leeway, &index)
        if accepted.isEmpty { return }
        release.stillTrue.subtract(refusable.map { index.cells[$0.cell].name })
        for candidate in accepted {
            release.shown[index.cells[candidate.cell].name] = index.cells[candidate.cell].shown
        }
        release.steps.append(
            Release.Step(day: today, entries: waiting, dossiers: waitingDossiers, full: leeway.full))
        waiting = []
        waitingDossiers = []
        touched = []
    }

    /// Cells that were shown before a restart and have moved since.
    private func cellsFromBefore() -> [Int] {
        if release.former.isEmpty { return [] }
        return index.cells.indices.filter {
            index.cells[$0].shown.first != 0 && release.former[index.cells[$0].name] != nil
        }
    }

    /// The figures that were shown before a restart and are true still, the worthiest first.
    private func keptFromBefore() -> [DisclosureAudit.Candidate] {
        let kept = touched.filter { id in
            guard let former = release.former[index.cells[id].name] else { return false }
            return former.counts.answers == answers(in: index.cells[id])
        }
        let orders = kept.map { (id: $0, order: order($0), name: index.cells[$0].name) }
        return orders.sorted { $0.order == $1.order ? $0.name < $1.name : $0.order.lexicographicallyPrecedes($1.order) }
            .map { DisclosureAudit.Candidate(cell: $0.id, after: -1) }
    }

    private func isInMonth(of months: Set<Month>, _ id: Int) -> Bool {
        if case .month(let month) = index.places[index.cells[id].place].period { return months.contains(month) }
        return false
    }

    /// How worthy a cell is to be shown; the first is the worthiest.
    private func order(_ id: Int) -> [Int] {
        let cell = index.cells[id]
        let place = index.places[cell.place]
        return [
            place.period.length, index.resolver.entries[place.row].row.rank, cell.selection == .all ? 0 : 1,
            -answers(in: cell),
        ]
    }

    /// Leaves cells alone after a restart whose months have not moved: what could be shown of them was.
    ///
    /// - Returns: the months that have moved.
    private mutating func dropUnchanged() -> Set<Month> {
        var moved: Set<Month> = []
        var unmoved: Set<Month> = []
        for cell in index.cells {
            guard case .month(let month) = index.places[cell.place].period, let former = release.former[cell.name]
            else {
                continue
            }
            if former.counts.answers == answers(in: cell) { unmoved.insert(month) } else { moved.insert(month) }
        }
        let rest = Set(waiting.map(\.atom.dossiers.month)).subtracting(unmoved.subtracting(moved))
        touched = touched.filter { id in
            guard let months = index.places[index.cells[id].place].period.months else { return !rest.isEmpty }
            return rest.contains { months.contains($0) }
        }
        return moved
    }

    /// What was shown of a cell before a restart. Where none was assisted then, the answers without assisted ones were all.
    private func former(_ cell: CellIndex.Cell) -> ShownCell? {
        if let former = release.former[cell.name] { return former }
        guard cell.selection == .withoutAssisted else { return nil }
        return release.former[
            cell.name.replacing(
                "|\(AnswerSelection.withoutAssisted.rawValue)|", with: "|\(AnswerSelection.all.rawValue)|")]
    }

    /// All answers in a cell, shown or not.
    private func answers(in cell: CellIndex.Cell) -> Int {
        cell.elements.reduce(0) { $0 + index.elements[Int($1)].answers }
    }

    /// The figures that the primary rule allows, the worthiest first: months before quarters before years, totals before
    /// parts, large before small.
    private func candidates(_ step: Int) -> [DisclosureAudit.Candidate] {
        var found: [(candidate: DisclosureAudit.Candidate, order: [Int], name: String)] = []
        for id in touched {
            let cell = index.cells[id]
            let last = cell.shown.last ?? -1
            if last == step { continue }
            var whole = AnswerGroup()
            var new = AnswerGroup()
            for element in cell.elements.lazy.map({ index.elements[Int($0)] }) {
                whole += element
                if element.step > last { new += element }
            }
            // Steps grow with the figure, so that a busy cell has tens of them and not thousands.
            guard new.answers >= max(threshold, (whole.answers - new.answers) / 10) else { continue }
            // A cell that was shown before a restart moves from there, by as much.
            if last < 0, let former = former(cell) {
                let step = max(threshold, former.counts.answers / 10)
                if whole.answers - former.counts.answers < step { continue }
            }
            let place = index.places[cell.place]
            if place.answers >= place.completed, whole.agrees || new.agrees { continue }
            found.append((DisclosureAudit.Candidate(cell: id, after: last), order(id), cell.name))
        }
        found.sort { $0.order == $1.order ? $0.name < $1.name : $0.order.lexicographicallyPrecedes($1.order) }
        return found.map(\.candidate)
    }
}
