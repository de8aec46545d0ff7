/// Which answers a table counts, by the way they came in.
public enum AnswerSelection: String, Sendable, CaseIterable, Codable {
    case all
    /// Those that no member of staff entered.
    case withoutAssisted = "without_assisted"
    case assisted

    public var channels: Set<Channel> {
        switch self {
        case .all: Set(Channel.allCases)
        case .withoutAssisted: Set(Channel.allCases).subtracting([.assisted])
        case .assisted: [.assisted]
        }
    }
}

/// A table on the closed list: the only tables of answers that leave the server by HTTP.
///
/// Every choice is a value of a closed type, so that no other combination of filters can be asked for. The list is written
/// down in <doc:SmallCells>.
public struct TableRequest: Sendable, Hashable {
    /// What the rows stand for.
    public enum Rows: String, Sendable, CaseIterable, Codable {
        /// One row for everything.
        case total
        /// The level of the desk's unit.
        case level
        /// An administrative unit with the desks of all units below it: also what a manager's scope adds up to.
        case unit
        /// The citizen's commune.
        case commune
        case desk
        case procedure
        /// The heat table.
        case deskAndProcedure = "desk_procedure"
    }

    public var rows: Rows
    public var period: Period
    public var selection: AnswerSelection
    public var boundaries: Boundaries
    /// The scale, as in ``AnswerAtom/scale``.
    public var scale: String

    public init(
        rows: Rows, period: Period, selection: AnswerSelection = .all, boundaries: Boundaries = .now,
        scale: String = "3,2,1"
    ) {
        self.rows = rows
        self.period = period
        self.selection = selection
        self.boundaries = boundaries
        self.scale = scale
    }

    /// The table that a report's request names, nil when it is not on the list: months that are no calendar month, quarter
    /// or year, a choice of channels that is not offered, or a free choice of desks.
    public init?(_ request: ReportRequest, scale: String = "3,2,1") {
        switch (request.from, request.to) {
        case (nil, nil): period = .everything
        case (let from?, let to?):
            guard let period = Period(from: from, to: to) else { return nil }
            self.period = period
        default: return nil
        }
        guard let selection = AnswerSelection.allCases.first(where: { $0.channels == request.channels }) else {
            return nil
        }
        self.selection = selection
        switch request.by {
        case .level: rows = .level
        case .commune: rows = .commune
        case .desk: rows = .desk
        case .procedure: rows = .procedure
        case .none: rows = .total
        }
        guard request.desks == nil else { return nil }
        boundaries = request.boundaries
        self.scale = scale
    }

    /// Whether counts beyond the first question (levels, reasons, optional questions) are shown with this table's cells.
    ///
    /// Only along one line, from the total down to the desk: lines that cross would tell a single reason's place.
    public var showsDetail: Bool { [.total, .level, .unit, .desk].contains(rows) }
}

/// A row of a table on the closed list.
public enum TableRow: Sendable, Hashable {
    case total
    case level(AdministrativeUnit.Level)
    case unit(AdministrativeUnit.ID)
    case commune(AdministrativeUnit.ID)
    case desk(Desk.ID)
    case procedure(Procedure.ID)
    case deskAndProcedure(Desk.ID, Procedure.ID)
}
