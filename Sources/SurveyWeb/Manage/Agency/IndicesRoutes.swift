import Hummingbird
import Survey
import SurveyStore

/// `/manage/indices`: satisfaction, indicator 5.4, the 18-point score and the index by factor, of everything together or
/// of one agency, whose other points are entered here.
struct IndicesRoutes: Sendable {
    let site: Site

    func add(to group: RouterGroup<ManageContext>) {
        group.get(SiteURL.manageIndices.pattern) { request, context -> Response in
            let choice = try await choice(request, context, query: { request.query($0) })
            guard request.query("period") != nil, choice.scope.isLimited == false || choice.unit != nil else {
                return .seeOther(try await choice.firstPath(site))
            }
            if let format = try ExportFormat(request) {
                return try await site.exportIndices(
                    choice, isAll: choice.unit == nil || request.query("sheet") == "all", as: format,
                    texts: try site.renderer.texts("manage", request.language))
            }
            return try await page(choice, request, context).response()
        }
        group.post(SiteURL.manageIndices.pattern, use: enter)
    }

    @Sendable private func enter(_ request: Request, _ context: ManageContext) async throws -> Response {
        let fields = try await context.form(request, within: site.formTime)
        let choice = try await choice(request, context, query: { fields[$0] })
        let result = try await IndicesResult(choice, site: site)
        guard let unit = choice.unit, let agency = result.agency else { throw ManageScope.outside }
        do {
            let form = AgencyForm(score: agency.result.score, mayVerify: choice.mayVerify(unit))
            let points = try form.changes(fields)
            if !points.isEmpty {
                try await site.store.enter(points, unit: unit.id, period: choice.period, by: context.account.name)
            }
        } catch let error as SurveyError {
            return try await page(
                choice, request, context, typed: fields, error: error.message[request.language]
            ).response(error.code.status)
        }
        return .seeOther(choice.path(saved: true))
    }

    private func choice(
        _ request: Request, _ context: ManageContext, query: (String) -> String?
    ) async throws -> IndicesChoice {
        let scope = ManageScope(context.account, catalogue: try site.store.catalogue())
        return try IndicesChoice(scope: scope, known: try await site.knownMonths(), request: request, query: query)
    }

    private func page(
        _ choice: IndicesChoice, _ request: Request, _ context: ManageContext, typed: FormFields? = nil,
        error: String? = nil
    ) async throws -> RenderedPage {
        let texts = try site.renderer.texts("manage", request.language)
        let result = try await IndicesResult(choice, site: site)
        let words = IndicesWords(texts: texts, choice: choice)
        let isSaved = request.query("saved") == "1" && error == nil
        let page = IndicesPage(
            frame: try site.manageFrame(
                request, context, title: texts["indicesTitle"], current: .manageIndices,
                notice: isSaved ? texts["savedAccounts"] : nil, error: error),
            t: texts.table,
            periods: PeriodChoice(choice.period, known: choice.known, texts: texts) { choice.with(period: $0).path() },
            unit: choice.unit.map { words.name(of: $0) },
            back: choice.unit == nil || choice.scope.isLimited
                ? nil
                : ChoiceLink(text: texts["agenciesAll"], href: choice.with(unit: nil).path(), isCurrent: false),
            measures: try result.measures(texts), questions: result.questions(texts),
            indexNumbers: AgencyIndex.allCases.map {
                ChoiceLink(text: "\($0.rawValue)", href: $0.name[texts.language], isCurrent: false)
            },
            agencies: words.rows(result.agencies),
            exports: choice.unit == nil ? [] : ExportFormat.links(choice.path(), texts: texts),
            agencyExports: ExportFormat.links(choice.path(sheet: "all"), texts: texts),
            entry: result.agency.flatMap { agency in
                choice.mayEnter
                    ? IndicesPage.EntryForm(
                        action: SiteURL.manageIndices.path(["lang": request.query("lang")]),
                        csrf: context.signedIn.csrf.text, unit: agency.unit.code,
                        since: agency.unit.validity.from?.description ?? "", period: choice.period.description,
                        isVerified: choice.mayVerify(agency.unit),
                        rows: AgencyForm(score: agency.result.score, mayVerify: choice.mayVerify(agency.unit))
                            .rows(typed: typed, request.language))
                    : nil
            },
            history: words.history(result.agency?.entries ?? []))
        return RenderedPage(linking: try site.renderer.render(page))
    }
}
