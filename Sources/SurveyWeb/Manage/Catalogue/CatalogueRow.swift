import Survey
import SurveyStore

/// One row of the catalogue in the columns of its kind's file, as it would be imported.
struct CatalogueRow: Sendable {
    let kind: ImportKind
    let fields: [String: String]

    var name: String { fields["name"] ?? "" }
    var code: String { fields["code"] ?? "" }

    init(_ unit: AdministrativeUnit) {
        kind = .communes
        fields = CatalogueRow.days(unit.validity).merging([
            "code": unit.code, "name": unit.name, "level": unit.level.rawValue, "parent_code": unit.parentCode ?? "",
            "successor_code": unit.successorCode ?? "",
        ]) { $1 }
    }

    init(_ desk: Desk) {
        kind = .desks
        fields = CatalogueRow.days(desk.validity).merging([
            "code": desk.code, "name": desk.name, "unit_code": desk.unitCode,
        ]) { $1 }
    }

    init(_ procedure: Procedure) {
        kind = .procedures
        fields = CatalogueRow.days(procedure.validity).merging([
            "code": procedure.code.text, "name": procedure.name, "field": procedure.field,
            "level": procedure.level.rawValue,
        ]) { $1 }
    }

    /// The row of a code that began on a day; nil when there is none.
    init?(_ kind: ImportKind, code: String, since: Day?, in catalogue: Catalogue) {
        switch kind {
        case .communes:
            guard let unit = catalogue.units(code: code).first(where: { $0.validity.from == since }) else { return nil }
            self.init(unit)
        case .desks:
            guard let desk = catalogue.desks(code: code).first(where: { $0.validity.from == since }) else { return nil }
            self.init(desk)
        case .procedures:
            let procedures = catalogue.procedures(key: String(code.prefix(8)))
            guard let procedure = procedures.first(where: { $0.validity.from == since }) else { return nil }
            self.init(procedure)
        case .dossiers, .situation: return nil
        }
    }

    /// The row as it ends.
    ///
    /// - Parameters:
    ///   - day: the first on which it no longer holds.
    ///   - successor: of a unit.
    func ended(on day: String, successor: String = "") -> [String: String] {
        fields.merging(successor.isEmpty ? ["valid_to": day] : ["valid_to": day, "successor_code": successor]) { $1 }
    }

    private static func days(_ validity: Validity) -> [String: String] {
        ["valid_from": validity.from?.description ?? "", "valid_to": validity.to?.description ?? ""]
    }
}
