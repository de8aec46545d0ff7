import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Survey
import SurveyQR
import SurveyStore

/// Slips and bare QR symbols, for systems that print by themselves.
struct SlipRoutes: Sendable {
    let site: Site
    let access: APIAccess

    /// What a slip can be had as here; `text` is for terminals.
    static let formats: [SlipFormat] = [.png, .svg, .pdf, .escpos]

    func add(to group: RouterGroup<WebContext>) {
        for format in Self.formats {
            group.get(SiteURL.apiSlip("{token}", format: format.rawValue).pattern) { request, context in
                try await slip(request, context, as: format)
            }
        }
    }

    private func slip(_ request: Request, _ context: WebContext, as format: SlipFormat) async throws -> Response {
        let area = try await access.check(request, for: .print)
        try request.checkAccepts(format.mediaType)
        var query = APIQuery(request, "qr", "paper", "dpi")
        let isBare = query.value("qr", vi: "0 hoặc 1", en: "0 or 1") { ["0": false, "1": true][$0] } ?? false
        let paper = query.choice("paper", Paper.self)
        // No thermal printer has more, and its dots are sent one by one.
        let most = format == .escpos ? 600 : 2400
        let dpi = query.value("dpi", vi: "số nguyên từ 100 đến \(most)", en: "a whole number from 100 to \(most)") {
            text in
            text.utf8.allSatisfy { (48...57).contains($0) }
                ? Int(text).flatMap { (100...most).contains($0) ? $0 : nil } : nil
        }
        try query.check()
        let (token, dossier) = try dossier(request, context)
        if let desks = area.desks(in: try site.store.catalogue()), !desks.contains(dossier.deskID) {
            throw APIAccess.outside(.print)
        }
        let bytes =
            if isBare {
                try PrintedQR(
                    SurveyLink(base: site.links, token: token),
                    dpi: dpi ?? (paper ?? .usual(for: format)).usualDPI
                ).render(as: format, paper: paper)
            } else {
                try SlipRenderer().render(try site.slip(token, dossier), as: format, paper: paper, dpi: dpi)
            }
        // Before the first byte leaves, and not for whoever only asks about the size.
        if request.method != .head { try await site.store.markIssued([token.id]) }
        return Response(
            status: .ok, headers: [.contentType: format.mediaType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The dossier of the address.
    ///
    /// A rated one is served like an open one: a reprint must not tell whether it was rated.
    /// - Throws: `APIProblem`: 404 malformed, forged or unknown; 410 expired, void or dissolved; 429 for too many of the
    ///   first two from one address, whoever's key it is.
    private func dossier(_ request: Request, _ context: WebContext) throws -> (Token, Dossier) {
        guard let text = context.parameter("token"), let token = try? Token(text), site.store.keyRing.accepts(token)
        else {
            let isAllowed = site.abuse.allowsWrongToken(
                from: site.client(request, context).address, at: site.store.now())
            throw isAllowed ? SlipRoutes.unknown : SlipRoutes.tooMany
        }
        switch try site.store.state(of: token.id) {
        case .unknown:
            throw SlipRoutes.unknown
        case .void, .closed, .dissolved:
            throw SlipRoutes.gone
        case .open(let dossier), .rated(let dossier):
            guard site.store.today <= (try site.store.settings()).lastDay(completedOn: dossier.completedOn) else {
                throw SlipRoutes.gone
            }
            return (token, dossier)
        }
    }

    private static let unknown = APIProblem(
        status: .notFound, detail: Localized(vi: "không có phiếu nào như vậy", en: "there is no such slip"))
    private static let tooMany = APIProblem(
        status: .tooManyRequests,
        detail: Localized(vi: "có quá nhiều mã không đúng", en: "too many tokens were wrong"),
        headers: [.retryAfter: "60"])
    private static let gone = APIProblem(
        status: .gone,
        detail: Localized(vi: "phiếu đã hết hạn hoặc đã bị hủy", en: "the slip has expired or was made void"))
}
