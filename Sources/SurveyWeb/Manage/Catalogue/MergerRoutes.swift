import Hummingbird
import Survey
import SurveyStore

/// `/manage/catalogue/merger`: a merger is entered once, looked at, and confirmed; every report follows. For admins.
struct MergerRoutes: Sendable {
    let site: Site

    /// So many units are offered to be ticked; more are named by their codes.
    private static let offered = 200

    func add(to group: RouterGroup<AdminContext>) {
        group.get(SiteURL.manageMerger.pattern) { request, context in
            let query = FormFields((request.uri.query ?? "").utf8)
            return try await page(request, context, query, looks: query?["on"]?.isEmpty == false).response()
        }
        group.post(SiteURL.manageMerger.pattern, use: confirm)
    }

    @Sendable private func confirm(_ request: Request, _ context: AdminContext) async throws -> Response {
        let fields = try await context.form(request, within: site.formTime)
        do {
            let merger = try merger(fields)
            let ended = Set(fields.pairs.filter { $0.0 == "end" }.compactMap { Int($0.1) })
            _ = try await site.store.enter(
                merger.rows(ending: ended), act: merger.auditAct(ending: ended), by: context.account.name)
        } catch let problems as InputProblems {
            let texts = try site.renderer.texts("manage", request.language)
            let problem = problems.first.first.map { "\(texts["column.\($0.field)"]): \($0.reason[request.language])" }
            return try await page(request, context, fields, looks: true, error: problem)
                .response(.unprocessableContent)
        } catch let error as SurveyError {
            return try await page(request, context, fields, looks: false, error: error.message[request.language])
                .response(error.code.status)
        }
        return .seeOther(SiteURL.manageCatalogue.path(["saved": "1", "lang": request.query("lang")]))
    }

    private func merger(_ fields: FormFields) throws -> Merger {
        guard let day = Day(fields["on"] ?? "") else {
            throw SurveyError(.invalid, vi: "chưa có ngày sáp nhập", en: "the day of the merger is missing")
        }
        let codes =
            fields.pairs.filter { $0.0 == "unit" }.map(\.1)
            + (fields["others"] ?? "").split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
        var successor: [String: String] = [:]
        for field in ["code", "name", "level", "parent_code"] {
            successor[field] = (fields[field] ?? "").filter { !$0.isNewline }
        }
        return try Merger(codes, into: successor, on: day, in: try site.store.catalogue())
    }

    private func page(
        _ request: Request, _ context: AdminContext, _ fields: FormFields?, looks: Bool, error: String? = nil
    ) async throws -> RenderedPage {
        let texts = try site.renderer.texts("manage", request.language)
        let catalogue = try site.store.catalogue()
        var error = error
        var merger: Merger?
        if looks, let fields {
            do { merger = try self.merger(fields) } catch let problem as SurveyError {
                error = error ?? problem.message[request.language]
            }
        }
        let chosen = Set((fields?.pairs ?? []).filter { $0.0 == "unit" }.map(\.1))
        let codes = Set(catalogue.desks.values.map(\.unitCode))
        let current = catalogue.units.values.filter { $0.validity.to == nil && $0.level != .province }
            .sorted { ($0.level, $0.code) < ($1.level, $1.code) }
        let units = current.count <= Self.offered ? current : current.filter { codes.contains($0.code) }
        let level = fields?["level"] ?? AdministrativeUnit.Level.commune.rawValue
        let page = MergerPage(
            frame: try site.manageFrame(
                request, context, title: texts["mergerTitle"], current: .manageCatalogue, error: error),
            t: texts.table,
            back: ChoiceLink(
                text: texts["catalogueTitle"], href: SiteURL.manageCatalogue.path(["lang": request.query("lang")]),
                isCurrent: false),
            action: SiteURL.manageMerger.path(["lang": request.query("lang")]), csrf: context.signedIn.csrf.text,
            units: units.map {
                FormChoice(value: $0.code, text: "\($0.name) (\($0.code))", isChosen: chosen.contains($0.code))
            },
            others: fields?["others"] ?? "", day: fields?["on"] ?? "", code: fields?["code"] ?? "",
            name: fields?["name"] ?? "",
            parent: fields?["parent_code"] ?? units.first { chosen.contains($0.code) }?.parentCode ?? "",
            levels: AdministrativeUnit.Level.allCases.filter { $0 != .province }.map {
                FormChoice(value: $0.rawValue, text: $0.name[request.language], isChosen: $0.rawValue == level)
            },
            preview: try await merger.asyncMap { try await preview($0, fields, texts) })
        return RenderedPage(linking: try site.renderer.render(page))
    }

    private func preview(_ merger: Merger, _ fields: FormFields?, _ texts: Texts) async throws -> MergerPage.Preview {
        let words = CatalogueWords(
            texts: texts, catalogue: try site.store.catalogue(), mayChange: true, lang: nil)
        let picture = merger.family.map { words.family($0, number: 0) }
        let codes = Set(merger.units.map(\.code)).subtracting([merger.code])
        let ended = Set((fields?.pairs ?? []).filter { $0.0 == "end" }.map(\.1))
        let names = Dictionary(merger.units.map { ($0.code, $0.name) }) { first, _ in first }
        return MergerPage.Preview(
            chart: picture?.chart ?? "", steps: picture?.rows ?? [],
            desks: merger.desks.map {
                MergerPage.Desk(
                    id: "\($0.id)", name: "\($0.name) (\($0.code))", unit: names[$0.unitCode] ?? $0.unitCode,
                    isEnded: ended.contains("\($0.id)"))
            },
            accounts: try await site.store.accounts().filter { !codes.isDisjoint(with: $0.units) }.map(\.name))
    }
}

extension Optional {
    fileprivate func asyncMap<Value>(_ change: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await change(self)
    }
}
