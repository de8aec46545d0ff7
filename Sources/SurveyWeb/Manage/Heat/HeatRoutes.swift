import Hummingbird
import Survey
import SurveyStore

/// `/manage/heat`: satisfaction of each procedure at each desk; `/manage/heat/cell`: one of its cells by itself.
struct HeatRoutes: Sendable {
    let site: Site

    func add(to group: RouterGroup<ManageContext>) {
        group.get(SiteURL.manageHeat.pattern, use: show)
        group.get(SiteURL.manageHeatCell.pattern, use: showCell)
    }

    @Sendable private func show(_ request: Request, _ context: ManageContext) async throws -> Response {
        let scope = ManageScope(context.account, catalogue: try site.store.catalogue())
        let known = try await site.knownMonths()
        let choice = try OverviewChoice(request, latest: known.upperBound)
        guard request.query("period") != nil else { return .seeOther(choice.heatPath) }
        let texts = try site.renderer.texts("manage", request.language)
        let figures = try await HeatFigures(choice, scope: scope, site: site)
        if let format = try ExportFormat(request) {
            return try await site.exportHeat(choice, figures: figures, as: format, texts: texts)
        }
        let table = HeatTable(figures: figures, choice: choice, texts: texts)
        let page = HeatPage(
            frame: try site.manageFrame(request, context, title: texts["heatTitle"], current: .manage),
            t: texts.table, groupings: choice.groupings(scope, texts, page: .manage, isHeat: true),
            channels: choice.channels(texts) { $0.heatPath },
            periods: PeriodChoice(choice.period, known: known, texts: texts) { period in
                choice.with { $0.period = period }.heatPath
            },
            summary: texts.filled(
                "heatSummary", ["shown": "\(figures.shown.count)", "all": "\(figures.shown.of)"]),
            shades: table.shades, blocks: table.blocks,
            threshold: texts.filled("threshold", ["least": "\(try site.store.settings().smallCell)"]),
            waiting: figures.mayWaitForMore ? texts["waiting"] : nil,
            exports: ExportFormat.links(choice.heatPath, texts: texts))
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }

    @Sendable private func showCell(_ request: Request, _ context: ManageContext) async throws -> Response {
        let scope = ManageScope(context.account, catalogue: try site.store.catalogue())
        let known = try await site.knownMonths()
        let choice = try OverviewChoice(request, latest: known.upperBound)
        let (desk, procedure) = try subject(request, scope)
        guard request.query("period") != nil else { return .seeOther(choice.heatPath(desk, procedure)) }
        let texts = try site.renderer.texts("manage", request.language)
        let row = try await figures(desk, procedure, in: choice.period, choice)
        var months: [MonthFigures] = []
        for month in choice.period.trend(known: known) {
            let row = try await figures(desk, procedure, in: .month(month), choice)
            months.append(MonthFigures(month: month, row: row.counts.completed > 0 ? row : nil))
        }
        func rowPath(_ by: Grouping, code: String, _ validity: Validity) -> String {
            choice.with { $0.by = by }.unitPath(
                ReportRow(code: code, name: "", validFrom: validity.from, counts: ReportCounts()))
        }
        var links = [
            ChoiceLink(
                text: desk.name, href: rowPath(.desk, code: desk.code, desk.validity), isCurrent: false)
        ]
        if !scope.isLimited {
            links.append(
                ChoiceLink(
                    text: procedure.name, href: rowPath(.procedure, code: procedure.code.key, procedure.validity),
                    isCurrent: false))
        }
        let page = HeatCellPage(
            frame: try site.manageFrame(
                request, context, title: "\(procedure.name) · \(desk.name)", current: .manage),
            t: texts.table,
            back: ChoiceLink(text: texts["heatTitle"], href: choice.heatPath, isCurrent: false), links: links,
            channels: choice.channels(texts) { $0.heatPath(desk, procedure) },
            periods: PeriodChoice(choice.period, known: known, texts: texts) { period in
                choice.with { $0.period = period }.heatPath(desk, procedure)
            },
            total: FigureRow(row, texts: texts),
            trend: FigureCharts(texts: texts).trend(months, of: texts["trendTitle"]))
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }

    private func figures(
        _ desk: Desk, _ procedure: Procedure, in period: Period, _ choice: OverviewChoice
    ) async throws -> ReportRow {
        let subject = TableRow.deskAndProcedure(desk.id, procedure.id)
        let rows = try await site.store.deskProcedureFigures(in: period, selection: choice.channel, desk: desk.id)
        return rows.first { $0.subject == subject }
            ?? ReportRow(
                code: "", name: "", validFrom: nil, counts: ReportCounts(), isSuppressed: true, subject: subject)
    }

    /// - Throws: `SurveyError`: `notFound` when the catalogue has no such desk or procedure, `forbidden` for a desk
    ///   outside the scope.
    private func subject(_ request: Request, _ scope: ManageScope) throws -> (Desk, Procedure) {
        let since = request.query("since").flatMap { Day($0) }
        let procedureSince = request.query("procedure_since").flatMap { Day($0) }
        let desk = scope.catalogue.desks(code: request.query("desk") ?? "").first { $0.validity.from == since }
        let procedure = scope.catalogue.procedures(key: request.query("procedure") ?? "")
            .first { $0.validity.from == procedureSince }
        if let desk, scope.desks?.contains(desk.id) == false { throw ManageScope.outside }
        guard let desk, let procedure else {
            throw scope.isLimited
                ? ManageScope.outside
                : SurveyError(
                    .notFound, vi: "danh mục không có quầy hoặc thủ tục này",
                    en: "the catalogue has no such desk or procedure")
        }
        return (desk, procedure)
    }
}
