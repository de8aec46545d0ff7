import HTTPTypes
import Hummingbird
import Survey
import SurveyQR
import SurveyStore

/// The link of a dossier that was filed online, with words to send it with.
struct LinkPage: Page {
    static let template = "staff-link"

    struct Message: Sendable {
        /// Of its field on the page.
        let id: String
        let name: String
        let text: String
        /// `142 of 160 characters, 1 message`
        let size: String
    }

    let frame: OfficeFrame
    let t: [String: String]
    let action: String
    let csrf: String
    let codeError: String?
    /// nil until a dossier was found.
    let link: String?
    /// Of the dossier whose link it is; nil until then.
    let procedure: String?
    let messages: [Message]
    /// The counter, for the next dossier.
    let nextHref: String
}

/// Links for SMS and Zalo; making one counts as issuing it.
struct LinkRoutes: Sendable {
    let staff: StaffDesk
    private var site: Site { staff.site }

    init(staff: StaffDesk) { self.staff = staff }

    func add(to group: RouterGroup<StaffContext>) {
        group.get(SiteURL.staffLinks.pattern) { request, context in try page(request, context) }
        group.post(SiteURL.staffLinks.pattern, use: find)
    }

    @Sendable private func find(_ request: Request, _ context: StaffContext) async throws -> Response {
        let fields = try await context.form(request, within: site.formTime)
        let texts = try staff.texts(request)
        let found: FoundSlip?
        do {
            found = try await staff.find(String((fields["code"] ?? "").prefix(200)), context)
        } catch let error as SurveyError {
            return try page(request, context, error: error.message[request.language], status: error.code.status)
        }
        guard let slip = found else {
            return try page(request, context, error: texts["slipsUnknown"], status: .notFound)
        }
        return try await show(slip, request, context)
    }

    /// The page of a link, which counts as issued from here on.
    ///
    /// - Parameter notice: what was just done.
    func show(
        _ slip: FoundSlip, _ request: Request, _ context: StaffContext, notice: String? = nil
    ) async throws -> Response {
        guard case .valid = slip.state else { return try staff.gone(slip.state, request, context) }
        let response = try page(request, context, slip: slip, notice: notice)
        try await site.store.markIssued([slip.token.id])
        site.slipsToday.note(
            .linked, slip.dossier.procedureID, at: slip.dossier.deskID, now: site.store.now())
        return response
    }

    private func page(
        _ request: Request, _ context: StaffContext, slip: FoundSlip? = nil, notice: String? = nil,
        error: String? = nil, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let texts = try staff.texts(request)
        let link = slip.map { SurveyLink(base: site.links, token: $0.token) }
        var messages: [LinkPage.Message] = []
        let procedure = try slip.map {
            try site.store.catalogue(of: $0.dossier).procedures[$0.dossier.procedureID]?.name ?? ""
        }
        if let slip, let link, let procedure {
            let until = try site.store.settings().lastDay(completedOn: slip.dossier.completedOn)
            for (name, message) in [
                ("linkPlain", MessageText.plain(link, procedure: procedure, until: until)),
                ("linkMarked", MessageText.marked(link, procedure: procedure, until: until)),
            ] {
                let size = texts.filled(
                    "linkSize",
                    [
                        "length": String(message.length), "limit": String(message.limit),
                        "parts": String(message.parts), "alphabet": message.alphabet.rawValue,
                    ])
                messages.append(.init(id: name, name: texts[name], text: message.text, size: size))
            }
        }
        let page = LinkPage(
            frame: try staff.frame(request, context, texts, title: "linkTitle", current: .staffLinks, notice: notice),
            t: texts.table,
            action: SiteURL.staffLinks.path, csrf: context.signedIn.csrf.text, codeError: error, link: link?.text,
            procedure: procedure, messages: messages, nextHref: SiteURL.staff.path)
        return try staff.respond(page, status)
    }
}
