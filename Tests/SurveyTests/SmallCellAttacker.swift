@testable import Survey

/// Somebody who asks for every table on every day as every role, writes everything down, and puts it into equations.
///
/// Unknown are the answers that came in each step, of each finest cell and way in; the steps themselves are known.
struct SmallCellAttacker {
    struct Unknown: Hashable {
        let step: Int
        let atom: DossierAtom
        let isAssisted: Bool
    }
    struct Fact {
        var columns: [Int]
        var answers: Int
        var satisfied: Int
    }
    struct Secret {
        var name: String
        var columns: [Int]
        var answers: Int
    }

    private(set) var unknowns: [Unknown: Int] = [:]
    private(set) var truth: [Unknown: AnswerCounts] = [:]
    private(set) var facts: [Fact] = []
    private(set) var secrets: [Secret] = []
    private var known: Set<[Int]> = []
    private var hidden: Set<[Int]> = []
    /// Figures that break the rule by themselves.
    private(set) var breaches: [String] = []
    private var lastShown: [String: (answers: Int, step: Int)] = [:]

    /// Asks for everything after a release.
    mutating func ask(_ world: SmallCellWorld) {
        let release = world.release
        guard !release.steps.isEmpty else { return }
        learn(release)
        let figures = ReleasedFigures(release, rule: world.rule, catalogue: world.catalogue, on: world.today)
        let atoms = release.steps.flatMap(\.dossiers)
        for (row, boundaries) in world.rows {
            let ever = atoms.filter { world.holds(row, boundaries, .everything, $0) }
            for period in world.periods {
                let inside = ever.filter { period.months?.contains($0.month) ?? true }
                if inside.isEmpty { continue }
                for selection in AnswerSelection.allCases {
                    let table = TableRequest(
                        rows: .total, period: period, selection: selection, boundaries: boundaries)
                    note(
                        figures.cell(row, in: table), after: figures.step(row, in: table), of: inside, selection, world,
                        name: "\(row) \(boundaries) \(period) \(selection)")
                }
            }
        }
    }

    /// Numbers the unknowns of new steps: nobody can have answered before the dossier appeared.
    private mutating func learn(_ release: Release) {
        var seen: Set<DossierAtom> = []
        for (step, past) in release.steps.enumerated() {
            seen.formUnion(past.dossiers)
            for atom in seen.sorted(by: { "\($0)" < "\($1)" }) {
                for isAssisted in [false, true] {
                    let unknown = Unknown(step: step, atom: atom, isAssisted: isAssisted)
                    if unknowns[unknown] == nil { unknowns[unknown] = unknowns.count }
                }
            }
            for entry in past.entries {
                let unknown = Unknown(
                    step: step, atom: entry.atom.dossiers, isAssisted: entry.atom.channel == .assisted)
                truth[unknown] = entry.counts
            }
        }
    }

    private func columns(_ atoms: [DossierAtom], _ selection: AnswerSelection, after: Int, through: Int) -> [Unknown] {
        let ways = [false, true].filter { selection == .all || $0 == (selection == .assisted) }
        return atoms.flatMap { atom in
            ways.flatMap { isAssisted in
                (after..<through).map { Unknown(step: $0 + 1, atom: atom, isAssisted: isAssisted) }
            }
        }.filter { unknowns[$0] != nil }
    }

    private mutating func note(
        _ cell: ShownCell?, after step: Int?, of atoms: [DossierAtom], _ selection: AnswerSelection,
        _ world: SmallCellWorld, name: String
    ) {
        let last = world.release.steps.count - 1
        if let cell, let step {
            let columns = columns(atoms, selection, after: -1, through: step)
            let fact = Fact(
                columns: columns.compactMap { unknowns[$0] }.sorted(), answers: cell.counts.answers,
                satisfied: cell.counts.satisfied)
            if known.insert(fact.columns).inserted { facts.append(fact) }
            check(cell, step, columns, atoms, world, name)
        }
        // Assisted answers are shown apart but have no dossiers of their own: none of them is no secret.
        let after = step ?? -1
        let rest = columns(atoms, selection, after: after, through: last)
        let answers = rest.reduce(0) { $0 + (truth[$1]?.answers ?? 0) }
        if selection == .assisted ? answers == 0 : cell != nil && answers == 0 { return }
        if selection == .withoutAssisted { return }
        let indices = rest.compactMap { unknowns[$0] }.sorted()
        if !indices.isEmpty, hidden.insert(indices).inserted {
            secrets.append(Secret(name: "\(name), steps \(after + 1)...\(last)", columns: indices, answers: answers))
        }
    }

    /// The rule for a single figure: right, at least five answers, no unanimous full house, steps of at least five.
    private mutating func check(
        _ cell: ShownCell, _ step: Int, _ columns: [Unknown], _ atoms: [DossierAtom], _ world: SmallCellWorld,
        _ name: String
    ) {
        let n = cell.counts.answers
        let satisfied = cell.counts.satisfied
        if n != columns.reduce(0, { $0 + (truth[$1]?.answers ?? 0) }) { breaches.append("\(name) is wrong") }
        if n < 5 { breaches.append("\(name) shows \(n) answers") }
        let completed = Set(atoms).reduce(0) { $0 + (world.snapshot.completed[$1] ?? 0) }
        let agree = satisfied == 0 || cell.counts.values.values.contains(n)
        if agree, n == completed, cell.isCurrent, lastShown[name]?.step != step {
            breaches.append("\(name) shows that all \(n) agree")
        }
        if let before = lastShown[name], (1..<5).contains(n - before.answers) {
            breaches.append("\(name) moves from \(before.answers) to \(n)")
        }
        lastShown[name] = (n, step)
    }

    /// The secrets that follow from the facts by exact elimination modulo 2^31 − 1, another prime than the rule's.
    func found() -> [Secret] {
        var pivots: [Int: [UInt64]] = [:]
        let prime: UInt64 = 2_147_483_647
        func inverse(_ a: UInt64) -> UInt64 {
            var (result, power, exponent) = (UInt64(1), a, prime - 2)
            while exponent > 0 {
                if exponent & 1 == 1 { result = result * power % prime }
                power = power * power % prime
                exponent >>= 1
            }
            return result
        }
        func reduced(_ columns: [Int]) -> (row: [UInt64], first: Int?) {
            var row = [UInt64](repeating: 0, count: unknowns.count)
            for column in columns { row[column] = 1 }
            var first: Int?
            for column in row.indices where row[column] != 0 {
                guard let pivot = pivots[column] else {
                    first = first ?? column
                    continue
                }
                let factor = prime - row[column]
                for i in column..<row.count where pivot[i] != 0 { row[i] = (row[i] + factor * pivot[i]) % prime }
            }
            return (row, first)
        }
        for fact in facts {
            let (row, first) = reduced(fact.columns)
            guard let first else { continue }
            let scale = inverse(row[first])
            pivots[first] = row.map { $0 * scale % prime }
        }
        return secrets.filter { reduced($0.columns).first == nil }
    }
}
