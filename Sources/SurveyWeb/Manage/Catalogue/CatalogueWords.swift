import Survey
import SurveyStore

/// Puts the catalogue into words, tables and pictures.
struct CatalogueWords: Sendable {
    let texts: Texts
    let catalogue: Catalogue
    /// Whether the account may change it.
    let mayChange: Bool
    let lang: String?

    private var language: Language { texts.language }

    var units: CataloguePage.List {
        let rows = catalogue.units.values.sorted { order(($0.code, $0.validity), ($1.code, $1.validity)) }.map { unit in
            let parent = catalogue.ancestors(of: unit).first
            let today = catalogue.today(unit)
            var successor = next(unit)?.name
            if let next = next(unit), next.id != today.id { successor = "\(next.name) → \(today.name)" }
            return row(
                .communes, unit.code, unit.name, parent?.name ?? unit.parentCode ?? "–", unit.validity, successor)
        }
        return list(.communes, "unitsList", "unitAbove", rows)
    }

    var desks: CataloguePage.List {
        let rows = catalogue.desks.values.sorted { order(($0.code, $0.validity), ($1.code, $1.validity)) }.map { desk in
            let day = desk.validity.from ?? desk.validity.to.map { $0 - 1 }
            let unit = day.flatMap { catalogue.unit(of: desk, on: $0) } ?? catalogue.units(code: desk.unitCode).first
            return row(.desks, desk.code, desk.name, unit?.name ?? desk.unitCode, desk.validity)
        }
        return list(.desks, "desksList", "deskUnit", rows)
    }

    var procedures: CataloguePage.List {
        let rows = catalogue.procedures.values
            .sorted { order(($0.code.text, $0.validity), ($1.code.text, $1.validity)) }
            .map { row(.procedures, $0.code.text, $0.name, $0.field, $0.validity) }
        return list(.procedures, "proceduresList", "field", rows)
    }

    /// - Parameter number: of the family on the page.
    func family(_ family: UnitFamily, number: Int) -> CataloguePage.Family {
        let name = texts.filled("familyOf", ["unit": family.last.name])
        let steps = steps(family)
        let description = steps.map { "\($0.name) → \($0.successor), \($0.day)" }.joined(separator: "; ")
        let chart = SuccessionChart(family: family, title: name, description: description, language: language)
        return CataloguePage.Family(name: name, chart: chart.chart("family-\(number)").svg, rows: steps)
    }

    func steps(_ family: UnitFamily) -> [CataloguePage.Step] {
        family.earlier.map { unit in
            CataloguePage.Step(
                name: unit.name, code: unit.code, day: unit.validity.to?.written(language) ?? "–",
                successor: family.successor(of: unit)?.name ?? "–")
        }
    }

    private func next(_ unit: AdministrativeUnit) -> AdministrativeUnit? {
        unit.validity.to.flatMap { end in unit.successorCode.flatMap { catalogue.unit(code: $0, on: end) } }
    }

    private func order(_ a: (String, Validity), _ b: (String, Validity)) -> Bool {
        (a.0, a.1.from?.number ?? .min) < (b.0, b.1.from?.number ?? .min)
    }

    private func list(
        _ kind: ImportKind, _ title: String, _ place: String, _ rows: [CataloguePage.Row]
    ) -> CataloguePage.List {
        CataloguePage.List(
            title: texts[title], placeTitle: texts[place],
            count: NumberStyle(language: language).whole(rows.count), isOpen: rows.count <= 60, rows: rows,
            add: mayChange ? SiteURL.manageCatalogueChange.path(["kind": kind.rawValue, "lang": lang]) : nil)
    }

    private func row(
        _ kind: ImportKind, _ code: String, _ name: String, _ place: String, _ validity: Validity,
        _ successor: String? = nil
    ) -> CataloguePage.Row {
        CataloguePage.Row(
            code: code, name: name, place: place, from: validity.from?.written(language) ?? "–",
            to: validity.to.map { ($0 - 1).written(language) } ?? "–", successor: successor,
            change: mayChange && validity.to == nil
                ? SiteURL.manageCatalogueChange.path([
                    "kind": kind.rawValue, "code": code, "since": validity.from?.description, "lang": lang,
                ]) : nil)
    }
}
