import Hummingbird
import Survey
import SurveyStore

/// `/procedures`: the public list of procedures with their fields, as it is or was on a day.
struct ProceduresRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        router.get(SiteURL.procedures.pattern, use: show)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let day = try day(request)
        let level = try level(request)
        let texts = try site.renderer.texts("manage", request.language)
        let numbers = NumberStyle(language: request.language)
        let valid = try site.store.catalogue().procedures.values.filter { $0.validity.contains(day) }
        let shown = valid.filter { level == nil || $0.level == level }
        let byField = Dictionary(grouping: shown, by: \.field)
        let choices = [nil] + AdministrativeUnit.Level.allCases.filter { level in valid.contains { $0.level == level } }
        let page = ProceduresPage(
            frame: try site.officeFrame(request, title: texts["proceduresTitle"]), t: texts.table,
            action: SiteURL.procedures.path, day: day.description, level: level?.rawValue ?? "",
            levels: choices.map { choice in
                let rows = valid.filter { choice == nil || $0.level == choice }
                let placeholders = rows.count { $0.code.isPlaceholder }
                return ProceduresPage.Level(
                    name: choice?.name[request.language] ?? texts["proceduresAll"],
                    href: SiteURL.procedures.path([
                        "on": request.query("on"), "level": choice?.rawValue, "lang": request.query("lang"),
                    ]),
                    count: texts.filled("proceduresCount", ["count": numbers.whole(rows.count)]),
                    placeholders: placeholders > 0
                        ? texts.filled("proceduresOf", ["count": numbers.whole(placeholders)]) : nil,
                    isCurrent: choice == level)
            },
            fields: byField.sorted { $0.key < $1.key }.map { field, procedures in
                ProceduresPage.Field(
                    name: field, count: numbers.whole(procedures.count),
                    rows: procedures.sorted { $0.code.text < $1.code.text }.map { procedure in
                        ProceduresPage.Row(
                            code: procedure.code.text, name: procedure.name,
                            level: procedure.level.name[request.language], isPlaceholder: procedure.code.isPlaceholder)
                    })
            }, hasPlaceholders: shown.contains { $0.code.isPlaceholder })
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }

    private func day(_ request: Request) throws -> Day {
        guard let text = request.query("on"), !text.isEmpty else { return site.store.today }
        guard let day = Day(text) else {
            throw SurveyError(
                .invalid, vi: "ngày phải có dạng 2024-05-31", en: "a day looks like 2024-05-31")
        }
        return day
    }

    private func level(_ request: Request) throws -> AdministrativeUnit.Level? {
        guard let text = request.query("level"), !text.isEmpty else { return nil }
        guard let level = AdministrativeUnit.Level(rawValue: text) else {
            throw SurveyError(
                .invalid, vi: "cấp phải là province, district hoặc commune",
                en: "a level is province, district or commune")
        }
        return level
    }
}
