/// The figures of a release, ready to be looked up: what every page, file and answer of the API shows of answers.
///
/// Made once for a release and a catalogue, and asked often.
public struct ReleasedFigures: Sendable {
    private let threshold: Int
    private let resolver: RowResolver
    /// Every cell that has answers, shown or not, by its name.
    private let known: Set<String>
    /// The cells that may be shown, by name; a name is `row|period|selection|scale`.
    public private(set) var shown: [String: ShownCell] = [:]
    /// The step that a cell was last shown after.
    private var steps: [String: Int] = [:]
    /// What is told instead of cells that lag behind the shown figures of the periods inside them.
    private var sums: [String: ShownCell] = [:]
    /// By period and selection the answers of the largest shown cell of each scale.
    private var largest: [String: [String: Int]] = [:]

    /// - Parameters:
    ///   - rule: a threshold that was raised since the release hides more.
    ///   - today: the day of the boundaries `now`.
    ///   - completed: the dossiers that are completed now, by their finest cells.
    ///   - before: what was shown before, with the dossiers that were completed then.
    public init(
        _ release: Release, rule: SmallCellRule, catalogue: Catalogue, on today: Day,
        completed: [DossierAtom: Int] = [:], before: [String: ShownCell] = [:]
    ) {
        threshold = rule.threshold
        let resolver = RowResolver(catalogue: catalogue, today: today, published: release.shown.keys)
        var index = CellIndex(resolver: resolver, published: release.shown)
        for atom in Set(release.steps.flatMap { $0.entries.map(\.atom.dossiers) }).union(completed.keys) {
            index.count(atom, completed: completed[atom] ?? 0, answers: 0)
        }
        var entries: [(step: Int, counts: AnswerCounts)] = []
        for (step, past) in release.steps.enumerated() {
            for entry in past.entries {
                _ = index.add(entry.atom, entry.counts, step: step, column: 0)
                entries.append((step, entry.counts))
            }
        }
        self.resolver = index.resolver
        known = Set(index.cells.map(\.name)).union(release.former.keys)
        // What everybody has seen before a restart stays until it has moved by a whole step.
        for (name, cell) in release.former {
            shown[name] = ShownCell(
                counts: cell.counts, asOf: cell.asOf, isCurrent: release.stillTrue.contains(name))
        }
        for cell in index.cells {
            guard let last = cell.shown.last, release.steps.indices.contains(last) else {
                // Newer answers wait for a figure from before, too.
                if let newest = cell.elements.last, entries[Int(newest)].step > 0 {
                    shown[cell.name]?.isCurrent = false
                }
                continue
            }
            var counts = AnswerCounts()
            var isCurrent = true
            for element in cell.elements {
                let entry = entries[Int(element)]
                if entry.step <= last { counts += entry.counts } else { isCurrent = false }
            }
            // Shown after a restart as it was before: its day is the one that people know.
            let isOld = release.former[cell.name]?.counts == counts
            let asOf = isOld ? release.former[cell.name]?.asOf : nil
            shown[cell.name] = ShownCell(
                counts: counts, asOf: asOf ?? release.steps[last].day, isCurrent: isCurrent)
            steps[cell.name] = last
        }
        noteCompleted(index, before: before)
        sums = PeriodSums.sums(of: shown, threshold: threshold, known: known)
        for (name, cell) in shown.merging(sums, uniquingKeysWith: { _, sum in sum })
        where cell.counts.answers >= threshold {
            let parts = name.split(separator: "|").map(String.init)
            guard parts.count == 4 else { continue }
            let answers = largest["\(parts[1])|\(parts[2])"]?[parts[3]] ?? 0
            largest["\(parts[1])|\(parts[2])", default: [:]][parts[3]] = max(answers, cell.counts.answers)
        }
    }

    /// The scale that a table is about: the one with the most answers, by its largest figure. Nil where none is shown.
    ///
    /// Only what is shown decides, so that no answer that is not can turn a table over to its scale.
    public func scale(of table: TableRequest) -> String? {
        let choices = [table.selection, .all].lazy.compactMap { largest["\(table.period)|\($0.rawValue)"] }
        return choices.first?.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// The scales that a month has shown answers on, in a fixed order.
    public func scales(in month: Month) -> [String] {
        (largest["\(Period.month(month))|\(AnswerSelection.all.rawValue)"] ?? [:]).keys.sorted()
    }

    /// Notes how many dossiers were completed when each figure was last shown anew.
    ///
    /// What newer answers wait has no part in it: else the dossiers beside a figure would tell of them.
    private mutating func noteCompleted(_ index: CellIndex, before: [String: ShownCell]) {
        var completed: [String: Int] = [:]
        for place in index.places {
            completed["\(index.resolver.entries[place.row].row.name)|\(place.period)"] = place.completed
        }
        for (name, cell) in shown {
            if let former = before[name], former.counts == cell.counts {
                shown[name]?.completed = former.completed
            } else {
                let place = name.split(separator: "|").prefix(2).joined(separator: "|")
                shown[name]?.completed = completed[place]
            }
        }
    }

    /// What is told of a row of a table: its figures, or where those of a longer period lag behind or are hidden, the sum
    /// of the shown figures inside it (``ShownCell/parts``); nil when nothing may be shown.
    public func told(_ row: TableRow, in table: TableRequest) -> ShownCell? {
        guard var sum = sums[name(row, table)] else { return cell(row, in: table) }
        if !table.showsDetail {
            sum.counts.values = sum.counts.values.filter { $0.key.hasPrefix("overall=") }
        }
        return sum
    }

    /// The own figures of a row of a table, nil when they may not be shown.
    public func cell(_ row: TableRow, in table: TableRequest) -> ShownCell? {
        guard var cell = shown[name(row, table)], cell.counts.answers >= threshold else { return nil }
        if !table.showsDetail {
            cell.counts.values = cell.counts.values.filter { $0.key.hasPrefix("overall=") }
        }
        return cell
    }

    /// The step that a row of a table was last shown after; nil when it is not shown, or only as before a restart.
    func step(_ row: TableRow, in table: TableRequest) -> Int? { steps[name(row, table)] }

    private func name(_ row: TableRow, _ table: TableRequest) -> String {
        let row = resolver.row(row, table.boundaries).name
        func name(_ selection: AnswerSelection) -> String {
            "\(row)|\(table.period)|\(selection.rawValue)|\(table.scale)"
        }
        // Where no answer was assisted, the answers without assisted ones are all of them.
        let isWhole = table.selection == .withoutAssisted && !known.contains(name(.withoutAssisted))
        return name(isWhole ? .all : table.selection)
    }

    /// The name of the cell of a desk's month, all channels together.
    public static func name(ofDesk desk: Desk.ID, in month: Month, scale: String) -> String {
        "\(CellRow.desks([desk]).name)|\(Period.month(month))|\(AnswerSelection.all.rawValue)|\(scale)"
    }

    /// The row, the month and the scale of a cell that comments are shown with, by the cell's name; nil for every other cell.
    public static func rowOfComments(named name: String) -> (row: TableRow, month: Month, scale: String)? {
        let parts = name.split(separator: "|")
        guard parts.count == 4, parts[2] == AnswerSelection.all.rawValue,
            case .month(let month)? = Period(String(parts[1]))
        else { return nil }
        let scale = String(parts[3])
        return switch CellRow(name: parts[0]) {
        case .total: (.total, month, scale)
        case .unitThen(let id): (.unit(id), month, scale)
        case .desks(let ids) where ids.count == 1: (.desk(ids[0]), month, scale)
        case .desks, .levelThen, .communes, .procedure, .deskAndProcedure, nil: nil
        }
    }

    /// Whether the comments of a month may be shown for a row: only when the row's own figures are.
    public func mayShowComments(_ row: TableRow, in month: Month, scale: String = "3,2,1") -> Bool {
        TableRequest.Rows.ofComments(row)
            && cell(row, in: TableRequest(rows: .desk, period: .month(month), boundaries: .then, scale: scale)) != nil
    }
}

extension TableRequest.Rows {
    /// Comments are shown by month and by desk or the units above it; never by procedure or by the citizen's commune.
    fileprivate static func ofComments(_ row: TableRow) -> Bool {
        switch row {
        case .total, .level, .unit, .desk: true
        case .commune, .procedure, .deskAndProcedure: false
        }
    }
}
