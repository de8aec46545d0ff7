@testable import Survey

/// Somebody who asks for every table on every day as every role, writes everything down, and puts it into equations.
///
/// Unknown are the answers that came in each step, of each finest cell and way in; the steps themselves are known.
struct SmallCellAttacker {
    struct Unknown: Hashable {
        let step: Int
        let atom: DossierAtom
        let isAssisted: Bool
        let scale: String
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
    /// No more answers than dossiers, on every day: what came in through a step came from dossiers completed by then.
    private(set) var caps: [(columns: [Int], most: Int)] = []
    private var cappedSteps = 0
    private var known: Set<[Int]> = []
    private var hidden: Set<[Int]> = []
    /// Figures that break the rule by themselves.
    private(set) var breaches: [String] = []
    /// How often a shown figure lacked as many answers as it may move by.
    private(set) var largeIncreases = 0
    private var lastShown: [String: (answers: Int, step: Int)] = [:]
    /// Steps of the service's lives before its last start; the attacker was there all the time and counts on.
    private var earlierSteps = 0
    private var earlierDossiers: Set<DossierAtom> = []

    /// Asks for everything after a release.
    mutating func ask(_ world: SmallCellWorld) {
        let release = world.release
        guard !release.steps.isEmpty else { return }
        learn(release, world.size.scales)
        let figures = ReleasedFigures(release, rule: world.rule, catalogue: world.catalogue, on: world.today)
        let atoms = earlierDossiers.union(release.steps.flatMap(\.dossiers)).sorted { "\($0)" < "\($1)" }
        noteCaps(atoms, world)
        for (row, boundaries) in world.rows {
            let ever = atoms.filter { world.holds(row, boundaries, .everything, $0) }
            for period in world.periods {
                let inside = ever.filter { period.months?.contains($0.month) ?? true }
                if inside.isEmpty { continue }
                for way in ways(world) {
                    let table = TableRequest(
                        rows: .total, period: period, selection: way.selection, boundaries: boundaries,
                        scale: way.scale)
                    note(
                        figures.cell(row, in: table), after: figures.step(row, in: table), of: inside, way, world,
                        name: "\(row) \(boundaries) \(period) \(way.selection) \(way.scale)")
                }
            }
        }
    }

    /// Which answers a table counts.
    private struct Way {
        let selection: AnswerSelection
        let scale: String
    }

    private func ways(_ world: SmallCellWorld) -> [Way] {
        world.size.scales.flatMap { scale in AnswerSelection.allCases.map { Way(selection: $0, scale: scale) } }
    }

    /// Numbers of dossiers are told as they are, so that the finest ones give all others as sums.
    private mutating func noteCaps(_ atoms: [DossierAtom], _ world: SmallCellWorld) {
        let steps = earlierSteps + world.release.steps.count
        if steps == cappedSteps { return }
        cappedSteps = steps
        for atom in atoms {
            let columns = world.size.scales.flatMap { scale in
                self.columns([atom], Way(selection: .all, scale: scale), after: -1, through: steps - 1)
            }.compactMap { unknowns[$0] }
            if !columns.isEmpty { caps.append((columns, world.snapshot.completed[atom] ?? 0)) }
        }
    }

    /// Notes that the service is about to start again.
    mutating func noteRestart(_ world: SmallCellWorld) {
        earlierSteps += world.release.steps.count
        earlierDossiers.formUnion(world.release.steps.flatMap(\.dossiers))
    }

    /// Numbers the unknowns of new steps: nobody can have answered before the dossier appeared.
    private mutating func learn(_ release: Release, _ scales: [String]) {
        var seen = earlierDossiers
        for (index, past) in release.steps.enumerated() {
            let step = earlierSteps + index
            seen.formUnion(past.dossiers)
            for atom in seen.sorted(by: { "\($0)" < "\($1)" }) {
                for scale in scales {
                    for isAssisted in [false, true] {
                        let unknown = Unknown(step: step, atom: atom, isAssisted: isAssisted, scale: scale)
                        if unknowns[unknown] == nil { unknowns[unknown] = unknowns.count }
                    }
                }
            }
            for entry in past.entries {
                let unknown = Unknown(
                    step: step, atom: entry.atom.dossiers, isAssisted: entry.atom.channel == .assisted,
                    scale: entry.atom.scale)
                // The first step after a start has everything in it; what is new of it is what earlier lives had not.
                let isFirst = index == 0 && earlierSteps > 0
                let before = isFirst ? counted(unknown) : AnswerCounts()
                let new = entry.counts - before
                if new.answers > 0 { truth[unknown] = new }
            }
        }
    }

    /// What came of the same before a step.
    private func counted(_ unknown: Unknown) -> AnswerCounts {
        (0..<unknown.step).reduce(into: AnswerCounts()) { sum, step in
            let earlier = Unknown(
                step: step, atom: unknown.atom, isAssisted: unknown.isAssisted, scale: unknown.scale)
            if let counts = truth[earlier] { sum += counts }
        }
    }

    /// The step that a figure from before the last start is of; nil when it was never shown.
    private func earlierStep(_ cell: ShownCell, of atoms: [DossierAtom], _ way: Way) -> Int? {
        (0..<earlierSteps).last { step in
            let columns = columns(atoms, way, after: -1, through: step)
            return known.contains(columns.compactMap { unknowns[$0] }.sorted())
                && cell.counts.answers == columns.reduce(0) { $0 + (truth[$1]?.answers ?? 0) }
        }
    }

    private func columns(_ atoms: [DossierAtom], _ way: Way, after: Int, through: Int) -> [Unknown] {
        let ways = [false, true].filter { way.selection == .all || $0 == (way.selection == .assisted) }
        return atoms.flatMap { atom in
            ways.flatMap { isAssisted in
                (after..<through).map {
                    Unknown(step: $0 + 1, atom: atom, isAssisted: isAssisted, scale: way.scale)
                }
            }
        }.filter { unknowns[$0] != nil }
    }

    private mutating func note(
        _ cell: ShownCell?, after step: Int?, of atoms: [DossierAtom], _ way: Way,
        _ world: SmallCellWorld, name: String
    ) {
        let last = earlierSteps + world.release.steps.count - 1
        var step = step.map { $0 + earlierSteps }
        if let cell, step == nil {
            step = earlierStep(cell, of: atoms, way)
            if step == nil { breaches.append("\(name) was never shown") }
        } else if let cell, let step {
            let columns = columns(atoms, way, after: -1, through: step)
            let fact = Fact(
                columns: columns.compactMap { unknowns[$0] }.sorted(), answers: cell.counts.answers,
                satisfied: cell.counts.satisfied)
            if known.insert(fact.columns).inserted { facts.append(fact) }
            check(cell, step, columns, atoms, world, name)
        }
        // Assisted answers are shown apart but have no dossiers of their own, and neither have those of one scale among two:
        // none of them is no secret.
        let after = step ?? -1
        let rest = columns(atoms, way, after: after, through: last)
        let answers = rest.reduce(0) { $0 + (truth[$1]?.answers ?? 0) }
        let hasDossiers = way.selection != .assisted && !world.size.hasTwoScales
        if answers == 0, !hasDossiers || cell != nil { return }
        if way.selection == .withoutAssisted { return }
        if cell != nil, isLarge(rest, of: columns(atoms, way, after: -1, through: last), atoms, world) {
            largeIncreases += 1
            return
        }
        let indices = rest.compactMap { unknowns[$0] }.sorted()
        if !indices.isEmpty, hidden.insert(indices).inserted {
            secrets.append(Secret(name: "\(name), steps \(after + 1)...\(last)", columns: indices, answers: answers))
        }
    }

    /// Whether what a shown figure lacks is no secret: as many answers as it may move by, which do not all agree where
    /// every dossier was answered.
    private func isLarge(
        _ rest: [Unknown], of all: [Unknown], _ atoms: [DossierAtom], _ world: SmallCellWorld
    ) -> Bool {
        var new = AnswerCounts()
        for unknown in rest { new += truth[unknown] ?? AnswerCounts() }
        let answers = all.reduce(0) { $0 + (truth[$1]?.answers ?? 0) }
        let completed = Set(atoms).reduce(0) { $0 + (world.snapshot.completed[$1] ?? 0) }
        let agrees = new.satisfied == 0 || new.values.values.contains(new.answers)
        return new.answers >= 5 && !(agrees && answers >= completed)
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
        if let before = lastShown[name], (1..<max(5, before.answers / 10)).contains(n - before.answers) {
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
