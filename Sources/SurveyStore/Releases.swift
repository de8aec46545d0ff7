import Foundation
import GRDB
import Survey
import Synchronization

/// What released figures were made of; anything else in here makes them anew.
struct FiguresKey: Sendable, Hashable {
    var tally: Int
    /// How many times figures were shown anew, by this process or another: what was shown last is what the next follow.
    var shown: Int
    var catalogue: Int
    var day: Day
    var threshold: Int
}

/// The release behind the figures that were shown last, and the number of that showing.
struct CurrentRelease: Sendable {
    var release: Release
    var number: Int
}

extension Store {
    /// Takes the release as far as the tallies allow, and keeps what is shown.
    ///
    /// The work is done outside the writer. When another request or process has shown figures meanwhile, it starts again
    /// from those: what was ever shown is never forgotten. The steps behind them stay in memory, since they would tell in
    /// which order answers came; after a restart the figures shown are the only step that is known.
    func advanceRelease(_ rule: SmallCellRule, _ catalogue: Catalogue, on today: Day) async throws
        -> (figures: ReleasedFigures, shown: Int)
    {
        while true {
            let (number, former, snapshot, comments, signals) = try await read { db in
                (
                    try Store.showing(db), try Store.shownCells(db), try Store.snapshot(db), try CommentRelease(db),
                    try SignalRelease(db)
                )
            }
            let current = caches.withLock { $0.release }.flatMap { $0.number == number ? $0.release : nil }
            let release = rule.release(
                of: snapshot, after: current ?? Release(resuming: former), catalogue: catalogue, on: today)
            let figures = ReleasedFigures(
                release, rule: rule, catalogue: catalogue, on: today, completed: snapshot.completed, before: former)
            let changed = figures.shown.filter { former[$0.key]?.counts != $0.value.counts }
            let signs = try signals.content(of: figures.shown, changed: changed.keys)
            let reaches = comments.reaches(afterShowing: changed.keys, catalogue)
            let isSame = changed.isEmpty && signs.isEmpty
            let isKept = isSame ? true : try await keep(changed, signs, reaches, after: number)
            if isKept {
                let number = isSame ? number : number + 1
                caches.withLock { $0.release = CurrentRelease(release: release, number: number) }
                return (figures, number)
            }
        }
    }

    /// Keeps what is shown anew, and with it its signals and comments.
    private func keep(
        _ changed: [String: ShownCell], _ signals: [(name: String, content: Data)],
        _ comments: [(key: Int64, reach: Int)], after number: Int
    ) async throws -> Bool {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let rows = try changed.map { (name: $0.key, content: try encoder.encode($0.value)) }.sorted {
            $0.name < $1.name
        }
        let isKept = try await write { db in
            guard try Store.showing(db) == number else { return false }
            let reach = try db.cachedStatement(sql: "UPDATE comment SET reach = ? WHERE key = ?")
            for comment in comments { try reach.execute(arguments: [comment.reach, comment.key]) }
            let insert = try db.cachedStatement(
                sql: "INSERT INTO shown_cell VALUES (?, ?) ON CONFLICT DO UPDATE SET content = excluded.content")
            for row in rows { try insert.execute(arguments: [row.name, row.content]) }
            let sign = try db.cachedStatement(
                sql: "INSERT INTO shown_signal VALUES (?, ?) ON CONFLICT DO UPDATE SET content = excluded.content")
            for row in signals { try sign.execute(arguments: [row.name, row.content]) }
            try Store.moveRevision("shown", db)
            return true
        }
        if isKept, !comments.isEmpty { writer.note(LogTraces(log: true, pages: true)) }
        return isKept
    }

    /// How many times figures were shown anew.
    static func showing(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT number FROM revision WHERE name = 'shown'") ?? 0
    }

    static func shownCells(_ db: Database) throws -> [String: ShownCell] {
        let decoder = JSONDecoder()
        var cells: [String: ShownCell] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT name, content FROM shown_cell")
        while let row = try rows.next() { cells[row[0]] = try decoder.decode(ShownCell.self, from: row[1]) }
        return cells
    }

    /// All tallies, in the finest cells.
    private static func snapshot(_ db: Database) throws -> TallySnapshot {
        var snapshot = TallySnapshot(answers: [:], completed: [:])
        let dossiers = try Row.fetchCursor(
            db, sql: "SELECT month, desk_id, commune_id, procedure_id, completed FROM dossier_tally WHERE completed > 0"
        )
        while let row = try dossiers.next() { snapshot.completed[atom(row)] = row[4] as Int }

        var scales: [Int: (levels: String, satisfied: Set<String>)] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, levels, satisfied_levels FROM questionnaire") {
            let satisfied = (row[2] as String).split(separator: ",").map(String.init)
            scales[row[0]] = (row[1], Set(satisfied))
        }
        let answers = try Row.fetchCursor(
            db,
            sql: """
                SELECT month, desk_id, commune_id, procedure_id, channel, questionnaire_id, question, value, count
                FROM answer_tally
                """)
        while let row = try answers.next() {
            guard let channel = Channel(rawValue: row[4]), let scale = scales[row[5]] else { continue }
            let atom = AnswerAtom(dossiers: atom(row), channel: channel, scale: scale.levels)
            let question: String = row[6]
            let value: String = row[7]
            let count: Int = row[8]
            var counts = snapshot.answers[atom] ?? AnswerCounts()
            counts.values["\(question)=\(value)", default: 0] += count
            if question == "overall" {
                counts.answers += count
                if scale.satisfied.contains(value) { counts.satisfied += count }
            }
            snapshot.answers[atom] = counts
        }
        return snapshot
    }

    private static func atom(_ row: Row) -> DossierAtom {
        DossierAtom(month: Month(number: row[0]), deskID: row[1], communeID: row[2], procedureID: row[3])
    }
}
