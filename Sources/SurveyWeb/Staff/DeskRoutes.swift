import Foundation
import HTTPTypes
import Hummingbird
import Survey
import SurveyQR
import SurveyStore

/// The choice of the desk, made once.
struct DeskRoutes: Sendable {
    let staff: StaffDesk

    func add(to group: RouterGroup<StaffContext>) {
        group.get(SiteURL.staffDesk.pattern, use: show)
        group.post(SiteURL.staffDesk.pattern, use: choose)
    }

    @Sendable private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
        let texts = try staff.texts(request)
        let desks = try staff.desks(context).desks(on: staff.site.store.today)
        let choice = DeskChoice(request.headers, among: desks)
        let page = DeskPage(
            frame: try staff.frame(
                request, context, texts, title: "deskTitle", error: desks.isEmpty ? texts["deskNone"] : nil),
            t: texts.table, action: SiteURL.staffDesk.path, csrf: context.signedIn.csrf.text,
            desks: desks.enumerated().map { index, desk in
                FormChoice(
                    value: desk.code, text: "\(desk.counterFirst) (\(desk.code))",
                    isChosen: choice.map { $0.desk.id == desk.id } ?? (index == 0))
            },
            papers: DeskChoice.papers.map {
                FormChoice(
                    value: $0.rawValue, text: texts["paper.\($0.rawValue)"], isChosen: $0 == choice?.paper ?? .a6)
            })
        return try staff.respond(page)
    }

    @Sendable private func choose(_ request: Request, _ context: StaffContext) async throws -> Response {
        let fields = try await context.form(request, within: staff.site.formTime)
        let desks = try staff.desks(context).desks(on: staff.site.store.today)
        guard let desk = desks.first(where: { $0.code == fields["desk"] }),
            let paper = fields["paper"].flatMap(Paper.init(rawValue:)), DeskChoice.papers.contains(paper)
        else {
            throw SurveyError(
                .forbidden, vi: "quầy này không thuộc tài khoản, hoặc hôm nay không hoạt động",
                en: "this desk is not the account's, or does not hold today")
        }
        var response = Response.seeOther(SiteURL.staff.path)
        response.headers[.setCookie] = Cookies.set(
            Cookies.desk, DeskChoice(desk: desk, paper: paper).cookie, path: SiteURL.staff.path,
            maxAge: 400 * 86_400, isSecure: staff.site.isSecure)
        return response
    }
}

extension Desk {
    /// `Quầy 2: Hộ tịch – Trung tâm Phục vụ hành chính công`: a phone shows the beginning of a name only, and the counter is
    /// what tells it from the others.
    fileprivate var counterFirst: String {
        let parts = name.components(separatedBy: " – ")
        guard let first = parts.first, parts.count > 1, !first.lowercased().hasPrefix("quầy") else { return name }
        return (parts.dropFirst() + [first]).joined(separator: " – ")
    }
}
