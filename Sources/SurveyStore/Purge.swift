import GRDB
import Survey

/// What a purge did.
public struct PurgeSummary: Sendable, Hashable {
    public var dissolvedDossiers = 0
    public var deletedComments = 0
}

extension Store {
    /// Does what retention demands: forgets of expired dossiers whether they were rated, dissolves those that were completed
    /// longer ago than the period, deletes old comments and dead sessions, and writes the whole file anew, so that no free page keeps what was in it.
    public func purge() async throws -> PurgeSummary {
        let today = today
        let settings = try settings()
        let last = today - settings.retentionDays
        var summary = PurgeSummary()
        // Piece by piece, so that a citizen's answer never waits for all of it.
        while try await close(completedBefore: today - settings.validityDays) > 0 {}
        while case let count = try await dissolve(completedBefore: last), count > 0 {
            summary.dissolvedDossiers += count
        }
        summary.deletedComments = try await write { [now] db in
            try db.execute(sql: "DELETE FROM session WHERE expires < ?", arguments: [Int(now())])
            try db.execute(
                sql: "DELETE FROM comment WHERE month < ?",
                arguments: [(today.month - settings.commentRetentionMonths).number])
            return db.changesCount
        }
        try await writer.rewriteFile()
        return summary
    }

    /// Makes rated and unrated dossiers the same once their link has expired. Nobody can answer for them any more, also when
    /// the period of validity is made longer later, so nothing counts twice.
    private func close(completedBefore day: Day) async throws -> Int {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE dossier SET state = 3 WHERE id IN (
                        SELECT id FROM dossier WHERE completed_on < ? AND state IN (0, 1) ORDER BY completed_on, id LIMIT 2000
                    )
                    """, arguments: [day.number])
            return db.changesCount
        }
    }

    private func dissolve(completedBefore day: Day) async throws -> Int {
        try await write { db in
            let piece = "SELECT id FROM dossier WHERE completed_on < ? ORDER BY completed_on, id LIMIT 2000"
            try db.execute(
                sql: "INSERT OR IGNORE INTO dissolved_dossier \(piece)", arguments: [day.number])
            try db.execute(sql: "DELETE FROM dossier WHERE id IN (\(piece))", arguments: [day.number])
            return db.changesCount
        }
    }
}
