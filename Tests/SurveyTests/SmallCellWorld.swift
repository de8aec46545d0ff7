@testable import Survey

/// A small province whose dossiers, answers and releases are drawn at random, day by day.
struct SmallCellWorld {
    struct Size {
        var desks: Int
        var procedures: Int
        var communes: Int
        var months: Int
        /// Days of each month on which figures are released.
        var days: Int
        var dossiersADay: Int
        /// Answers in a hundred dossiers.
        var response: Int
        /// Whether some answers are on a second scale, as in a month in which the questionnaire changed.
        var hasTwoScales = false

        var scales: [String] { hasTwoScales ? ["3,2,1", "5,4,3,2,1"] : ["3,2,1"] }
    }

    static let firstMonth = Month(number: 2024 * 12 + 10)
    let size: Size
    let catalogue: Catalogue
    let rule = SmallCellRule()
    private(set) var snapshot = TallySnapshot(answers: [:], completed: [:])
    private(set) var release = Release()
    private(set) var today: Day
    private var random: SeededGenerator
    /// Dossiers that may still be answered.
    private var open: [DossierAtom] = []

    /// Communes merge in pairs, and the district ends, in the second month.
    init(_ size: Size, seed: UInt64) {
        self.size = size
        random = SeededGenerator(seed)
        today = SmallCellWorld.firstMonth.firstDay
        let merger = (SmallCellWorld.firstMonth + 1).firstDay
        let past = Validity(from: nil, to: merger)
        func unit(
            _ id: Int, _ code: String, _ level: AdministrativeUnit.Level, _ parent: String?, _ validity: Validity,
            _ successor: String? = nil
        ) -> AdministrativeUnit {
            AdministrativeUnit(
                id: id, code: code, name: code, level: level, parentCode: parent, validity: validity,
                successorCode: successor)
        }
        var units = [unit(1, "37", .province, nil, Validity()), unit(2, "366", .district, "37", past)]
        for i in 0..<size.communes {
            units.append(unit(10 + i, "1410\(i)", .commune, "366", past, "1410\(i / 2 * 2)"))
            if i % 2 == 0 { units.append(unit(50 + i, "1410\(i)", .commune, "37", Validity(from: merger))) }
        }
        let desks = (0..<size.desks).map {
            Desk(
                id: 100 + $0, code: "D\($0)", name: "D\($0)",
                unitCode: $0 == size.desks - 1 ? "366" : "1410\($0 % size.communes)", validity: Validity())
        }
        let procedures = (0..<size.procedures).compactMap { i in
            (try? ProcedureCode("1.00100\(i)")).map {
                Procedure(id: 200 + i, code: $0, name: $0.text, field: "", level: .commune, validity: Validity())
            }
        }
        catalogue = Catalogue(units: units, desks: desks, procedures: procedures)
    }

    var lastMonth: Month { SmallCellWorld.firstMonth + (size.months - 1) }
    var months: [Month] { (0..<size.months).map { SmallCellWorld.firstMonth + $0 } }

    /// Lets a day pass: dossiers are completed, some are answered, figures are released.
    mutating func pass(month: Month, day: Int) {
        today = month.firstDay + day
        for _ in 0..<size.dossiersADay {
            let desk = Int.random(in: 0...Int.random(in: 0..<size.desks, using: &random), using: &random)
            let isNew = month > SmallCellWorld.firstMonth
            let place = Int.random(in: 0..<4, using: &random) > 0 ? desk : Int.random(in: 0..<9, using: &random)
            let commune = isNew ? 50 + place % size.communes / 2 * 2 : 10 + place % size.communes
            let atom = DossierAtom(
                month: month, deskID: 100 + desk, communeID: commune,
                procedureID: 200
                    + Int.random(in: 0...Int.random(in: 0..<size.procedures, using: &random), using: &random))
            snapshot.completed[atom, default: 0] += 1
            open.append(atom)
        }
        var later: [DossierAtom] = []
        for atom in open {
            // What is not answered on its day may come later, in the next month too.
            if Int.random(in: 0..<100, using: &random) < size.response {
                answer(atom)
            } else if Int.random(in: 0..<3, using: &random) > 0 {
                later.append(atom)
            }
        }
        open = later
        release = rule.release(of: snapshot, after: release, catalogue: catalogue, on: today)
    }

    /// Forgets the steps, as a service does that starts again: all it has is what was shown.
    mutating func restart() {
        let figures = ReleasedFigures(release, rule: rule, catalogue: catalogue, on: today)
        release = Release(resuming: figures.shown)
    }

    private mutating func answer(_ atom: DossierAtom) {
        let level = [3, 3, 3, 3, 2, 2, 2, 2, 1][Int.random(in: 0..<9, using: &random)]
        let isAssisted = Int.random(in: 0..<12, using: &random) == 0
        let isOnSecond = size.hasTwoScales && Int.random(in: 0..<3, using: &random) == 0
        let key = AnswerAtom(
            dossiers: atom, channel: isAssisted ? .assisted : .ownDevice, scale: size.scales[isOnSecond ? 1 : 0])
        snapshot.answers[key, default: AnswerCounts()] += AnswerCounts(
            answers: 1, satisfied: level > 1 ? 1 : 0, values: ["overall=\(isOnSecond ? level + 2 : level)": 1])
    }

    /// Every row of every table on the closed list, written down once more and independently of the rule.
    var rows: [(row: TableRow, boundaries: Boundaries)] {
        var rows: [(TableRow, Boundaries)] = [(.total, .now)]
        for boundaries in Boundaries.allCases {
            rows += AdministrativeUnit.Level.allCases.map { (.level($0), boundaries) }
            rows += catalogue.units.keys.sorted().flatMap { [(.unit($0), boundaries), (.commune($0), boundaries)] }
        }
        rows += catalogue.procedures.keys.sorted().map { (.procedure($0), .now) }
        for desk in catalogue.desks.keys.sorted() {
            rows.append((.desk(desk), .now))
            rows += catalogue.procedures.keys.sorted().map { (.deskAndProcedure(desk, $0), .now) }
        }
        return rows
    }

    var periods: [Period] {
        var periods: [Period] = [.everything]
        for month in months {
            periods += [.month(month), .quarter(year: month.year, quarter: (month.ofYear + 2) / 3), .year(month.year)]
        }
        return Array(Set(periods)).sorted { "\($0)" < "\($1)" }
    }

    func holds(_ row: TableRow, _ boundaries: Boundaries, _ period: Period, _ atom: DossierAtom) -> Bool {
        if let months = period.months, !months.contains(atom.month) { return false }
        let chain: [AdministrativeUnit] = {
            guard let desk = catalogue.desks[atom.deskID] else { return [] }
            let day = boundaries == .then ? atom.month.lastDay : today.month.lastDay
            let last = catalogue.units(code: desk.unitCode).first
            guard var unit = catalogue.unit(of: desk, on: day) ?? last else { return [] }
            if boundaries == .now { unit = catalogue.today(unit) }
            return [unit] + catalogue.ancestors(of: unit, on: day)
        }()
        switch row {
        case .total: return true
        case .level(let level): return chain.first?.level == level
        case .unit(let id): return chain.contains { $0.id == id }
        case .commune(let id):
            let commune = catalogue.units[atom.communeID]
            return id == (boundaries == .then ? commune?.id : commune.map { catalogue.today($0).id })
        case .desk(let id): return atom.deskID == id
        case .procedure(let id): return atom.procedureID == id
        case .deskAndProcedure(let desk, let procedure): return atom.deskID == desk && atom.procedureID == procedure
        }
    }
}
