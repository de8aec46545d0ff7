/// The figures of a release, ready to be looked up: what every page, file and answer of the API shows of answers.
///
/// Made once for a release and a catalogue, and asked often.
public struct ReleasedFigures: Sendable {
    private let release: Release
    private let threshold: Int
    private let resolver: RowResolver
    private let cells: [String: CellIndex.Cell]
    private let entries: [(step: Int, counts: AnswerCounts)]

    /// - Parameters:
    ///   - rule: a threshold that was raised since the release hides more.
    ///   - today: the day of the boundaries `now`.
    public init(_ release: Release, rule: SmallCellRule, catalogue: Catalogue, on today: Day) {
        self.release = release
        threshold = rule.threshold
        let resolver = RowResolver(catalogue: catalogue, today: today, published: release.shown.keys)
        var index = CellIndex(resolver: resolver, published: release.shown)
        for atom in Set(release.steps.flatMap { $0.entries.map(\.atom.dossiers) }) {
            index.count(atom, completed: 0, answers: 0)
        }
        var entries: [(step: Int, counts: AnswerCounts)] = []
        for (step, past) in release.steps.enumerated() {
            for entry in past.entries {
                _ = index.add(entry.atom, entry.counts, step: step, column: 0)
                entries.append((step, entry.counts))
            }
        }
        self.entries = entries
        self.resolver = index.resolver
        cells = Dictionary(index.cells.map { ($0.name, $0) }) { first, _ in first }
    }

    /// The figures of a row of a table, nil when they may not be shown.
    public func cell(_ row: TableRow, in table: TableRequest) -> ShownCell? {
        let name = resolver.row(row, table.boundaries).name
        func cell(_ selection: AnswerSelection) -> CellIndex.Cell? {
            cells["\(name)|\(table.period)|\(selection.rawValue)|\(table.scale)"]
        }
        // Where no answer was assisted, the answers without assisted ones are all of them.
        let found = cell(table.selection) ?? (table.selection == .withoutAssisted ? cell(.all) : nil)
        guard let found, let last = found.shown.last, release.steps.indices.contains(last) else { return nil }
        var counts = AnswerCounts()
        var isCurrent = true
        for element in found.elements {
            let entry = entries[Int(element)]
            if entry.step <= last { counts += entry.counts } else { isCurrent = false }
        }
        guard counts.answers >= threshold else { return nil }
        if !table.showsDetail { counts.values = counts.values.filter { $0.key.hasPrefix("overall=") } }
        return ShownCell(counts: counts, asOf: release.steps[last].day, isCurrent: isCurrent, step: last)
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
