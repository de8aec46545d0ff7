import GRDB
public import Survey
import Synchronization

extension Store {
    /// The catalogue as it stands; read again when it was changed, by this process or another.
    public func catalogue() throws -> Catalogue {
        let revision = try revisions().catalogue
        if let cached = caches.withLock({ $0.catalogue }), cached.revision == revision { return cached.value }
        let value = try pool.read { try Store.catalogue($0) }
        caches.withLock { $0.catalogue = (revision, value) }
        return value
    }

    static func catalogue(_ db: Database) throws -> Catalogue {
        let units = try Row.fetchAll(db, sql: "SELECT * FROM unit").map { row in
            AdministrativeUnit(
                id: row["id"], code: row["code"], name: row["name"],
                level: AdministrativeUnit.Level(rawValue: row["level"]) ?? .commune, parentCode: row["parent_code"],
                validity: Validity(row), successorCode: row["successor_code"])
        }
        let desks = try Row.fetchAll(db, sql: "SELECT * FROM desk").map { row in
            Desk(
                id: row["id"], code: row["code"], name: row["name"], unitCode: row["unit_code"], validity: Validity(row)
            )
        }
        let procedures = try Row.fetchAll(db, sql: "SELECT * FROM procedure").map { row in
            Procedure(
                id: row["id"], code: try ProcedureCode(row["code"]), name: row["name"], field: row["field"],
                level: AdministrativeUnit.Level(rawValue: row["level"]) ?? .commune, validity: Validity(row))
        }
        return Catalogue(units: units, desks: desks, procedures: procedures)
    }
}
