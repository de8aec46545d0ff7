import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Survey
import SurveyStore

/// Sign-in and sign-out of officers, managers and admins.
struct SignInRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        let group = router.group().add(middleware: RememberLanguage(site: site))
        group.get(SiteURL.signIn.pattern, use: show)
        group.post(SiteURL.signIn.pattern, use: signIn)
        group.post(SiteURL.signOut.pattern, use: signOut)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let next = SignInRoutes.local(request.query("next"))
        if next == nil, let account = try await site.account(request) {
            return .seeOther(SiteURL.home(of: account).path)
        }
        return try page(request, next: next)
    }

    @Sendable private func signIn(_ request: Request, _ context: WebContext) async throws -> Response {
        let texts = try site.renderer.texts("sign-in", request.language)
        let fields = try await FormFields.read(request, context, limit: 8_192, within: site.formTime)
        let name = (fields["name"] ?? "").trimmingCharacters(in: .whitespaces)
        let next = SignInRoutes.local(fields["next"])
        let cookie = Cookies.value(Cookies.form, in: request.headers)
        guard let cookie, FormToken(cookie: cookie, keyRing: site.store.keyRing).matches(fields["csrf"]) else {
            return try page(request, next: next, name: name, error: texts["cookies"], status: .forbidden)
        }
        guard site.signIns.allows(name, from: site.client(request, context).address, at: site.store.now()) else {
            var response = try page(
                request, next: next, name: name, error: texts["tooMany"], status: .tooManyRequests)
            response.headers[.retryAfter] = "60"
            return response
        }
        guard let account = try await site.store.signIn(name, password: fields["password"] ?? "") else {
            return try page(request, next: next, name: name, error: texts["wrong"], status: .unauthorized)
        }
        if let old = Cookies.value(Cookies.session, in: request.headers) { try await site.store.endSession(old) }
        let session = try await site.store.startSession(account)
        var response = Response.seeOther(next ?? SiteURL.home(of: account).path)
        response.headers[.setCookie] = Cookies.set(
            Cookies.session, session, path: SiteURL.start.path, maxAge: Store.sessionLength, isSecure: site.isSecure)
        return response
    }

    @Sendable private func signOut(_ request: Request, _ context: WebContext) async throws -> Response {
        let fields = try await FormFields.read(request, context, limit: 8_192, within: site.formTime)
        var response = Response.seeOther(SiteURL.signIn.path)
        guard let session = Cookies.value(Cookies.session, in: request.headers) else { return response }
        guard FormToken(cookie: session, keyRing: site.store.keyRing).matches(fields["csrf"]) else {
            throw SurveyError.foreignForm
        }
        try await site.store.endSession(session)
        response.headers[.setCookie] = Cookies.set(
            Cookies.session, "", path: SiteURL.start.path, maxAge: 0, isSecure: site.isSecure)
        return response
    }

    /// The form, with a cookie that goes with its token.
    private func page(
        _ request: Request, next: String?, name: String = "", error: String? = nil, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let texts = try site.renderer.texts("sign-in", request.language)
        let known = Cookies.value(Cookies.form, in: request.headers)
        let cookie = known ?? SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }.base64URL
        let page = SignInPage(
            frame: try site.officeFrame(request, title: texts["title"], error: error), t: texts.table,
            action: SiteURL.signIn.path(["lang": request.query("lang")]),
            csrf: FormToken(cookie: cookie, keyRing: site.store.keyRing).text, next: next ?? "", name: name)
        var response = RenderedPage(linking: try site.renderer.render(page)).response(status)
        if known == nil {
            response.headers[.setCookie] = Cookies.set(
                Cookies.form, cookie, path: SiteURL.signIn.path, maxAge: Store.sessionLength, isSecure: site.isSecure)
        }
        return response
    }

    /// An address of the office's own pages, and nothing that leads elsewhere.
    static func local(_ next: String?) -> String? {
        guard let next, next.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") }) else { return nil }
        let first = next.dropFirst().prefix { $0 != "/" && $0 != "?" }
        return next.hasPrefix("/") && (first == "staff" || first == "manage") ? next : nil
    }
}

extension SiteURL {
    /// The first page of an account.
    static func home(of account: Account) -> SiteURL { account.role == .officer ? .staff : .manage }
}
