import HTTPTypes
import Hummingbird
import Survey
import SurveyQR
import SurveyStore

/// The tablet at a counter, and the links that start it. It never leads to a page behind the sign-in, and what it shows
/// stays in no cache.
struct KioskRoutes: Sendable {
    let site: Site

    /// Every page it makes.
    static let pages: [any Page.Type] = [KioskPage.self, KiosksPage.self]

    private var entry: EntryDesk { EntryDesk(site: site, channel: .kiosk) }

    init(site: Site) { self.site = site }

    func add(to router: Router<WebContext>) {
        router.get(SiteURL.kiosk("{desk}").pattern, use: show)
        router.post(SiteURL.kiosk("{desk}").pattern, use: take)
        router.office(ManageContext.self, site).get(SiteURL.manageKiosks.pattern, use: links)
    }

    @Sendable private func links(_ request: Request, _ context: ManageContext) async throws -> Response {
        let texts = try site.renderer.texts("kiosk", request.language)
        let desks = StaffDesks(context.account, catalogue: try site.store.catalogue()).desks(on: site.store.today)
        let kiosks = desks.map { desk in
            let pass = KioskPass(.link, desk: desk, keyRing: site.store.keyRing, now: site.store.now())
            return KiosksPage.Kiosk(
                desk: "\(desk.code) – \(desk.name)",
                link: site.links.text + SiteURL.kiosk(desk.code).path(["start": pass.text]))
        }
        let page = KiosksPage(
            frame: try site.manageFrame(request, context, title: texts["kiosksTitle"], current: .manageKiosks),
            t: texts.table, kiosks: kiosks)
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let texts = try site.renderer.texts("kiosk", request.language)
        guard let desk = try desk(context) else { return try closed(texts) }
        if let pass = request.query("start") { return try await start(pass, desk, request, texts) }
        guard let cookie = pass(request, desk) else { return try closed(texts) }
        return try page(desk, cookie, texts)
    }

    /// Makes a browser the desk's kiosk. Whoever is signed in there no longer is.
    private func start(_ pass: String, _ desk: Desk, _ request: Request, _ texts: Texts) async throws -> Response {
        let now = site.store.now()
        guard KioskPass.accepts(pass, .link, desk: desk, keyRing: site.store.keyRing, now: now) else {
            return try closed(texts)
        }
        if let session = Cookies.value(Cookies.session, in: request.headers) {
            try await site.store.endSession(session)
        }
        let cookie = KioskPass(.cookie, desk: desk, keyRing: site.store.keyRing, now: now)
        var response = Response.seeOther(SiteURL.kiosk(desk.code).path)
        response.headers[values: .setCookie] = [
            Cookies.set(
                Cookies.kiosk, cookie.text, path: SiteURL.kiosk(desk.code).path, maxAge: KioskPass.Kind.cookie.length,
                isSecure: site.isSecure),
            Cookies.set(Cookies.session, "", path: SiteURL.start.path, maxAge: 0, isSecure: site.isSecure),
        ]
        return response
    }

    @Sendable private func take(_ request: Request, _ context: WebContext) async throws -> Response {
        let texts = try site.renderer.texts("kiosk", request.language)
        guard let desk = try desk(context), let cookie = pass(request, desk) else { return try closed(texts) }
        let fields = try await FormFields.read(
            request, context, limit: EntryDesk.formLimit, within: site.formTime)
        let csrf = FormToken(cookie: cookie, keyRing: site.store.keyRing)
        guard csrf.matches(fields["csrf"]) else { throw SurveyError.foreignForm }
        let typed = String((fields["code"] ?? fields["token"] ?? "").prefix(200))
        guard let token = StaffDesk.token(typed), site.store.keyRing.accepts(token) else {
            if let refusal = try site.refuseWrongToken(request, context) { return refusal }
            return try page(desk, cookie, texts, typed: typed, error: texts["wrong"])
        }
        let dossier: Dossier
        switch try site.store.state(of: token.id) {
        case .unknown: return try message("unknown", desk, texts, .notFound)
        case .rated, .void, .dissolved: return try message("gone", desk, texts, .gone)
        case .open(let found):
            guard site.store.today <= (try site.store.settings()).lastDay(completedOn: found.completedOn) else {
                return try message("gone", desk, texts, .gone)
            }
            dossier = found
        }
        var form: AnswerForm?
        if fields["code"] == nil {
            switch try await entry.submit(fields, token, dossier) {
            case .taken(.counted): return try message("thanks", desk, texts)
            case .taken(.unknown): return try message("unknown", desk, texts, .notFound)
            case .taken: return try message("gone", desk, texts, .gone)
            case .incomplete(let refused): form = refused
            }
        }
        return try entry.survey(
            dossier, frame: frame(desk, texts, withoutScript: 300),
            entry: .init(action: address(desk, texts.language), csrf: csrf.text, token: token.text),
            language: texts.language, form: form)
    }

    private func desk(_ context: WebContext) throws -> Desk? {
        guard let code = context.parameter("desk") else { return nil }
        return try site.store.catalogue().desk(code: code, on: site.store.today)
    }

    /// The cookie of a browser that is this desk's kiosk.
    private func pass(_ request: Request, _ desk: Desk) -> String? {
        guard let cookie = Cookies.value(Cookies.kiosk, in: request.headers),
            KioskPass.accepts(cookie, .cookie, desk: desk, keyRing: site.store.keyRing, now: site.store.now())
        else { return nil }
        return cookie
    }

    private func address(_ desk: Desk, _ language: Language) -> String {
        SiteURL.kiosk(desk.code).path(["lang": language == .vietnamese ? nil : language.rawValue])
    }

    /// - Parameter withoutScript: seconds until a page goes back where no script knows of the last touch.
    private func frame(_ desk: Desk, _ texts: Texts, withoutScript: Int) throws -> EntryFrame {
        let start = SiteURL.kiosk(desk.code).path
        return try entry.frame(
            texts.language, title: texts["title"], back: .init(href: start, text: texts["back"]),
            idle: .init(start: start, seconds: 30, secondsWithoutScript: withoutScript))
    }

    private func page(_ desk: Desk, _ cookie: String, _ texts: Texts, typed: String = "", error: String? = nil) throws
        -> Response
    {
        let other = EntryFrame.Link(href: address(desk, texts.language.other), text: texts["switch"])
        // A fresh start need not go anywhere.
        let isFresh = typed.isEmpty && texts.language == .vietnamese
        let idle = EntryFrame.Idle(start: SiteURL.kiosk(desk.code).path, seconds: 30, secondsWithoutScript: 30)
        let page = KioskPage(
            frame: try entry.frame(
                texts.language, title: texts["title"], back: other, idle: isFresh ? nil : idle),
            t: texts.table, action: address(desk, texts.language),
            csrf: FormToken(cookie: cookie, keyRing: site.store.keyRing).text, typed: typed, error: error)
        return RenderedPage(linking: try site.renderer.render(page)).response(
            error == nil ? .ok : .unprocessableContent)
    }

    private func message(_ name: String, _ desk: Desk, _ texts: Texts, _ status: HTTPResponse.Status = .ok) throws
        -> Response
    {
        try entry.message(
            texts["\(name)Heading"], [texts[name]], frame: frame(desk, texts, withoutScript: 30), status)
    }

    private func closed(_ texts: Texts) throws -> Response {
        try entry.message(
            texts["closedHeading"], [texts["closed"]], frame: entry.frame(texts.language, title: texts["title"]),
            .forbidden)
    }
}
