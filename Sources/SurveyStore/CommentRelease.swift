import GRDB
import Survey

/// Lets comments out together with the figures that they belong to.
struct CommentRelease: Sendable {
    private struct Waiting: Sendable {
        let key: Int64
        let month: Int
        let deskID: Desk.ID
        let scale: String
        let reach: CommentReach
    }

    private struct Place: Hashable {
        let month: Int
        let scale: String
    }

    /// Comments that were there when the figures were counted, and may come closer still.
    private let waiting: [Waiting]

    init(_ db: Database) throws {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT key, month, desk_id, scale, reach FROM comment WHERE reach < ?",
            arguments: [CommentReach.desk.rawValue])
        var waiting: [Waiting] = []
        while let row = try rows.next() {
            waiting.append(
                Waiting(
                    key: row[0], month: row[1], deskID: row[2], scale: row[3],
                    reach: CommentReach(rawValue: row[4]) ?? .nowhere))
        }
        self.waiting = waiting
    }

    /// How far each comment reaches after some cells were shown anew; those that reach no further are left out.
    ///
    /// - Parameter changed: names of cells (``ReleasedFigures/shown``).
    func reaches(afterShowing changed: some Sequence<String>, _ catalogue: Catalogue) -> [(key: Int64, reach: Int)] {
        var rows: [Place: [TableRow]] = [:]
        for name in changed {
            guard let (row, month, scale) = ReleasedFigures.rowOfComments(named: name) else { continue }
            rows[Place(month: month.number, scale: scale), default: []].append(row)
        }
        return waiting.compactMap { comment in
            guard let rows = rows[Place(month: comment.month, scale: comment.scale)],
                let desk = catalogue.desks[comment.deskID]
            else { return nil }
            let units = catalogue.units(of: desk, in: Month(number: comment.month))
            let reach = rows.filter { row in
                switch row {
                case .total: true
                case .unit(let id): units.contains { $0.id == id }
                case .desk(let id): id == comment.deskID
                case .level, .commune, .procedure, .deskAndProcedure: false
                }
            }.map { CommentReach($0, units: units) }.max()
            guard let reach, reach > comment.reach else { return nil }
            return (comment.key, reach.rawValue)
        }
    }
}
