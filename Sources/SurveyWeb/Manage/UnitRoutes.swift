import Foundation
import Hummingbird
import Survey
import SurveyStore

/// `/manage/desk/…`, `/manage/commune/…`, `/manage/procedure/…`: one row of a published table by itself.
struct UnitRoutes: Sendable {
    let site: Site

    func add(to group: RouterGroup<ManageContext>) {
        for by in OverviewChoice.groupings {
            group.get(SiteURL.manageUnit(by.rawValue, code: "{code}").pattern) { request, context in
                try await show(by, request, context)
            }
        }
    }

    private func show(_ by: Grouping, _ request: Request, _ context: ManageContext) async throws -> Response {
        let scope = ManageScope(context.account, catalogue: try site.store.catalogue())
        try scope.check(by)
        let known = try await site.knownMonths()
        var choice = try OverviewChoice(request, latest: known.upperBound)
        choice.by = by
        let asked = try subject(by, request, context, scope)
        let texts = try site.renderer.texts("manage", request.language)
        let report = try await site.figures(choice.request)
        let row = report.rows.first(where: asked.matches) ?? asked.empty
        let months = choice.period.trend(known: known)
        let trend = try await site.trend(
            months, by: by, boundaries: choice.boundaries, channel: choice.channel, row: asked.matches)
        let details = try await details(row, report, choice, texts)
        let questions = try await site.questionFigures(row, choice, texts.language)
        if let format = try ExportFormat(request) {
            return try await site.exportUnit(
                choice, row: row, months: trend, levels: details.levelNames, reasons: details.reasonCounts,
                questions: questions?.shown ?? [], as: format, texts: texts)
        }
        let page = UnitPage(
            frame: try site.manageFrame(request, context, title: row.name, current: .manage), t: texts.table,
            kind: texts.filled("unitKind.\(by.rawValue)", ["code": row.code]),
            back: ChoiceLink(text: texts["by.\(by.rawValue)"], href: choice.path(on: .manage), isCurrent: false),
            boundaries: Boundaries.allCases.reversed().map { boundaries in
                ChoiceLink(
                    text: texts["boundaries.\(boundaries.rawValue)"],
                    href: choice.with { $0.boundaries = boundaries }.unitPath(row),
                    isCurrent: boundaries == choice.boundaries)
            },
            channels: choice.channels(texts) { $0.unitPath(row) },
            periods: PeriodChoice(choice.period, known: known, texts: texts) { period in
                choice.with { $0.period = period }.unitPath(row)
            },
            total: FigureRow(row, texts: texts), change: try await change(row, choice, asked.matches, texts),
            trend: FigureCharts(texts: texts).trend(trend, of: texts["trendTitle"]), levels: details.levels,
            reasons: details.reasons, questions: FigureCharts(texts: texts).questions(questions),
            more: by == .desk ? more(row, choice, known, texts) : [],
            exports: ExportFormat.links(choice.unitPath(row), texts: texts))
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }

    /// What else is known of a desk, month by month.
    private func more(
        _ row: ReportRow, _ choice: OverviewChoice, _ known: ClosedRange<Month>, _ texts: Texts
    ) -> [ChoiceLink] {
        let month = min(choice.period.months?.upperBound ?? known.upperBound, known.upperBound)
        return [(SiteURL.manageComments, "nav.comments"), (.manageHonesty, "nav.honesty")].map { page, key in
            ChoiceLink(
                text: "\(texts[key]) · \(month.written(texts.language))",
                href: page.path([
                    "month": month.description, "desk": row.code, "since": row.validFrom?.description,
                    "lang": choice.language?.rawValue,
                ]), isCurrent: false)
        }
    }

    private struct Asked {
        let matches: (ReportRow) -> Bool
        /// What is shown for a period in which nothing was completed.
        let empty: ReportRow
    }

    /// - Throws: `SurveyError`: `notFound` when the catalogue has no such thing, `forbidden` outside the scope.
    private func subject(
        _ by: Grouping, _ request: Request, _ context: ManageContext, _ scope: ManageScope
    ) throws -> Asked {
        let code = context.web.parameter("code") ?? context.parameters.get("code") ?? ""
        let since = request.query("since").flatMap { Day($0) }
        let catalogue = scope.catalogue
        let name: String? =
            switch by {
            case .desk: catalogue.desks(code: code).first { $0.validity.from == since }?.name
            case .commune: catalogue.units(code: code).first { $0.validity.from == since }?.name
            case .procedure: catalogue.procedures(key: code).first { $0.validity.from == since }?.name
            case .level, .none: nil
            }
        var row = ReportRow(code: code, name: name ?? "", validFrom: since, counts: ReportCounts())
        row.isSuppressed = true
        guard scope.contains(row, by: by) else { throw ManageScope.outside }
        guard name != nil else {
            throw SurveyError(
                .notFound, vi: "danh mục không có “\(code.prefix(40))”", en: "the catalogue has no “\(code.prefix(40))”"
            )
        }
        return Asked(matches: { $0.code == code && $0.validFrom == since }, empty: row)
    }

    private struct Details {
        /// The chart.
        let levels: String?
        let reasons: [UnitPage.Part]
        let levelNames: [(value: String, name: String)]
        let reasonCounts: [(name: String, count: Int)]
    }

    /// Levels and reasons, as far as the released figures have them.
    private func details(
        _ row: ReportRow, _ report: Report, _ choice: OverviewChoice, _ texts: Texts
    ) async throws -> Details {
        let scale = report.levels.joined(separator: ",")
        let pack = site.questionnaires.pack(scale: scale)
        let words = pack?.texts[texts.language]
        let levels = FigureCharts(texts: texts).levels(row, levels: report.levels, words: words?.levels ?? [:])
        let names = site.levelNames(report.levels, texts)
        guard !row.isSuppressed, let subject = row.subject, let table = TableRequest(choice.request, scale: scale),
            table.showsDetail, let cell = try await site.store.figuresToShow().told(subject, in: table)
        else { return Details(levels: levels, reasons: [], levelNames: names, reasonCounts: []) }
        let numbers = NumberStyle(language: texts.language)
        let unsatisfied = cell.counts.answers - cell.counts.satisfied
        let reasons = (pack?.question("reason")?.values ?? []).compactMap { value -> (Int, String)? in
            cell.counts.values["reason=\(value)"].map { ($0, words?.values["reason"]?[value] ?? value) }
        }
        let sorted = reasons.sorted { $0.0 > $1.0 }
        return Details(
            levels: levels,
            reasons: sorted.map { count, name in
                UnitPage.Part(
                    name: name, count: numbers.whole(count),
                    share: unsatisfied > 0 ? numbers.percent(Double(count) / Double(unsatisfied)) : "–")
            }, levelNames: names, reasonCounts: sorted.map { ($0.1, $0.0) })
    }

    private func change(
        _ row: ReportRow, _ choice: OverviewChoice, _ matches: (ReportRow) -> Bool, _ texts: Texts
    ) async throws -> String {
        guard let period = choice.period.moved(by: -1) else { return texts["changeNone"] }
        let earlier = try await site.figures(choice.request(by: choice.by, period: period)).rows.first(where: matches)
        return FigureCharts(texts: texts).change(
            from: earlier, to: row, period: period, minimum: try site.store.settings().smallCell)
    }
}
