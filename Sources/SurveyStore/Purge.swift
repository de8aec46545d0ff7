import GRDB
import Survey

/// What a purge did.
public struct PurgeSummary: Sendable, Hashable {
    public var dissolvedDossiers = 0
    public var deletedComments = 0
}

extension Store {
    /// Does what retention demands: dissolves dossiers that were completed longer ago than the period, deletes old
    /// comments and dead sessions, and writes the whole file anew, so that no free page keeps what was in it.
    public func purge() async throws -> PurgeSummary {
        let today = today
        let settings = try settings()
        let last = today - settings.retentionDays
        var summary = PurgeSummary()
        // Piece by piece, so that a citizen's answer never waits for all of it.
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
