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
        /// That of the answer it came with.
        let scale: String
        let text: String
        let isHidden: Bool
        let reach: CommentReach
        /// The desk's units in the month.
        let units: [AdministrativeUnit]
    }

    public let month: Month
    let entries: [Entry]
    let figures: ReleasedFigures
    let units: [Desk.ID: [AdministrativeUnit]]

    /// Those of a row, of the scales on which the row's own figures of the month are shown; nil where there is none.
    public func comments(of row: TableRow) -> [ShownComment]? {
        let scales = figures.scales(in: month).filter { figures.mayShowComments(row, in: month, scale: $0) }
        if scales.isEmpty { return nil }
        let inside = entries.filter { scales.contains($0.scale) && MonthComments.isIn(row, $0) }
        let reach = CommentReach(row, units: inside.first?.units ?? [])
        return inside.filter { $0.reach >= reach }.map { entry in
            let isOfDesk =
                entry.reach >= .desk
                && figures.mayShowComments(.desk(entry.deskID), in: month, scale: entry.scale)
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
                    SELECT key, desk_id, scale, text, is_hidden, reach FROM comment
                    WHERE month = ? AND reach > 0 ORDER BY key
                    """, arguments: [month.number])
            var entries: [MonthComments.Entry] = []
            while let row = try rows.next() {
                entries.append(
                    MonthComments.Entry(
                        id: row[0], deskID: row[1], scale: row[2], text: row[3], isHidden: row[4],
                        reach: CommentReach(rawValue: row[5]) ?? .nowhere, units: units[row[1]] ?? []))
            }
            return MonthComments(month: month, entries: entries, figures: figures, units: units)
        }
    }
}
