/// Which counts can be thought otherwise by a little: more, less, or both.
///
/// Everybody knows how many dossiers were completed, on every day. So no count can be thought higher where, on the day of
/// its step or later, every dossier of its finest cell was answered; and none lower that is nothing.
struct Leeway {
    /// What stands behind a column.
    private struct Column {
        let dossiers: DossierAtom
        let step: Int
        let canFall: Bool
    }

    private var columns: [Column] = []
    /// The last step at whose end every dossier was answered.
    private var lastFull: [DossierAtom: Int] = [:]
    /// Answers of all steps so far.
    private var answered: [DossierAtom: Int] = [:]
    private let completed: [DossierAtom: Int]

    init(completed: [DossierAtom: Int]) { self.completed = completed }

    /// How many columns there are.
    var count: Int { columns.count }

    /// Adds a column and returns its number.
    ///
    /// - Parameter answers: how many stand in it.
    mutating func add(_ dossiers: DossierAtom, step: Int, answers: Int) -> Int32 {
        columns.append(Column(dossiers: dossiers, step: step, canFall: answers > 0))
        return Int32(columns.count - 1)
    }

    /// Counts a step's answers.
    mutating func count(_ entries: [Release.Step.Entry]) {
        for entry in entries { answered[entry.atom.dossiers, default: 0] += entry.counts.answers }
    }

    /// Notes what was full at the end of a past step.
    mutating func note(full: Set<DossierAtom>, at step: Int) {
        for atom in full { lastFull[atom] = step }
    }

    /// The finest cells whose dossiers are all answered now.
    var full: Set<DossierAtom> {
        Set(answered.filter { $0.value >= completed[$0.key] ?? 0 }.keys)
    }

    private func canRise(_ column: Column) -> Bool { (lastFull[column.dossiers] ?? -1) < column.step }

    /// For every column whether it can be moved both ways, one way, or not at all.
    enum Move: UInt8 {
        case none, oneWay, free
    }

    var moves: [Move] {
        columns.map { column in
            switch (canRise(column), column.canFall) {
            case (true, true): .free
            case (false, false): .none
            default: .oneWay
            }
        }
    }
}
