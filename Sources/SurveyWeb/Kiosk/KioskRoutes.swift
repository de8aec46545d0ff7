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
        let texts = try site.renderer.texts("kiosks", request.language)
        let desks = StaffDesks(context.account, catalogue: try site.store.catalogue()).desks(on: site.store.today)
        let kiosks = desks.map { desk in
            let pass = KioskPass(.link, desk: desk, keyRing: site.store.keyRing, now: site.store.now())
            return KiosksPage.Kiosk(
                desk: "\(desk.code) – \(desk.name)",
                link: site.links.text + SiteURL.kiosk(desk.code).path(["start": pass.text]))
        }
        let page = KiosksPage(
            frame: try site.manageFrame(request, context, title: texts["title"], current: .manageKiosks),
            t: texts.table, kiosks: kiosks)
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let texts = try site.renderer.texts("kiosk", site.language(request))
        guard let desk = try desk(context) else { return try closed(texts) }
        if let pass = request.query("start") { return try await start(pass, desk, request, texts) }
        guard let cookie = pass(request, desk) else { return try closed(texts) }
        if let refusal = try await refuseStaff(request) { return refusal }
        let key = Cookies.value(Cookies.entry, in: request.headers)
        if request.query("over") != nil {
            site.kiosks.forget(key)
            return showing("", desk, SiteURL.kiosk(desk.code).path)
        }
        switch site.kiosks.entry(key, at: site.store.now()) {
        case nil: return try page(request, desk, cookie, texts)
        case .wrong(let typed):
            return try page(request, desk, cookie, texts, typed: typed, error: texts["wrong"])
        case .message(let message): return try self.message(message, desk, texts)
        case .thanks(let receipt): return try thanks(receipt, desk, texts)
        case .survey(let token, let form):
            let dossier: Dossier
            switch try open(token) {
            case .failure(let message): return try self.message(message, desk, texts)
            case .success(let found): dossier = found
            }
            let words = try self.texts(of: dossier, texts)
            return try entry.survey(
                dossier, frame: frame(desk, words, withoutScript: 300),
                entry: .init(
                    action: address(desk, chosen(request)),
                    csrf: FormToken(cookie: cookie, keyRing: site.store.keyRing).text, token: token.text),
                language: words.language, form: form)
        }
    }

    /// The kiosk's texts in a language that the dossier's survey can be read in.
    private func texts(of dossier: Dossier, _ texts: Texts) throws -> Texts {
        let questionnaire = try site.questionnaire(on: dossier.completedOn, try site.store.settings())
        if site.citizenPages.languages(of: questionnaire).contains(texts.language) { return texts }
        return try site.renderer.texts("kiosk", .vietnamese)
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

    /// Takes a code or an answer, and sends the browser on to what comes of it: what answers a form directly would be
    /// asked for again by the back button, which the browser refuses with a page of its own.
    @Sendable private func take(_ request: Request, _ context: WebContext) async throws -> Response {
        let texts = try site.renderer.texts("kiosk", site.language(request))
        guard let desk = try desk(context), let cookie = pass(request, desk) else { return try closed(texts) }
        if let refusal = try await refuseStaff(request) { return refusal }
        let fields = try await FormFields.read(
            request, context, limit: EntryDesk.formLimit, within: site.formTime)
        guard FormToken(cookie: cookie, keyRing: site.store.keyRing).matches(fields["csrf"]) else {
            throw SurveyError.foreignForm
        }
        let key = site.kiosks.keep(
            try await outcome(of: fields, request, context),
            insteadOf: Cookies.value(Cookies.entry, in: request.headers), at: site.store.now())
        return showing(key, desk, address(desk, chosen(request)))
    }

    /// Whoever has signed in on the tablet since it became a kiosk cannot rate on it.
    private func refuseStaff(_ request: Request) async throws -> Response? {
        guard try await site.account(request) != nil else { return nil }
        return try site.message(.staff, language: site.language(request)).response(.forbidden)
    }

    private func outcome(
        of fields: FormFields, _ request: Request, _ context: WebContext
    ) async throws -> KioskEntries.Entry {
        let typed = String((fields["code"] ?? fields["token"] ?? "").prefix(200))
        guard let token = StaffDesk.token(typed), site.store.keyRing.accepts(token) else {
            let isAllowed = site.abuse.allowsWrongToken(
                from: site.client(request, context).address, at: site.store.now())
            return isAllowed ? .wrong(typed: typed) : .message(.tooMany)
        }
        let dossier: Dossier
        switch try open(token) {
        case .failure(let message): return .message(message)
        case .success(let found): dossier = found
        }
        if fields["code"] != nil { return .survey(token, nil) }
        switch try await entry.submit(fields, token, dossier) {
        case .taken(.counted(let leaf)): return .thanks(MerkleHash(leaf).map { ReceiptCode(leaf: $0) })
        case .taken(.unknown): return .message(.unknown)
        case .taken: return .message(.gone)
        case .incomplete(let form): return .survey(token, form)
        }
    }

    /// The dossier of a code that can still be rated, or what to say instead.
    private func open(_ token: Token) throws -> Result<Dossier, KioskMessage> {
        switch try site.store.state(of: token.id) {
        case .unknown: return .failure(.unknown)
        case .rated, .void, .closed, .dissolved: return .failure(.gone)
        case .open(let dossier):
            let lastDay = try site.store.settings().lastDay(completedOn: dossier.completedOn)
            return site.store.today <= lastDay ? .success(dossier) : .failure(.gone)
        }
    }

    /// Sends the browser to the kiosk's page, with the key of what is shown there; an empty one takes it back.
    private func showing(_ key: String, _ desk: Desk, _ address: String) -> Response {
        var response = Response.seeOther(address)
        response.headers[.setCookie] = Cookies.set(
            Cookies.entry, key, path: SiteURL.kiosk(desk.code).path,
            maxAge: key.isEmpty ? 0 : Int(KioskEntries.lifetime), isSecure: site.isSecure)
        return response
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

    /// The kiosk's address in the language that a request's own address names; nil where the browser's is good enough.
    private func address(_ desk: Desk, _ chosen: Language?) -> String {
        SiteURL.kiosk(desk.code).path(["lang": chosen?.rawValue])
    }

    private func chosen(_ request: Request) -> Language? {
        request.chosenLanguage(among: site.renderer.locales.languages)
    }

    /// Where nothing is left of what was shown.
    private func over(_ desk: Desk) -> String { SiteURL.kiosk(desk.code).path(["over": "1"]) }

    /// - Parameter withoutScript: seconds until a page goes back where no script knows of the last touch.
    private func frame(_ desk: Desk, _ texts: Texts, withoutScript: Int) throws -> EntryFrame {
        let start = over(desk)
        return try entry.frame(
            texts.language, title: texts["title"], back: .init(href: start, text: texts["back"]),
            idle: .init(start: start, seconds: 30, secondsWithoutScript: withoutScript))
    }

    private func page(
        _ request: Request, _ desk: Desk, _ cookie: String, _ texts: Texts, typed: String = "", error: String? = nil
    ) throws -> Response {
        let others = site.renderer.locales.languages(of: "kiosk").filter { $0 != texts.language }
        // A fresh start need not go anywhere.
        let isFresh = typed.isEmpty && chosen(request) == nil
        let idle = EntryFrame.Idle(start: over(desk), seconds: 30, secondsWithoutScript: 30)
        let page = KioskPage(
            frame: try entry.frame(
                texts.language, title: texts["title"],
                languages: try others.map { try site.renderer.link(to: $0, address(desk, $0)) },
                idle: isFresh ? nil : idle),
            t: texts.table, action: address(desk, chosen(request)),
            csrf: FormToken(cookie: cookie, keyRing: site.store.keyRing).text, typed: typed, error: error)
        return RenderedPage(linking: try site.renderer.render(page)).response(
            error == nil ? .ok : .unprocessableContent)
    }

    /// The code is words to be noted or photographed, and no link: the tablet leads nowhere, and half a minute later it has
    /// forgotten the code. In no address, so in no log either.
    private func thanks(_ receipt: ReceiptCode?, _ desk: Desk, _ texts: Texts) throws -> Response {
        let address = "\(site.links.authority)\(SiteURL.receipt("").path)"
        return try entry.message(
            texts["thanksHeading"], [texts["thanks"]], code: receipt?.text,
            about: receipt.map { _ in texts.filled("receipt", ["address": address]) },
            frame: frame(desk, texts, withoutScript: 30))
    }

    private func message(_ message: KioskMessage, _ desk: Desk, _ texts: Texts) throws -> Response {
        var response = try entry.message(
            texts["\(message.rawValue)Heading"], [texts[message.rawValue]],
            frame: frame(desk, texts, withoutScript: 30), message.status)
        if message == .tooMany { response.headers[.retryAfter] = "60" }
        return response
    }

    private func closed(_ texts: Texts) throws -> Response {
        try entry.message(
            texts["closedHeading"], [texts["closed"]], frame: entry.frame(texts.language, title: texts["title"]),
            .forbidden)
    }
}
