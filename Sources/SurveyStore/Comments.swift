import GRDB
public import Survey

/// A comment as a manager may see it.
public struct ShownComment: Sendable, Hashable, Identifiable {
    /// Random, and tells nothing; forms name the comment by it.
    public let id: Int64
    public let text: String
    /// The desk, nil where the figures of the desk alone may not be shown.
    public let deskID: Desk.ID?
    public let isHidden: Bool
}

/// The comments of one month as far as they may be shown.
///
/// A comment appears together with a step of the figures that it belongs to, never by itself: one that came alone would
/// tell that somebody answered just now. They stand in the order of their random keys.
public struct MonthComments: Sendable {
    struct Entry: Sendable {
        let id: Int64
        let deskID: Desk.ID
        let text: String
        let isHidden: Bool
        let reach: CommentReach
        /// The desk's units in the month.
        let units: [AdministrativeUnit]
    }

    public let month: Month
    let entries: [Entry]
    let figures: ReleasedFigures
    /// The scales of the answers of each desk in the month.
    let scales: [Desk.ID: Set<String>]

    /// Those of a row; nil when the row's own figures of the month may not be shown.
    public func comments(of row: TableRow) -> [ShownComment]? {
        let inside = entries.filter { MonthComments.isIn(row, $0) }
        guard mayShow(row) else { return nil }
        let reach = CommentReach(row, units: inside.first?.units ?? [])
        return inside.filter { $0.reach >= reach }.map { entry in
            let isOfDesk = entry.reach >= .desk && mayShow(.desk(entry.deskID))
            return ShownComment(
                id: entry.id, text: entry.text, deskID: isOfDesk ? entry.deskID : nil, isHidden: entry.isHidden)
        }
    }

    private static func isIn(_ row: TableRow, _ entry: Entry) -> Bool {
        switch row {
        case .total: true
        case .unit(let id): entry.units.contains { $0.id == id }
        case .desk(let id): entry.deskID == id
        case .level, .commune, .procedure, .deskAndProcedure: false
        }
    }

    /// Whether the row's figures are shown on every scale that its answers have; a comment does not tell its scale.
    private func mayShow(_ row: TableRow) -> Bool {
        let inside = scales.filter { desk, _ in isDesk(desk, in: row) }
        let scales = inside.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        return !scales.isEmpty && scales.allSatisfy { figures.mayShowComments(row, in: month, scale: $0) }
    }

    let units: [Desk.ID: [AdministrativeUnit]]

    private func isDesk(_ desk: Desk.ID, in row: TableRow) -> Bool {
        switch row {
        case .total: true
        case .unit(let id): units[desk]?.contains { $0.id == id } ?? false
        case .desk(let id): desk == id
        case .level, .commune, .procedure, .deskAndProcedure: false
        }
    }
}

/// The finest row whose figures have moved since a comment came: how closely it may be placed.
enum CommentReach: Int, Sendable, Comparable {
    case nowhere, total, province, district, commune, desk

    /// - Parameter units: those of a desk inside the row.
    init(_ row: TableRow, units: [AdministrativeUnit]) {
        switch row {
        case .desk: self = .desk
        case .unit(let id):
            switch units.first(where: { $0.id == id })?.level {
            case .province: self = .province
            case .district: self = .district
            case .commune, nil: self = .commune
            }
        case .total, .level, .commune, .procedure, .deskAndProcedure: self = .total
        }
    }

    static func < (a: CommentReach, b: CommentReach) -> Bool { a.rawValue < b.rawValue }
}

extension Store {
    /// The comments of a month as far as they may be shown.
    public func comments(in month: Month) async throws -> MonthComments {
        // Takes the release as far as it goes, and the comments with it.
        let figures = try await releasedFigures()
        let catalogue = try catalogue()
        let units = catalogue.desks.mapValues { catalogue.units(of: $0, in: month) }
        return try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT key, desk_id, text, is_hidden, reach FROM comment WHERE month = ? AND reach > 0 ORDER BY key
                    """, arguments: [month.number])
            var entries: [MonthComments.Entry] = []
            while let row = try rows.next() {
                entries.append(
                    MonthComments.Entry(
                        id: row[0], deskID: row[1], text: row[2], isHidden: row[3],
                        reach: CommentReach(rawValue: row[4]) ?? .nowhere, units: units[row[1]] ?? []))
            }
            return MonthComments(
                month: month, entries: entries, figures: figures, scales: try Store.scales(in: month, db), units: units)
        }
    }

    private static func scales(in month: Month, _ db: Database) throws -> [Desk.ID: Set<String>] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT DISTINCT desk_id, levels FROM answer_tally
                JOIN questionnaire ON questionnaire.id = questionnaire_id WHERE month = ?
                """, arguments: [month.number])
        var scales: [Desk.ID: Set<String>] = [:]
        while let row = try rows.next() { scales[row[0], default: []].insert(row[1]) }
        return scales
    }
}
