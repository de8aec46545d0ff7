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
        let summary = try await write { db in
            var summary = PurgeSummary()
            try db.execute(
                sql: "INSERT OR IGNORE INTO dissolved_dossier SELECT id FROM dossier WHERE completed_on < ?",
                arguments: [last.number])
            try db.execute(sql: "DELETE FROM dossier WHERE completed_on < ?", arguments: [last.number])
            summary.dissolvedDossiers = db.changesCount
            try db.execute(
                sql: "DELETE FROM comment WHERE month < ?",
                arguments: [(today.month - settings.commentRetentionMonths).number])
            summary.deletedComments = db.changesCount
            return summary
        }
        try await writer.rewriteFile()
        return summary
    }
}
