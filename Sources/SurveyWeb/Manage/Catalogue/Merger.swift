import Survey
import SurveyStore

/// A merger as it is entered once: units that end on a day, the one that takes over, and what becomes of their desks.
struct Merger: Sendable {
    let day: Day
    /// Those that end.
    let units: [AdministrativeUnit]
    /// The particulars of the one that takes over, in the columns of the import.
    let successor: [String: String]
    /// Whether the one that takes over is there already and stays as it is.
    let isKnown: Bool
    private let catalogue: Catalogue

    /// - Parameters:
    ///   - codes: of the units that end, as they are on the day before.
    ///   - successor: `code`, `name`, `level`, `parent_code`.
    /// - Throws: `SurveyError` (`invalid`) for a unit that is not there on that day, or none at all.
    init(_ codes: [String], into successor: [String: String], on day: Day, in catalogue: Catalogue) throws {
        self.day = day
        self.catalogue = catalogue
        var units: [AdministrativeUnit] = []
        for code in codes where !units.contains(where: { $0.code == code }) {
            guard let unit = catalogue.unit(code: code, on: day - 1) else {
                throw SurveyError(
                    .invalid, vi: "ngày \((day - 1).written(.vietnamese)) không có đơn vị “\(code.prefix(40))”",
                    en: "there is no unit “\(code.prefix(40))” on \((day - 1).written(.english))")
            }
            units.append(unit)
        }
        guard !units.isEmpty else {
            throw SurveyError(.invalid, vi: "chưa chọn đơn vị nào", en: "no unit is chosen")
        }
        self.units = units
        let code = successor["code"] ?? ""
        let known = units.contains { $0.code == code } ? nil : catalogue.unit(code: code, on: day)
        isKnown = known != nil
        self.successor =
            known.map { CatalogueRow($0).fields }
            ?? successor.merging(["valid_from": day.description]) { $1 }
    }

    var code: String { successor["code"] ?? "" }
    var name: String { successor["name"] ?? "" }

    /// The desks of the units that end, which still stand on that day.
    var desks: [Desk] {
        let codes = Set(units.map(\.code))
        return catalogue.desks.values.filter { desk in
            codes.contains(desk.unitCode) && desk.validity.contains(day) && desk.validity.contains(day - 1)
        }.sorted { $0.code < $1.code }
    }

    /// Everything that changes, in the order in which it is taken.
    ///
    /// - Parameter ended: the desks that end with their unit; all others move along under their code.
    func rows(ending ended: Set<Desk.ID>) -> [TypedRows] {
        let day = day.description
        var unitRows = units.map { CatalogueRow($0).ended(on: day, successor: code) }
        if !isKnown { unitRows.append(successor) }
        var deskRows: [[String: String]] = []
        for desk in desks {
            let row = CatalogueRow(desk)
            if ended.contains(desk.id) {
                deskRows.append(row.ended(on: day))
            } else if desk.unitCode != code {
                // The same desk at another unit is a new row; at a unit that keeps the code it simply stays.
                var moved = row.fields
                moved["unit_code"] = code
                moved["valid_from"] = day
                deskRows += [row.ended(on: day), moved]
            }
        }
        return [TypedRows(.communes, unitRows), TypedRows(.desks, deskRows)]
    }

    /// Who will have become whom.
    var family: UnitFamily? {
        let ids = Set(units.map(\.id))
        var all = catalogue.units.values.map { unit in
            var unit = unit
            if ids.contains(unit.id) {
                unit.validity.to = day
                unit.successorCode = code
            }
            return unit
        }
        if !isKnown {
            all.append(
                AdministrativeUnit(
                    id: (all.map(\.id).max() ?? 0) + 1, code: code, name: name, level: .commune, parentCode: nil,
                    validity: Validity(from: day), successorCode: nil))
        }
        let later = Catalogue(units: all, desks: [], procedures: [])
        return UnitFamily.all(in: later).first { family in family.earlier.contains { ids.contains($0.id) } }
    }

    func auditAct(ending ended: Set<Desk.ID>) throws -> AuditAct {
        var details = [
            "act": "merge", "from": units.map(\.code).joined(separator: ","), "name": name, "valid_from": "\(day)",
        ]
        let codes = desks.filter { ended.contains($0.id) }.map(\.code)
        if !codes.isEmpty { details["ended_desks"] = codes.joined(separator: ",") }
        return try AuditAct(.catalogue, subject: code, details: details)
    }
}
