import HTTPTypes
import Hummingbird
import Survey
import SurveyStore

/// The box for a code whose citizen asked for help.
struct AssistedPage: Page {
    static let template = "staff-assisted"

    let frame: OfficeFrame
    let t: [String: String]
    let action: String
    let csrf: String
    let typed: String
    let codeError: String?
}

/// A citizen's answer, entered by staff: a channel of its own, for the code on the slip that the citizen holds.
///
/// Dossier codes are not taken, since staff know them all. A slip that was used looks like one that was not, before the
/// answer and after it, so that nobody can find out here who has rated.
struct AssistedRoutes: Sendable {
    let staff: StaffDesk
    private var site: Site { staff.site }
    private var entry: EntryDesk { EntryDesk(site: site, channel: .assisted) }

    init(staff: StaffDesk) { self.staff = staff }

    func add(to group: RouterGroup<StaffContext>) {
        group.get(SiteURL.staffAssisted.pattern) { request, context in
            let isDone = request.query("done") == "1"
            return try page(request, context, notice: isDone ? "assistedDone" : nil)
        }
        group.post(SiteURL.staffAssisted.pattern, use: take)
    }

    @Sendable private func take(_ request: Request, _ context: StaffContext) async throws -> Response {
        let fields = try await context.form(request, limit: EntryDesk.formLimit, within: site.formTime)
        let texts = try staff.texts(request)
        let typed = String((fields["code"] ?? fields["token"] ?? "").prefix(200))
        guard let token = StaffDesk.token(typed), site.store.keyRing.accepts(token) else {
            if let refusal = try site.refuseWrongToken(request, context.web) { return refusal }
            return try page(request, context, typed: typed, error: "assistedBad")
        }
        let slip: FoundSlip?
        do {
            slip = try staff.found(token, context)
        } catch let error as SurveyError where error.code == .gone {
            slip = nil
        }
        guard let slip, case .valid = slip.state else {
            return try page(request, context, typed: typed, error: "assistedOver")
        }
        var form: AnswerForm?
        if fields["code"] == nil {
            switch try await entry.submit(fields, token, slip.dossier) {
            case .taken: return .seeOther(SiteURL.staffAssisted.path(["done": "1"]))
            case .incomplete(let refused): form = refused
            }
        }
        let address = SiteURL.staffAssisted.path
        let frame = try entry.frame(
            request.language, title: texts["assistedTitle"], banner: texts["assistedBanner"],
            back: .init(href: address, text: texts["voidCancel"]))
        return try entry.survey(
            slip.dossier, frame: frame,
            entry: .init(action: address, csrf: context.signedIn.csrf.text, token: token.text),
            language: request.language, form: form)
    }

    private func page(
        _ request: Request, _ context: StaffContext, typed: String = "", error: String? = nil, notice: String? = nil
    ) throws -> Response {
        let texts = try staff.texts(request)
        let page = AssistedPage(
            frame: try staff.frame(
                request, context, texts, title: "assistedTitle", current: .staffAssisted,
                notice: notice.map { texts[$0] }),
            t: texts.table, action: SiteURL.staffAssisted.path, csrf: context.signedIn.csrf.text, typed: typed,
            codeError: error.map { texts[$0] })
        return try staff.respond(page, error == nil ? .ok : .unprocessableContent)
    }
}
