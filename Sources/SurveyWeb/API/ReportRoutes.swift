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
        try await access.check(request, for: .report)
        try request.checkAccepts(APIAnswer.json)
        let asked = try ReportRoutes.asked(request)
        return try APIAnswer().response(try await site.store.publish(try await site.store.report(asked)))
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
        guard let by else { throw APIProblem.rejected([]) }
        return ReportRequest(by: by, from: from, to: to, boundaries: boundaries)
    }
}
