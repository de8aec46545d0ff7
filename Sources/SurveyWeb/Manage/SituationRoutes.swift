import Hummingbird
import Survey
import SurveySheets
import SurveyStore

/// `/manage/situation`: dossiers received, resolved and pending over any months. There are no answers in it, so that the
/// rule of small cells has nothing to decide.
struct SituationRoutes: Sendable {
    let site: Site

    func add(to group: RouterGroup<ManageContext>) {
        group.get(SiteURL.manageSituation.pattern, use: show)
    }

    @Sendable private func show(_ request: Request, _ context: ManageContext) async throws -> Response {
        let scope = ManageScope(context.account, catalogue: try site.store.catalogue())
        let known = try await site.store.situations().map(\.month)
        let resolved = try await site.knownMonths()
        let from = try month("from", request) ?? known.first ?? resolved.lowerBound
        let to = try month("to", request) ?? known.last ?? resolved.upperBound
        guard from <= to else {
            throw SurveyError(.invalid, vi: "tháng đầu sau tháng cuối", en: "the first month is after the last")
        }
        guard request.query("from") != nil, request.query("to") != nil else {
            return .seeOther(path(from, to, request))
        }
        let texts = try site.renderer.texts("manage", request.language)
        let numbers = NumberStyle(language: request.language)
        let result = try await SituationResult(from...to, scope: scope, site: site)
        let gaps = result.units.gaps(texts, most: 12)
        let period = "\(from.written(request.language)) – \(to.written(request.language))"
        let sources = [
            texts.filled(
                "situationFrom",
                [
                    "rows": numbers.whole(result.rowCount), "from": from.written(request.language),
                    "to": to.written(request.language),
                ]),
            texts.filled("situationResolved", ["count": numbers.whole(result.dossierCount)]),
            texts["situationReceived"], texts["situationShare"],
        ]
        if let format = try ExportFormat(request) {
            let form = FormSheet.situation(
                try await result.sections(site: site, language: request.language),
                period: period,
                office: try site.officeName(request.language),
                sources: sources + (gaps.isEmpty ? [] : [texts["situationGapsAbout"]] + gaps),
                language: request.language)
            return try await site.export(
                form, as: format, name: "situation-\(from)-\(to)", language: request.language)
        }
        let unit = try unit(request, result, scope)
        let page = SituationPage(
            frame: try site.manageFrame(request, context, title: texts["situationTitle"], current: .manageSituation),
            t: texts.table, action: SiteURL.manageSituation.path,
            entryHref: SiteURL.manageSituationEntry.path(["lang": request.query("lang")]), from: from.description,
            to: to.description, period: period,
            back: unit.map { _ in
                ChoiceLink(text: texts["situationAllUnits"], href: path(from, to, request), isCurrent: false)
            },
            tables: unit.map { [months(of: $0, numbers, texts)] }
                ?? tables(result, texts) { path(from, to, request, unit: $0) },
            gaps: unit.map { [$0].gaps(texts, most: 1) } ?? gaps, sources: sources,
            exports: unit == nil ? ExportFormat.links(path(from, to, request), texts: texts) : [])
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }

    private func month(_ name: String, _ request: Request) throws -> Month? {
        guard let text = request.query(name), !text.isEmpty else { return nil }
        guard let month = Month(text) else {
            throw SurveyError(.invalid, vi: "tháng phải có dạng 2024-05", en: "a month looks like 2024-05")
        }
        return month
    }

    private func path(
        _ from: Month, _ to: Month, _ request: Request, unit: AdministrativeUnit? = nil
    ) -> String {
        SiteURL.manageSituation.path([
            "from": from.description, "to": to.description, "unit": unit?.code,
            "since": unit?.validity.from?.description, "lang": request.query("lang"),
        ])
    }

    /// The unit that is asked for; nil for all of them.
    ///
    /// - Throws: `SurveyError`: `forbidden` outside the scope, `notFound` when nothing is known of it in these months.
    private func unit(_ request: Request, _ result: SituationResult, _ scope: ManageScope) throws -> SituationUnit? {
        guard let code = request.query("unit") else { return nil }
        let since = request.query("since").flatMap { Day($0) }
        let asked = scope.catalogue.units(code: code).first { $0.validity.from == since }
        if let asked, let units = scope.units, !units.contains(asked.id) { throw ManageScope.outside }
        guard let unit = result.units.first(where: { $0.unit.id == asked?.id }) else {
            throw SurveyError(
                .notFound, vi: "không có số liệu của đơn vị “\(code.prefix(40))” trong các tháng này",
                en: "nothing is known of the unit “\(code.prefix(40))” in these months")
        }
        return unit
    }

    private func tables(
        _ result: SituationResult, _ texts: Texts, href: (AdministrativeUnit) -> String
    ) -> [SituationPage.Table] {
        let numbers = NumberStyle(language: texts.language)
        return [
            SituationPage.Table(
                heading: texts["situationLevels"], first: texts["level"],
                rows: result.levels.map { level in
                    SituationPage.Row(
                        level.level.name[texts.language], href: nil, level.sum, level.resolved, numbers)
                }, total: total(result.levels.map { ($0.sum, $0.resolved) }, texts)),
            SituationPage.Table(
                heading: texts["situationUnits"], first: texts["colName"],
                rows: result.units.map { unit in
                    SituationPage.Row(unit.unit.name, href: href(unit.unit), unit.sum, unit.resolvedSum, numbers)
                }, total: total(result.units.map { ($0.sum, $0.resolvedSum) }, texts)),
        ]
    }

    /// All rows together: a unit's row is of its own desks alone, so that nothing is in two of them.
    private func total(_ rows: [(sum: SituationSum?, resolved: ReportCounts)], _ texts: Texts) -> SituationPage.Row? {
        if rows.isEmpty { return nil }
        return SituationPage.Row(
            texts["total"], href: nil, SituationSum(rows.compactMap(\.sum)),
            rows.reduce(into: ReportCounts()) { $0 += $1.resolved }, NumberStyle(language: texts.language))
    }

    /// One unit, month by month.
    private func months(of unit: SituationUnit, _ numbers: NumberStyle, _ texts: Texts) -> SituationPage.Table {
        SituationPage.Table(
            heading: unit.unit.name, first: texts["situationMonth"],
            rows: unit.months.map { month in
                SituationPage.Row(
                    month.written(texts.language), href: nil, unit.known[month].map { SituationSum([$0]) },
                    unit.resolved[month] ?? ReportCounts(), numbers)
            },
            total: unit.months.isEmpty
                ? nil : SituationPage.Row(texts["total"], href: nil, unit.sum, unit.resolvedSum, numbers))
    }
}

extension SituationPage.Row {
    init(_ name: String, href: String?, _ sum: SituationSum?, _ counts: ReportCounts, _ numbers: NumberStyle) {
        self.init(
            name: name, href: href,
            known: sum.map { sum in
                SituationPage.Known(
                    received: numbers.whole(sum.received), direct: numbers.whole(sum.receivedDirect),
                    online: numbers.whole(sum.receivedOnline), post: numbers.whole(sum.receivedPost),
                    carriedOver: numbers.whole(sum.carriedOver), pendingInTime: numbers.whole(sum.pendingInTime),
                    pendingLate: numbers.whole(sum.pendingLate), awaiting: numbers.whole(sum.awaitingSupplement),
                    ineligible: numbers.whole(sum.ineligible))
            }, resolved: numbers.whole(counts.completed), early: numbers.whole(counts.early),
            onTime: numbers.whole(counts.onTime), late: numbers.whole(counts.late),
            digitised: numbers.whole(counts.digitised),
            digitisedShare: counts.completed > 0
                ? numbers.finePercent(Double(counts.digitised) / Double(counts.completed)) : "–")
    }
}
