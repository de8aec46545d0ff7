/// What a row adds up, told by itself: a row whose make-up changes with the catalogue is another row.
enum CellRow: Hashable {
    case total
    /// Desks by the level of their unit at the time.
    case levelThen(AdministrativeUnit.Level)
    /// Desks by their unit, or a unit above it, at the time.
    case unitThen(AdministrativeUnit.ID)
    /// One desk, or all that belong to one unit or level today; ascending.
    case desks([Desk.ID])
    /// One commune, or all that are one commune today; ascending.
    case communes([AdministrativeUnit.ID])
    case procedure(Procedure.ID)
    case deskAndProcedure(Desk.ID, Procedure.ID)

    /// Its name in a ``Release``.
    var name: String {
        switch self {
        case .total: "total"
        case .levelThen(let level): "level:\(level.rawValue)"
        case .unitThen(let id): "unit:\(id)"
        case .desks(let ids): "desks:" + ids.map(String.init).joined(separator: ",")
        case .communes(let ids): "communes:" + ids.map(String.init).joined(separator: ",")
        case .procedure(let id): "procedure:\(id)"
        case .deskAndProcedure(let desk, let procedure): "desk_procedure:\(desk),\(procedure)"
        }
    }

    /// The row of a name, nil when it has another form.
    init?(name: some StringProtocol) {
        let parts = name.split(separator: ":")
        let ids = parts.count == 2 ? parts[1].split(separator: ",").compactMap { Int($0) } : []
        switch (parts.first, ids.count) {
        case ("total", _): self = .total
        case ("level", _):
            guard parts.count == 2, let level = AdministrativeUnit.Level(rawValue: String(parts[1])) else { return nil }
            self = .levelThen(level)
        case ("unit", 1): self = .unitThen(ids[0])
        case ("desks", 1...): self = .desks(ids)
        case ("communes", 1...): self = .communes(ids)
        case ("procedure", 1): self = .procedure(ids[0])
        case ("desk_procedure", 2): self = .deskAndProcedure(ids[0], ids[1])
        default: return nil
        }
    }

    /// Which of its period's tables it stands in; coarse ones first, which are the last to be given up.
    var rank: Int {
        switch self {
        case .total: 0
        case .levelThen: 1
        case .unitThen: 2
        case .desks(let ids): ids.count > 1 ? 2 : 3
        case .communes: 4
        case .procedure: 5
        case .deskAndProcedure: 6
        }
    }
}

/// A way in which the rows of one table add up to a row of another.
enum Sum: Hashable {
    case rows(Int)
    case period(Int)
    case selection
}
