import Hummingbird
import Survey
import SurveyStore

/// `/manage/catalogue`: what is known, read-only; it is changed by `hailong import`.
struct CatalogueListRoutes: Sendable {
    let site: Site

    func add(to group: RouterGroup<ManageContext>) {
        group.get(SiteURL.manageCatalogue.pattern, use: show)
    }

    @Sendable private func show(_ request: Request, _ context: ManageContext) async throws -> Response {
        let texts = try site.renderer.texts("manage", request.language)
        let catalogue = try site.store.catalogue()
        func row(_ code: String, _ name: String, _ place: String, _ validity: Validity, _ successor: String? = nil)
            -> CataloguePage.Row
        {
            CataloguePage.Row(
                code: code, name: name, place: place, from: validity.from?.written(request.language) ?? "–",
                to: validity.to.map { ($0 - 1).written(request.language) } ?? "–", successor: successor)
        }
        func order(_ a: (String, Validity), _ b: (String, Validity)) -> Bool {
            (a.0, a.1.from?.number ?? .min) < (b.0, b.1.from?.number ?? .min)
        }
        let units = catalogue.units.values.sorted { order(($0.code, $0.validity), ($1.code, $1.validity)) }.map {
            unit in
            let parent = catalogue.ancestors(of: unit).first
            let today = catalogue.today(unit)
            let next = unit.validity.to.flatMap { end in
                unit.successorCode.flatMap { catalogue.unit(code: $0, on: end) }
            }
            var successor = next?.name
            if let next, next.id != today.id { successor = "\(next.name) → \(today.name)" }
            return row(unit.code, unit.name, parent?.name ?? unit.parentCode ?? "–", unit.validity, successor)
        }
        let desks = catalogue.desks.values.sorted { order(($0.code, $0.validity), ($1.code, $1.validity)) }.map {
            desk in
            let day = desk.validity.from ?? desk.validity.to.map { $0 - 1 }
            let unit = day.flatMap { catalogue.unit(of: desk, on: $0) } ?? catalogue.units(code: desk.unitCode).first
            return row(desk.code, desk.name, unit?.name ?? desk.unitCode, desk.validity)
        }
        let procedures = catalogue.procedures.values
            .sorted { order(($0.code.text, $0.validity), ($1.code.text, $1.validity)) }
            .map { row($0.code.text, $0.name, $0.field, $0.validity) }
        let page = CataloguePage(
            frame: try site.manageFrame(request, context, title: texts["catalogueTitle"], current: .manageCatalogue),
            t: texts.table,
            lists: [
                CataloguePage.List(title: texts["unitsList"], placeTitle: texts["unitAbove"], rows: units),
                CataloguePage.List(title: texts["desksList"], placeTitle: texts["deskUnit"], rows: desks),
                CataloguePage.List(title: texts["proceduresList"], placeTitle: texts["field"], rows: procedures),
            ])
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }
}
