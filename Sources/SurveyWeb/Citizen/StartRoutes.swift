import HTTPTypes
import Hummingbird
import NIOCore
import Survey
import SurveyStore

/// The start page with its box for a code, and the page after an answer.
struct StartRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        router.get(SiteURL.start.pattern, use: show)
        router.post(SiteURL.start.pattern, use: enter)
        router.get(SiteURL.thanks.pattern, use: thank)
        router.get(SiteURL.robots.pattern) { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "max-age=86400"],
                body: ResponseBody(byteBuffer: Self.robots))
        }
    }

    private static let robots = ByteBuffer(string: "User-agent: *\nAllow: /$\nAllow: /results\nDisallow: /\n")

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let settings = try site.store.settings()
        let language = site.language(request)
        let page = try site.messagePages.page("start \(language)", madeOf: settings) {
            try site.citizenPages.start(language: language, settings: settings)
        }
        return page.response()
    }

    @Sendable private func enter(_ request: Request, _ context: WebContext) async throws -> Response {
        let language = site.language(request)
        let fields = try await FormFields.read(request, context, limit: 4_096, within: site.formTime)
        let typed = String((fields["code"] ?? "").prefix(300))
        let texts = try site.renderer.texts("start", language)
        let error: String
        do {
            let token = try TypedCode(typed).token()
            if site.store.keyRing.accepts(token) {
                let query: KeyValuePairs<String, String?> = [
                    "via": Survey.Channel.typedCode.rawValue, "lang": request.query("lang"),
                ]
                return .seeOther(SiteURL.survey(token.text).path(query))
            }
            error = texts["forged"]
        } catch Token.Malformed.length(let count) {
            error = texts.filled("malformed", ["count": String(count)])
        } catch Token.Malformed.character(let character) {
            error = texts.filled("character", ["character": String(character)])
        }
        if let refusal = try site.refuseWrongToken(request, context) { return refusal }
        let page = try site.citizenPages.start(
            typed: typed, error: error, language: language, settings: try site.store.settings())
        return page.response(.unprocessableContent)
    }

    @Sendable private func thank(_ request: Request, _ context: WebContext) async throws -> Response {
        let language = site.language(request)
        // The code comes in a cookie, since addresses end up in the logs of proxies.
        let receipt = Cookies.value(Cookies.receipt, in: request.headers).flatMap { try? ReceiptCode($0) }
        let page = try site.citizenPages.thanks(
            receipt: receipt.map { SiteURL.receipt($0.text).path(["lang": language.rawValue]) }, language: language,
            settings: try site.store.settings())
        return page.response()
    }
}
