import Hummingbird
import Survey
import SurveyStore

/// `/manage/catalogue`: what is known, and who became whom. Admins change it from here, by the rules of `hailong import`.
struct CatalogueListRoutes: Sendable {
    let site: Site

    /// Pictures on one page; a country's mergers would be too many to look at.
    private static let familyLimit = 40

    func add(to group: RouterGroup<ManageContext>) {
        group.get(SiteURL.manageCatalogue.pattern, use: show)
    }

    @Sendable private func show(_ request: Request, _ context: ManageContext) async throws -> Response {
        let texts = try site.renderer.texts("manage", request.language)
        let catalogue = try site.store.catalogue()
        let words = CatalogueWords(
            texts: texts, catalogue: catalogue, mayChange: context.account.role == .admin, lang: request.query("lang"))
        let families = UnitFamily.all(in: catalogue)
        let more = families.count - Self.familyLimit
        let page = CataloguePage(
            frame: try site.manageFrame(
                request, context, title: texts["catalogueTitle"], current: .manageCatalogue,
                notice: request.query("saved") == "1" ? texts["savedAccounts"] : nil),
            t: texts.table,
            families: families.prefix(Self.familyLimit).enumerated().map { words.family($1, number: $0) },
            moreFamilies: more > 0 ? texts.filled("familiesMore", ["count": "\(more)"]) : nil,
            merger: words.mayChange ? SiteURL.manageMerger.path(["lang": request.query("lang")]) : nil,
            procedures: SiteURL.procedures.path(["lang": request.query("lang")]),
            lists: [words.units, words.desks, words.procedures])
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }
}
