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

    /// The catalogue as the database has it at this moment: for registrations, which must not be refused for a desk that
    /// another process has just imported.
    public func catalogueNow() throws -> Catalogue {
        forgetRevisions()
        return try catalogue()
    }

    /// The catalogue that a dossier was registered by: a newer one than ``catalogue()``, when that lacks its desk or procedure.
    public func catalogue(of dossier: Dossier) throws -> Catalogue {
        let catalogue = try catalogue()
        let isKnown =
            catalogue.desks[dossier.deskID] != nil && catalogue.procedures[dossier.procedureID] != nil
            && catalogue.units[dossier.communeID] != nil
        return isKnown ? catalogue : try catalogueNow()
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
