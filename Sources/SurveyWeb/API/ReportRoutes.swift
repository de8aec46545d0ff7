import Hummingbird
import Survey
import SurveyStore

/// The aggregates as other systems read them: suppressed, by the one rule that `hailong report --publish` has.
struct ReportRoutes: Sendable {
    let site: Site
    let access: APIAccess

    func add(to group: RouterGroup<WebContext>) {
        group.get(SiteURL.apiReport.pattern, use: report)
    }

    @Sendable private func report(_ request: Request, _ context: WebContext) async throws -> Response {
        let area = try await access.check(request, for: .report)
        try request.checkAccepts(APIAnswer.json)
        let asked = try ReportRoutes.asked(request)
        let report = try await site.figures(asked)
        let scope = ManageScope(area, catalogue: try site.store.catalogue())
        return try APIAnswer().response(scope.isLimited ? try await limit(report, to: scope) : report)
    }

    /// The rows inside a key's units and desks, as a manager with that scope sees them.
    ///
    /// The answers of the total are those of the scope's own row where it is one (``ScopeTotal``), or not told: a sum of
    /// several desks would be a table of its own.
    /// - Throws: `APIProblem` 403 for figures that no scope but everything has.
    private func limit(_ report: Report, to scope: ManageScope) async throws -> Report {
        let asked = report.request
        if asked.by == .level || asked.by == .procedure { throw APIAccess.outside(.report) }
        var report = report
        report.rows = report.rows.filter { scope.contains($0, by: asked.by) }
        var desks = report.rows
        if asked.by != .commune {
            var request = asked
            request.by = .desk
            desks = try await site.figures(request).rows.filter { scope.contains($0, by: .desk) }
        }
        var total = ReportRow(code: "", name: report.total.name, validFrom: nil, counts: ReportCounts())
        for row in desks { total.counts += row.counts }
        total.scale = report.total.scale
        total.show(nil)
        if let period = ReportRoutes.period(asked), asked.by != .commune, asked.boundaries == .now,
            let own = ScopeTotal(scope, on: site.store.today),
            let row = try await site.row(of: own, in: period, selection: .all)
        {
            total = row
        }
        total.code = ""
        total.name = report.total.name
        total.validFrom = nil
        report.total = total
        return report
    }

    private static func period(_ request: ReportRequest) -> Period? {
        guard let from = request.from, let to = request.to else { return .everything }
        return Period(from: from, to: to)
    }

    /// What is asked for, from the closed list of tables: one grouping, one calendar period, one kind of boundaries.
    ///
    /// - Throws: `APIProblem` 422 that names every bad parameter.
    static func asked(_ request: Request) throws -> ReportRequest {
        var query = APIQuery(request, "by", "from", "to", "boundaries")
        let by = query.choice("by", Grouping.self)
        if query.text("by") == nil { query.refuse("by", nil, vi: "còn thiếu", en: "is missing") }
        let boundaries = query.choice("boundaries", Boundaries.self) ?? .now
        let from = query.value("from", vi: "tháng dạng YYYY-MM", en: "a month as YYYY-MM") { Month($0) }
        let to = query.value("to", vi: "tháng dạng YYYY-MM", en: "a month as YYYY-MM") { Month($0) }
        try query.check()
        let isPeriod =
            switch (from, to) {
            case (nil, nil): true
            case (let from?, let to?): Period(from: from, to: to) != nil
            default: false
            }
        if !isPeriod {
            query.refuse(
                from == nil ? "from" : "to", (from == nil ? from : to)?.description,
                vi:
                    "chỉ có số liệu theo tháng, quý, năm dương lịch, hoặc toàn bộ (bỏ cả from và to): kỳ khác có thể để lộ từng câu trả lời",
                en:
                    "there are figures of a calendar month, quarter or year, or of all time (without from and to): other periods could give single answers away"
            )
        }
        try query.check()
        guard let by else { throw APIProblem.refused(parameters: []) }
        return ReportRequest(by: by, from: from, to: to, boundaries: boundaries)
    }
}
