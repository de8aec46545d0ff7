import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Survey
import SurveyQR
import SurveyStore

/// Slips that were issued: today's list, a reprint, a void, and files for printers. No address has a code in it.
struct CounterSlipRoutes: Sendable {
    let staff: StaffDesk
    private var site: Site { staff.site }

    init(staff: StaffDesk) { self.staff = staff }

    func add(to group: RouterGroup<StaffContext>) {
        group.get(SiteURL.staffSlips.pattern) { request, context in try list(request, context) }
        group.post(SiteURL.staffSlips.pattern, use: act)
        group.post(SiteURL.staffSlipFile.pattern, use: file)
    }

    private func list(
        _ request: Request, _ context: StaffContext, notice: String? = nil, error: String? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        guard let choice = try staff.choice(request, context) else { return .seeOther(SiteURL.staffDesk.path) }
        let texts = try staff.texts(request)
        let catalogue = try site.store.catalogue()
        let slips = site.slipsToday.entries(at: choice.desk.id, now: site.store.now()).map { entry in
            SlipsPage.Row(
                time: String(format: "%02d:%02d", entry.minute / 60, entry.minute % 60),
                procedure: catalogue.procedures[entry.procedureID]?.name ?? "",
                what: texts["what.\(entry.what.rawValue)"])
        }
        let page = SlipsPage(
            frame: try staff.frame(
                request, context, texts, title: "slipsTitle", current: .staffSlips, notice: notice, error: error),
            t: texts.table, action: SiteURL.staffSlips.path, csrf: context.signedIn.csrf.text, desk: choice.desk.name,
            deskHref: SiteURL.staffDesk.path, slips: slips)
        return try staff.respond(page, status)
    }

    @Sendable private func act(_ request: Request, _ context: StaffContext) async throws -> Response {
        let fields = try await context.form(request, within: site.formTime)
        guard let choice = try staff.choice(request, context) else { return .seeOther(SiteURL.staffDesk.path) }
        let texts = try staff.texts(request)
        let found: FoundSlip
        do {
            guard let known = try await staff.find(String((fields["code"] ?? "").prefix(200)), context) else {
                return try list(request, context, error: texts["slipsUnknown"], status: .notFound)
            }
            found = known
        } catch let error as SurveyError {
            return try list(
                request, context, error: error.message[request.language], status: error.code.status)
        }
        switch fields["act"] {
        case "void":
            return try ask(found, request, context, texts)
        case "voidConfirmed":
            try await site.store.void(found.token.id, by: context.account.name)
            site.slipsToday.note(.voided, found.dossier.procedureID, at: choice.desk.id, now: site.store.now())
            return try list(request, context, notice: texts["voidDone"])
        default:
            return try await staff.show(
                found, request, context, choice, notice: "slipKnown", as: .reprinted)
        }
    }

    private func ask(_ slip: FoundSlip, _ request: Request, _ context: StaffContext, _ texts: Texts) throws -> Response
    {
        let catalogue = try site.store.catalogue(of: slip.dossier)
        let page = VoidPage(
            frame: try staff.frame(request, context, texts, title: "voidTitle", current: .staffSlips), t: texts.table,
            action: SiteURL.staffSlips.path, csrf: context.signedIn.csrf.text, token: slip.token.text,
            typedCode: slip.token.grouped, procedure: catalogue.procedures[slip.dossier.procedureID]?.name ?? "",
            day: slip.dossier.completedOn.written(request.language))
        return try staff.respond(page)
    }

    /// A slip for a printer of another kind than the browser's.
    @Sendable private func file(_ request: Request, _ context: StaffContext) async throws -> Response {
        let fields = try await context.form(request, within: site.formTime)
        let parts = (fields["file"] ?? "").split(separator: ".").map(String.init)
        guard parts.count == 2, let format = SlipFormat(rawValue: parts[0]), [.pdf, .escpos].contains(format),
            let paper = Paper(rawValue: parts[1])
        else { throw HTTPError(.badRequest) }
        let found: FoundSlip?
        do { found = try await staff.find(fields["token"] ?? "", context) } catch let error as SurveyError
            where error.code == .gone
        { return try staff.gone(.expired, request, context) }
        guard let slip = found else { throw HTTPError(.notFound) }
        guard case .valid = slip.state else { return try staff.gone(slip.state, request, context) }
        let bytes = try SlipRenderer().render(try site.slip(slip.token, slip.dossier), as: format, paper: paper)
        try await site.store.markIssued([slip.token.id])
        let name = format == .pdf ? "phieu.pdf" : "phieu.bin"
        return Response(
            status: .ok,
            headers: [
                .contentType: format.mediaType, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
