import HTTPTypes
import Hummingbird
import Survey
import SurveyStore

/// The survey behind a link: its page, and the one answer that it takes.
struct SurveyRoutes: Sendable {
    let site: Site

    /// What a survey page shows; there is no token in it, so that one page serves many.
    private struct Key: Hashable {
        let desk: Desk.ID
        let procedure: Procedure.ID
        let day: Day
        let language: Language
        let channel: Survey.Channel
    }

    private struct Stamp: Equatable {
        let subject: SurveySubject
        let settings: Settings
    }

    private let surveys = PageCache<Key, Stamp>(capacity: 4_000)

    /// The longest form: 500 characters of several bytes each, percent-encoded, and the rest.
    private static let formLimit = 32_768

    init(site: Site) {
        self.site = site
    }

    func add(to router: Router<WebContext>) {
        router.get(SiteURL.survey("{token}").pattern, use: show)
        router.post(SiteURL.survey("{token}").pattern, use: answer)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let language = site.language(request)
        guard let token = token(context) else { return try refuse(request, context, language) }
        // Before anything is told of the dossier: to staff, rated and unrated ones are the same.
        if try await site.account(request) != nil {
            return try site.message(.staff, language: language).response(.forbidden)
        }
        switch try site.store.state(of: token.id) {
        case .unknown:
            return try site.message(.notFound, language: language).response(.notFound)
        case .rated, .void, .closed, .dissolved:
            return try site.message(.gone, language: language).response(.gone)
        case .open(let dossier):
            let settings = try site.store.settings()
            guard site.store.today <= settings.lastDay(completedOn: dossier.completedOn) else {
                return try site.message(.gone, language: language).response(.gone)
            }
            var response = try page(dossier, request.channel, language, settings).response()
            if site.device(request) == nil {
                response.headers.append(HTTPField(name: .setCookie, value: site.newDeviceCookie()))
            }
            return response
        }
    }

    @Sendable private func answer(_ request: Request, _ context: WebContext) async throws -> Response {
        let language = site.language(request)
        guard let token = token(context) else { return try refuse(request, context, language) }
        if try await site.account(request) != nil {
            return try site.message(.staff, language: language).response(.forbidden)
        }
        let fields = try await FormFields.readable(request, context, limit: Self.formLimit, within: site.formTime)
        let settings = try site.store.settings()
        // What cannot be read is a blank form, which comes back.
        let form = AnswerForm(fields?.pairs ?? [], questionnaire: try questionnaire(of: token, settings))
        guard let answer = form.answer else { return try showAgain(form, token, request, settings) }
        switch try await site.submit(answer, for: token, request, context, settings) {
        case .counted(let leaf):
            var response = Response.seeOther(SiteURL.thanks.path(["lang": language.rawValue]))
            if let leaf = MerkleHash(leaf) {
                response.headers[.setCookie] = Cookies.set(
                    Cookies.receipt, ReceiptCode(leaf: leaf).text, path: SiteURL.thanks.path, maxAge: 600,
                    isSecure: site.isSecure)
            }
            return response
        case .alreadyRated: return try site.message(.gone, language: language).response(.conflict)
        case .gone: return try site.message(.gone, language: language).response(.gone)
        case .unknown: return try site.message(.notFound, language: language).response(.notFound)
        }
    }

    /// A form that is no answer, with what was typed and what is wrong, if its dossier can still be rated at all.
    private func showAgain(
        _ form: AnswerForm, _ token: Token, _ request: Request, _ settings: Settings
    ) throws -> Response {
        let language = site.language(request)
        switch try site.store.state(of: token.id) {
        case .unknown:
            return try site.message(.notFound, language: language).response(.notFound)
        case .rated:
            return try site.message(.gone, language: language).response(.conflict)
        case .open(let dossier) where site.store.today <= settings.lastDay(completedOn: dossier.completedOn):
            return try page(dossier, request.channel, language, settings, form: form).response(.unprocessableContent)
        case .open, .void, .closed, .dissolved:
            return try site.message(.gone, language: language).response(.gone)
        }
    }

    /// The token of the address, when one of our keys made it; found out without the database.
    private func token(_ context: WebContext) -> Token? {
        guard let text = context.parameter("token"), let token = try? Token(text), site.store.keyRing.accepts(token)
        else { return nil }
        return token
    }

    private func refuse(_ request: Request, _ context: WebContext, _ language: Language) throws -> Response {
        if let refusal = try site.refuseWrongToken(request, context) { return refusal }
        return try site.message(.notFound, language: language).response(.notFound)
    }

    /// The questionnaire that a token's dossier is asked; its day matters only where there are several.
    private func questionnaire(of token: Token, _ settings: Settings) throws -> Questionnaire {
        let schedule = settings.questionnaires
        guard schedule.names.count > 1, case .open(let dossier) = try site.store.state(of: token.id) else {
            return try site.questionnaire(on: site.store.today, settings)
        }
        return try site.questionnaire(on: dossier.completedOn, settings)
    }

    private func page(
        _ dossier: Dossier, _ channel: Survey.Channel, _ language: Language, _ settings: Settings,
        form: AnswerForm? = nil
    ) throws -> RenderedPage {
        let subject = try site.subject(of: dossier)
        let render = {
            let questionnaire = try site.questionnaire(on: dossier.completedOn, settings)
            let via = channel == .typedCode ? "&via=\(channel.rawValue)" : ""
            return try site.citizenPages.survey(
                subject, questionnaire: questionnaire, language: language, query: via, settings: settings,
                form: form)
        }
        if form != nil { return try render() }
        let key = Key(
            desk: dossier.deskID, procedure: dossier.procedureID, day: dossier.completedOn, language: language,
            channel: channel)
        let stamp = Stamp(subject: subject, settings: settings)
        return try surveys.page(key, madeOf: stamp, render: render)
    }
}

extension Request {
    /// How whoever sends this came to the survey; only a typed code says so in the address.
    fileprivate var channel: Survey.Channel {
        guard let query = uri.query, query.contains("via=") else { return .ownDevice }
        return self.query("via") == Survey.Channel.typedCode.rawValue ? .typedCode : .ownDevice
    }
}

extension Site {
    /// Stores an answer with the marks that the request tells.
    ///
    /// Its device is counted before it is known whether the answer is, since the class is part of the answer; one that is
    /// not stored is taken back, so that a form sent twice makes nobody's later answer look doubtful.
    fileprivate func submit(
        _ answer: Answer, for token: Token, _ request: Request, _ context: WebContext, _ settings: Settings
    ) async throws -> SubmissionOutcome {
        let device = device(request)
        let now = store.now()
        let marks = AnswerMarks(
            device: abuse.count(device, at: now).rawValue, isFromOffice: isFromOffice(request, context, settings))
        var isStored = false
        defer { if !isStored { abuse.takeBack(device, countedAt: now) } }
        let outcome = try await store.submit(answer, for: token.id, channel: request.channel, marks: marks)
        if case .counted = outcome { isStored = true }
        return outcome
    }

    private func isFromOffice(_ request: Request, _ context: WebContext, _ settings: Settings) -> Bool {
        let networks = settings.staffNetworks
        guard !networks.isEmpty, let address = client(request, context).address else { return false }
        return networks.contains { $0.contains(address) }
    }

    /// The random number that tells the answers of one device today.
    fileprivate func device(_ request: Request) -> DeviceCookie? {
        Cookies.value(Cookies.device, in: request.headers).flatMap { DeviceCookie($0) }
    }

    /// A fresh one, which the browser keeps until midnight.
    fileprivate func newDeviceCookie() -> String {
        var random = SystemRandomNumberGenerator()
        return Cookies.set(
            Cookies.device, DeviceCookie(using: &random).text, path: SiteURL.start.path,
            maxAge: DeviceCookie.maxAge(at: store.now()), isSecure: isSecure)
    }
}
