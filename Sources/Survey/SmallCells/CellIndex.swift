/// Every cell of every table on the closed list, and the answers in it.
struct CellIndex {
    /// A row in a period, whatever the way the answers came in.
    struct Place {
        let row: Int
        let period: Period
        var completed = 0
        /// All answers that are counted now, published or not.
        var answers = 0
        /// Columns for dossiers that nobody had answered in the step they appeared in.
        var unanswered: [Int32] = []
    }

    struct Cell {
        let place: Int
        let selection: AnswerSelection
        let name: String
        /// Its answers, in the order of the steps.
        var elements: [Int32] = []
        /// Steps after which it was shown anew, ascending.
        var shown: [Int] = []
        /// The sums that it is a part or the whole of.
        var sums: [Int] = []
    }

    /// A cell and the cells that add up to it in one way, as far as they have answers.
    struct Whole {
        let cell: Int
        var parts: [Int] = []
    }

    /// Answers that came in one step in one finest cell; an unanswered dossier is one without answers.
    struct Element {
        var step: Int
        var answers: Int
        var satisfied: Int
        /// Answers by level of the first question, in the order of the scale.
        var levels: [Int]
        var column: Int32
        /// The column of its unsatisfied answers, where it has any.
        var unsatisfied: Int32?
    }

    private(set) var resolver: RowResolver
    private(set) var places: [Place] = []
    var cells: [Cell] = []
    private(set) var elements: [Element] = []
    private var placeIDs: [PlaceKey: Int] = [:]
    private var cellIDs: [CellKey: Int] = [:]
    private(set) var sums: [Whole] = []
    private var sumIDs: [SumKey: Int] = [:]
    private let published: [String: [Int]]
    /// What was shown before the service started.
    private var former: [String: ShownCell] = [:]

    private struct PlaceKey: Hashable {
        let row: Int
        let period: Period
    }
    private struct CellKey: Hashable {
        let place: Int
        let selection: AnswerSelection
        let scale: String
    }

    private struct SumKey: Hashable {
        let sum: Sum
        let cell: Int
    }

    init(resolver: RowResolver, published: [String: [Int]]) {
        self.resolver = resolver
        self.published = published
    }

    mutating func setFormer(_ former: [String: ShownCell]) { self.former = former }

    /// What came to a shown figure after one step and up to another; nil for a cell that was never shown.
    ///
    /// - Parameter start: −1: since it was shown before the service started.
    func increase(_ cell: Int, after start: Int, through end: Int) -> AnswerGroup? {
        let shown = start < 0 ? former[cells[cell].name] : nil
        if start < 0, shown == nil { return nil }
        var group = AnswerGroup()
        for element in cells[cell].elements.lazy.map({ elements[Int($0)] }) where element.step > start {
            if element.step > end { break }
            group += element
        }
        if let shown {
            let scale = cells[cell].name.split(separator: "|").last?.split(separator: ",") ?? []
            group -= (shown.counts, scale)
        }
        return group
    }

    static func periods(of month: Month) -> [Period] {
        [
            .month(month), .quarter(year: month.year, quarter: (month.ofYear + 2) / 3), .year(month.year), .everything,
        ]
    }

    private mutating func places(of atom: DossierAtom) -> [Int] {
        let rows = resolver.rows(of: atom)
        var found: [Int] = []
        found.reserveCapacity(rows.count * 4)
        for period in CellIndex.periods(of: atom.month) {
            for row in rows {
                let key = PlaceKey(row: row, period: period)
                if let id = placeIDs[key] {
                    found.append(id)
                } else {
                    placeIDs[key] = places.count
                    found.append(places.count)
                    places.append(Place(row: row, period: period))
                }
            }
        }
        return found
    }

    /// Counts dossiers and all their answers; to be called for all dossiers before any answer is added.
    mutating func count(_ atom: DossierAtom, completed: Int, answers: Int) {
        for place in places(of: atom) {
            places[place].completed += max(completed, answers)
            places[place].answers += answers
        }
    }

    /// Adds a column that can only rise, for dossiers that nobody had answered in the step they appeared in.
    ///
    /// - Parameter scales: those of the month's answers, so that cells without any answer are cells too.
    mutating func addUnanswered(_ atom: DossierAtom, column: Int32, step: Int, scales: [String]) {
        elements.append(Element(step: step, answers: 0, satisfied: 0, levels: [], column: column))
        for place in places(of: atom) {
            places[place].unanswered.append(Int32(elements.count - 1))
            for scale in scales { _ = cell(place, .all, scale) }
        }
    }

    /// Adds answers and returns the cells that they are in.
    mutating func add(
        _ atom: AnswerAtom, _ counts: AnswerCounts, step: Int, column: Int32, unsatisfied: Int32? = nil
    ) -> [Int] {
        let element = Int32(elements.count)
        let levels = atom.scale.split(separator: ",").map { counts.values["overall=\($0)"] ?? 0 }
        elements.append(
            Element(
                step: step, answers: counts.answers, satisfied: counts.satisfied, levels: levels, column: column,
                unsatisfied: unsatisfied))
        var touched: [Int] = []
        for place in places(of: atom.dossiers) {
            let all = cell(place, .all, atom.scale)
            var inside = [all]
            if atom.channel == .assisted {
                touched.append(cell(place, .withoutAssisted, atom.scale))
                inside.append(cell(place, .assisted, atom.scale))
            } else if let without = cellIDs[CellKey(place: place, selection: .withoutAssisted, scale: atom.scale)] {
                inside.append(without)
            }
            for id in inside { cells[id].elements.append(element) }
            touched += inside
        }
        return touched
    }

    private mutating func cell(_ place: Int, _ selection: AnswerSelection, _ scale: String) -> Int {
        let key = CellKey(place: place, selection: selection, scale: scale)
        if let id = cellIDs[key] { return id }
        let row = resolver.entries[places[place].row]
        let name = "\(row.row.name)|\(places[place].period)|\(selection.rawValue)|\(scale)"
        let id = cells.count
        cellIDs[key] = id
        cells.append(Cell(place: place, selection: selection, name: name, shown: published[name] ?? []))
        if selection == .withoutAssisted {
            // Made for the first assisted answer, which is the newest element: until now its answers were all of them.
            let all = self.cell(place, .all, scale)
            let newest = Int32(elements.count - 1)
            cells[id].elements = cells[all].elements.filter { $0 != newest }
            let step = elements[Int(newest)].step
            cells[id].shown = Array(Set(cells[id].shown + cells[all].shown.filter { $0 < step })).sorted()
        }
        var parents: [(Sum, Int)] = []
        for (sum, parent) in row.parents {
            if let above = placeIDs[PlaceKey(row: parent, period: places[place].period)] {
                parents.append((sum, self.cell(above, selection, scale)))
            }
        }
        for (index, period) in longer(places[place].period).enumerated() {
            if let above = placeIDs[PlaceKey(row: places[place].row, period: period)] {
                parents.append((.period(index), self.cell(above, selection, scale)))
            }
        }
        if selection != .all { parents.append((.selection, self.cell(place, .all, scale))) }
        for (sum, parent) in parents {
            let sumKey = SumKey(sum: sum, cell: parent)
            let sumID = sumIDs[sumKey] ?? sums.count
            if sumID == sums.count {
                sumIDs[sumKey] = sumID
                sums.append(Whole(cell: parent))
                cells[parent].sums.append(sumID)
            }
            sums[sumID].parts.append(id)
            cells[id].sums.append(sumID)
        }
        return id
    }

    /// The periods that a period is a part of.
    private func longer(_ period: Period) -> [Period] {
        guard let months = period.months else { return [] }
        let all = CellIndex.periods(of: months.lowerBound)
        return Array(all.drop { $0 != period }.dropFirst())
    }

    /// The elements of a cell after one step and up to another, unanswered ones among them.
    func range(_ cell: Int, after start: Int, through end: Int) -> [Int32] {
        (cells[cell].elements + (cells[cell].selection == .assisted ? [] : places[cells[cell].place].unanswered)).filter
        {
            let step = elements[Int($0)].step
            return step > start && step <= end
        }
    }
}

extension Period {
    /// 0 for a month to 3 for everything.
    var length: Int {
        switch self {
        case .month: 0
        case .quarter: 1
        case .year: 2
        case .everything: 3
        }
    }
}
