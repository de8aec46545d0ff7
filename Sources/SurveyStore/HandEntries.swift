import GRDB
public import Survey

/// Rows of one kind that somebody typed, in the columns of that kind's file.
public struct TypedRows: Sendable {
    public let kind: ImportKind
    public let rows: [[String: String]]

    /// - Parameter rows: field by column; an absent column is empty.
    public init(_ kind: ImportKind, _ rows: [[String: String]]) {
        self.kind = kind
        self.rows = rows
    }
}

extension Store {
    /// Takes rows that were typed on a page, all or nothing, by the very rules of ``importCSV(_:from:by:progress:)``.
    ///
    /// Groups are taken in their order, so that a desk may stand at a unit of the group before.
    ///
    /// - Parameter act: for the audit trail; left out when nothing changed.
    /// - Throws: `InputProblems` that names every bad field by the row's place in its group.
    public func enter(_ groups: [TypedRows], act: AuditAct, by actor: String) async throws -> ImportSummary {
        let (keyRing, today, trail) = (keyRing, today, trail)
        let summary = try await write { db in
            var all = ImportSummary()
            for group in groups {
                var importer = try Importer(kind: group.kind, db: db, keyRing: keyRing, today: today)
                let summary = try importer.run(group.rows)
                all.rows += summary.rows
                all.created += summary.created
                all.updated += summary.updated
                all.unchanged += summary.unchanged
            }
            if all.created + all.updated > 0 { try trail.append(act, by: actor, to: db) }
            return all
        }
        forgetRevisions()
        return summary
    }
}
