import Hummingbird
import Survey
import SurveyStore

/// `/manage/situation/entry`: a month's counts by hand, by the rules of the import.
struct SituationEntryRoutes: Sendable {
    let site: Site

    private static let counts = Array(ImportKind.situation.requiredColumns.dropFirst(2))

    func add(to group: RouterGroup<ManageContext>) {
        group.get(SiteURL.manageSituationEntry.pattern) { request, context in
            let month = request.query("month").flatMap { Month($0) } ?? site.store.today.month - 1
            return try await page(request, context, month, unit: request.query("unit")).response()
        }
        group.post(SiteURL.manageSituationEntry.pattern, use: enter)
    }

    @Sendable private func enter(_ request: Request, _ context: ManageContext) async throws -> Response {
        let fields = try await context.form(request, within: site.formTime)
        guard let month = Month(fields["month"] ?? "") else { throw HTTPError(.badRequest) }
        let code = fields["unit_code"] ?? ""
        let unit = try unit(code, month, ManageScope(context.account, catalogue: try site.store.catalogue()))
        let names = SituationEntryRoutes.counts
        var row = ["unit_code": code, "month": month.description]
        for name in names { row[name] = fields[name]?.filter { !$0.isWhitespace } }
        let before = try await known(unit, month)
        var details = ["month": month.description, "after": names.map { row[$0] ?? "" }.joined(separator: ",")]
        details["before"] = before.map { $0.map(String.init).joined(separator: ",") }
        do {
            _ = try await site.store.enter(
                [TypedRows(.situation, [row])], act: AuditAct(.figure, subject: unit.code, details: details),
                by: context.account.name)
        } catch let problems as InputProblems {
            return try await page(request, context, month, unit: code, typed: fields, problems: problems)
                .response(.unprocessableContent)
        }
        return .seeOther(
            SiteURL.manageSituationEntry.path([
                "month": month.description, "unit": code, "saved": "1", "lang": request.query("lang"),
            ]))
    }

    /// - Throws: `SurveyError`: `notFound` where no such unit was there in that month, `forbidden` outside the scope.
    private func unit(_ code: String, _ month: Month, _ scope: ManageScope) throws -> AdministrativeUnit {
        guard let unit = scope.catalogue.unit(code: code, inSituationOf: month) else {
            throw SurveyError(
                .notFound, vi: "không có đơn vị “\(code.prefix(40))” trong \(month.written(.vietnamese))",
                en: "there was no unit “\(code.prefix(40))” in \(month.written(.english))")
        }
        guard scope.maySeeSituation(of: unit) else { throw ManageScope.outside }
        return unit
    }

    /// The counts of a unit and month, in the order of the columns; nil where there are none.
    private func known(_ unit: AdministrativeUnit, _ month: Month) async throws -> [Int]? {
        try await site.store.situations(month...month).first { $0.unitID == unit.id }.map { row in
            [
                row.receivedDirect, row.receivedOnline, row.receivedPost, row.carriedOver, row.pendingInTime,
                row.pendingLate, row.awaitingSupplement, row.ineligible,
            ]
        }
    }

    private func page(
        _ request: Request, _ context: ManageContext, _ month: Month, unit code: String?, typed: FormFields? = nil,
        problems: InputProblems? = nil
    ) async throws -> RenderedPage {
        let scope = ManageScope(context.account, catalogue: try site.store.catalogue())
        let texts = try site.renderer.texts("manage", request.language)
        let entered = Set(try await site.store.situations(month...month).map(\.unitID))
        var form: SituationEntryPage.Form?
        if let code, !code.isEmpty {
            let unit = try unit(code, month, scope)
            let known = try await known(unit, month)
            form = SituationEntryPage.Form(
                unit: texts.filled(
                    "situationEntryOf", ["unit": unit.name, "month": month.written(texts.language)]),
                unitCode: code,
                fields: SituationEntryRoutes.counts.enumerated().map { index, name in
                    SituationEntryPage.Field(
                        name: name, label: texts["field.\(name)"],
                        value: typed?[name] ?? known.map { "\($0[index])" } ?? "",
                        error: problems?.first.first { $0.field == name }?.reason[texts.language])
                })
        }
        let other = problems?.first.first { !SituationEntryRoutes.counts.contains($0.field) }
        let isSaved = request.query("saved") == "1" && problems == nil
        let page = SituationEntryPage(
            frame: try site.manageFrame(
                request, context, title: texts["situationEntryTitle"], current: .manageSituation,
                notice: isSaved ? texts["savedAccounts"] : nil, error: other?.reason[texts.language]),
            t: texts.table, action: SiteURL.manageSituationEntry.path(["lang": request.query("lang")]),
            csrf: context.signedIn.csrf.text, month: month.description,
            units: scope.situationUnits(in: month, entered: entered).map { unit in
                SituationEntryPage.Unit(
                    name: "\(unit.name) (\(unit.code))",
                    href: SiteURL.manageSituationEntry.path([
                        "month": month.description, "unit": unit.code, "lang": request.query("lang"),
                    ]),
                    state: texts[entered.contains(unit.id) ? "situationKnown" : "situationUnknown"])
            }, form: form)
        return RenderedPage(linking: try site.renderer.render(page))
    }
}

extension Catalogue {
    /// The unit that a month's counts under a code belong to, as the import has it.
    fileprivate func unit(code: String, inSituationOf month: Month) -> AdministrativeUnit? {
        unit(code: code, on: month.firstDay) ?? unit(code: code, on: month.lastDay)
    }
}

extension ManageScope {
    /// Whether a unit's counts are the account's: those of desks alone are not.
    fileprivate func maySeeSituation(of unit: AdministrativeUnit) -> Bool { units?.contains(unit.id) ?? true }

    /// The units of the scope that have desks in a month, or counts already.
    fileprivate func situationUnits(
        in month: Month, entered: Set<AdministrativeUnit.ID>
    ) -> [AdministrativeUnit] {
        let codes = Set(catalogue.desks.values.map(\.unitCode))
        return catalogue.units.values.filter { unit in
            maySeeSituation(of: unit) && catalogue.unit(code: unit.code, inSituationOf: month)?.id == unit.id
                && (codes.contains(unit.code) || entered.contains(unit.id))
        }.sorted { ($0.level, $0.code) < ($1.level, $1.code) }
    }
}
