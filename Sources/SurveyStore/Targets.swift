import GRDB
public import Survey

extension Store {
    /// All targets, by criterion and unit.
    public func targets() async throws -> [Target] {
        try await read { try Target.all($0) }
    }

    /// Sets what a unit is to reach, or takes its target away, and says so in the audit trail.
    ///
    /// - Parameter permille: in thousandths; nil: none of its own, so that the one of the unit above holds.
    /// - Throws: `SurveyError`: `notFound` for a unit that the catalogue does not have, `invalid` for a share that is none.
    public func setTarget(
        _ criterion: Criterion, of unit: AdministrativeUnit.ID, permille: Int?, by actor: String
    ) async throws {
        let catalogue = try catalogue()
        guard let known = catalogue.units[unit] else {
            throw SurveyError(.notFound, vi: "không có đơn vị này", en: "there is no such unit")
        }
        if let permille, !(1...1000).contains(permille) { _ = try Target.permille(typed: "") }
        let today = today
        try await write { [trail] db in
            if let permille {
                try db.execute(
                    sql: """
                        INSERT INTO target VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT DO UPDATE SET permille = excluded.permille, set_by = excluded.set_by,
                            set_on = excluded.set_on
                        """, arguments: [criterion.rawValue, unit, permille, actor, today.number])
            } else {
                // Those of units that it took over would hold again.
                for id in catalogue.units.values.filter({ catalogue.today($0).id == unit }).map(\.id) + [unit] {
                    try db.execute(
                        sql: "DELETE FROM target WHERE criterion = ? AND unit_id = ?",
                        arguments: [criterion.rawValue, id])
                }
            }
            let act = try AuditAct(
                .plan, subject: "target \(known.code)",
                details: ["criterion": criterion.rawValue, "permille": permille.map { "\($0)" } ?? "none"])
            try trail.append(act, by: actor, to: db)
        }
    }
}

extension Target {
    static func all(_ db: Database) throws -> [Target] {
        try Row.fetchAll(db, sql: "SELECT * FROM target ORDER BY criterion, unit_id").compactMap { row in
            Criterion(rawValue: row["criterion"]).map { criterion in
                Target(
                    criterion: criterion, unitID: row["unit_id"], permille: row["permille"], setBy: row["set_by"],
                    setOn: Day(number: row["set_on"]))
            }
        }
    }
}
