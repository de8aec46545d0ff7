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
                period: "\(from.written(request.language)) – \(to.written(request.language))",
                office: try site.officeName(request.language), sources: sources, language: request.language)
            return try await site.export(
                form, as: format, name: "situation-\(from)-\(to)", language: request.language)
        }
        let page = SituationPage(
            frame: try site.manageFrame(request, context, title: texts["situationTitle"], current: .manageSituation),
            t: texts.table, action: SiteURL.manageSituation.path,
            entryHref: SiteURL.manageSituationEntry.path(["lang": request.query("lang")]), from: from.description,
            to: to.description,
            rows: result.levels.map { level in
                SituationPage.Row(level.level.name[request.language], level.sum, level.resolved, numbers)
            },
            sources: sources, exports: ExportFormat.links(path(from, to, request), texts: texts))
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }

    private func month(_ name: String, _ request: Request) throws -> Month? {
        guard let text = request.query(name), !text.isEmpty else { return nil }
        guard let month = Month(text) else {
            throw SurveyError(.invalid, vi: "tháng phải có dạng 2024-05", en: "a month looks like 2024-05")
        }
        return month
    }

    private func path(_ from: Month, _ to: Month, _ request: Request) -> String {
        SiteURL.manageSituation.path([
            "from": from.description, "to": to.description, "lang": request.query("lang"),
        ])
    }
}

extension SituationPage.Row {
    init(_ name: String, _ sum: SituationSum, _ counts: ReportCounts, _ numbers: NumberStyle) {
        self.init(
            name: name, received: numbers.whole(sum.received), direct: numbers.whole(sum.receivedDirect),
            online: numbers.whole(sum.receivedOnline), post: numbers.whole(sum.receivedPost),
            carriedOver: numbers.whole(sum.carriedOver), resolved: numbers.whole(counts.completed),
            early: numbers.whole(counts.early), onTime: numbers.whole(counts.onTime), late: numbers.whole(counts.late),
            pendingInTime: numbers.whole(sum.pendingInTime), pendingLate: numbers.whole(sum.pendingLate),
            awaiting: numbers.whole(sum.awaitingSupplement), ineligible: numbers.whole(sum.ineligible),
            digitised: numbers.whole(counts.digitised),
            digitisedShare: counts.completed > 0
                ? numbers.finePercent(Double(counts.digitised) / Double(counts.completed)) : "–")
    }
}
