/// Finds the rows that a dossier counts in, over all tables of the closed list, and which rows add up to which.
struct RowResolver {
    /// A row and the rows that it is a part of.
    struct Entry {
        let row: CellRow
        var parents: [(sum: Sum, row: Int)]
    }

    private let catalogue: Catalogue
    private let today: Day
    private(set) var entries: [Entry] = []
    private var ids: [CellRow: Int] = [:]
    private var desksNow: [CellRow: [Desk.ID]] = [:]
    private var unitsNow: [Desk.ID: [AdministrativeUnit]] = [:]
    private var communesNow: [AdministrativeUnit.ID: [AdministrativeUnit.ID]] = [:]
    /// Rows published when the catalogue was another, by desk and by commune.
    private var formerDesks: [Desk.ID: Set<Int>] = [:]
    private var formerCommunes: [AdministrativeUnit.ID: Set<Int>] = [:]
    private var byDesk: [DossierAtom: [Int]] = [:]
    private var byCommune: [AdministrativeUnit.ID: [Int]] = [:]

    init(catalogue: Catalogue, today: Day, published: some Sequence<String>) {
        self.catalogue = catalogue
        self.today = today
        for desk in catalogue.desks.values {
            let chain = catalogue.unitsToday(above: desk, on: today)
            guard let now = chain.first else { continue }
            unitsNow[desk.id] = chain
            for unit in chain { desksNow[.unitThen(unit.id), default: []].append(desk.id) }
            desksNow[.levelThen(now.level), default: []].append(desk.id)
        }
        for unit in catalogue.units.values { communesNow[catalogue.today(unit).id, default: []].append(unit.id) }
        for name in published {
            guard let row = name.split(separator: "|").first.flatMap({ CellRow(name: $0) }) else { continue }
            let id = self.id(row)
            switch row {
            case .desks(let desks): for desk in desks { formerDesks[desk, default: []].insert(id) }
            case .communes(let communes): for commune in communes { formerCommunes[commune, default: []].insert(id) }
            default: break
            }
        }
    }

    private mutating func id(_ row: CellRow) -> Int {
        if let id = ids[row] { return id }
        ids[row] = entries.count
        entries.append(Entry(row: row, parents: []))
        return entries.count - 1
    }

    private mutating func link(_ child: Int, to parent: Int, _ kind: Int) {
        let sum = Sum.rows(kind)
        guard child != parent, !entries[child].parents.contains(where: { $0.row == parent && $0.sum == sum }) else {
            return
        }
        entries[child].parents.append((sum, parent))
    }

    /// The row of a table on the list.
    func row(_ row: TableRow, _ boundaries: Boundaries) -> CellRow {
        switch (row, boundaries) {
        case (.total, _): .total
        case (.level(let level), .then): .levelThen(level)
        case (.level(let level), .now): .desks(desksNow[.levelThen(level)]?.sorted() ?? [])
        case (.unit(let id), .then): .unitThen(id)
        case (.unit(let id), .now): .desks(desksNow[.unitThen(id)]?.sorted() ?? [])
        case (.commune(let id), .then): .communes([id])
        case (.commune(let id), .now): .communes(communesNow[id]?.sorted() ?? [id])
        case (.desk(let id), _): .desks([id])
        case (.procedure(let id), _): .procedure(id)
        case (.deskAndProcedure(let desk, let procedure), _): .deskAndProcedure(desk, procedure)
        }
    }

    /// The rows that a dossier counts in.
    mutating func rows(of atom: DossierAtom) -> [Int] {
        let total = id(.total)
        let desk = id(.desks([atom.deskID]))
        let procedure = id(.procedure(atom.procedureID))
        let both = id(.deskAndProcedure(atom.deskID, atom.procedureID))
        link(both, to: desk, 0)
        link(both, to: procedure, 1)
        link(both, to: total, 2)
        link(procedure, to: total, 3)
        let deskRows = rows(of: atom.deskID, desk, total, in: atom.month)
        let communeRows = rows(of: atom.communeID, total)
        return Array(Set([total, desk, procedure, both] + deskRows + communeRows))
    }

    private mutating func rows(of deskID: Desk.ID, _ desk: Int, _ total: Int, in month: Month) -> [Int] {
        let key = DossierAtom(month: month, deskID: deskID, communeID: 0, procedureID: 0)
        if let known = byDesk[key] { return known }
        var rows = Array(formerDesks[deskID] ?? [])
        link(desk, to: total, 4)
        let units = catalogue.desks[deskID].map { catalogue.units(of: $0, in: month) } ?? []
        if let unit = units.first {
            let level = id(.levelThen(unit.level))
            link(desk, to: level, 5)
            link(level, to: total, 6)
            let chain = units.map { id(.unitThen($0.id)) }
            for (index, above) in chain.enumerated() {
                link(desk, to: above, 7)
                if index > 0 { link(chain[0], to: above, 8) }
            }
            link(chain[0], to: total, 8)
            rows += [level] + chain
        }
        if let chain = unitsNow[deskID], let unit = chain.first {
            let level = id(row(.level(unit.level), .now))
            let units = chain.map { id(row(.unit($0.id), .now)) }
            link(desk, to: level, 9)
            link(level, to: total, 10)
            for (index, above) in units.enumerated() {
                link(desk, to: above, 11)
                if index > 0 { link(units[0], to: above, 12) }
            }
            link(units[0], to: total, 12)
            rows += [level] + units
        }
        byDesk[key] = rows
        return rows
    }

    private mutating func rows(of communeID: AdministrativeUnit.ID, _ total: Int) -> [Int] {
        if let known = byCommune[communeID] { return known }
        let then = id(.communes([communeID]))
        let today = catalogue.units[communeID].map { catalogue.today($0).id } ?? communeID
        let now = id(row(.commune(today), .now))
        link(then, to: now, 13)
        link(then, to: total, 14)
        link(now, to: total, 15)
        let rows = [then, now] + (formerCommunes[communeID] ?? [])
        byCommune[communeID] = rows
        return rows
    }
}
