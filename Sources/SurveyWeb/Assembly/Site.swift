import Foundation
import Hummingbird
import Logging
import NIOCore
import Survey
import SurveyQR
import SurveyStore

/// Everything that handlers work with; one for all of them, so that no request copies it.
final class Site: Sendable {
    let store: Store
    let configuration: WebConfiguration
    let questionnaires: QuestionnaireLibrary
    let renderer: Renderer
    let citizenPages: CitizenPages
    let messagePages = PageCache<String, Settings>(capacity: 100)
    let abuse: AbuseCounters
    let signIns: SignInLimits
    let slipsToday = SlipsToday()
    let batches = PendingBatches()
    let kiosks = KioskEntries()
    let metrics: SiteMetrics
    /// What the links of slips and registrations begin with.
    let links: PublicAddress
    /// `openapi.json`, as it is served.
    let apiDescription: Data

    /// Every page of the site; the start checks that each has its template.
    static var pages: [any Page.Type] { CitizenPages.all + StaffRoutes.pages + KioskRoutes.pages + ManageRoutes.pages }

    /// - Throws: `SurveyError` with the name of the file that is missing or malformed, or for a bad public address.
    init(store: Store, configuration: WebConfiguration) throws {
        self.store = store
        self.configuration = configuration
        questionnaires = try QuestionnaireLibrary(folder: configuration.templates.appending(path: "questionnaires"))
        renderer = try Renderer(configuration: configuration, pages: Site.pages)
        for language in Set(questionnaires.questionnaires.values.flatMap(\.texts.keys))
        where !renderer.locales.languages.contains(language) {
            _ = try LocaleFile(configuration.templates.appending(path: "locales"), Locales.frame, language)
        }
        citizenPages = CitizenPages(renderer: renderer)
        metrics = SiteMetrics()
        abuse = AbuseCounters(at: store.now())
        signIns = SignInLimits(at: store.now())
        links = try PublicAddress(configuration.publicURL)
        apiDescription = try APIRoutes.description(in: configuration.templates)
    }

    /// Whether people reach the site by https, so that its cookies may not travel otherwise.
    var isSecure: Bool { configuration.publicURL.hasPrefix("https://") }

    /// How long a form may take to arrive.
    var formTime: TimeAmount { TimeAmount(configuration.requestTimeout) }

    /// A page that says one thing; kept, since those who guess addresses ask for it often.
    func message(_ message: CitizenPages.Message, detail: Localized? = nil, language: Language) throws -> RenderedPage {
        // A page that says what is wrong must not fail for the same reason.
        let settings = (try? store.settings()) ?? Settings()
        let render = { [citizenPages] in
            try citizenPages.message(message, detail: detail, language: language, settings: settings)
        }
        if detail != nil { return try render() }
        return try messagePages.page("\(message) \(language)", madeOf: settings, render: render)
    }

    /// The answer to a wrong token: nothing is here, or that there were too many.
    func refuseWrongToken(_ request: Request, _ context: WebContext) throws -> Response? {
        let language = language(request)
        if abuse.allowsWrongToken(from: client(request, context).address, at: store.now()) { return nil }
        var response = try message(.tooMany, language: language).response(.tooManyRequests)
        response.headers[.retryAfter] = "60"
        return response
    }

    /// The language of a citizen's page: one of all that there are texts in.
    func language(_ request: Request) -> Language { request.language(among: renderer.locales.languages) }

    /// The address that a request really comes from.
    func client(_ request: Request, _ context: WebContext) -> ClientAddress {
        context.client(request, trusting: configuration.trustedProxies)
    }

    /// The account that a request is signed in with, if any.
    func account(_ request: Request) async throws -> Account? {
        guard let session = Cookies.value(Cookies.session, in: request.headers) else { return nil }
        return try await store.account(session: session)
    }
}
