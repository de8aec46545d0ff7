import HTTPTypes
import NIOCore
import Survey
import SurveyStore

/// Renders the citizen's pages: with inline style, nothing to fetch, and nothing that a cache may keep.
struct CitizenPages: Sendable {
    let renderer: Renderer

    /// Every page it makes.
    static let all: [any Page.Type] = [
        SurveyPage.self, ThanksPage.self, StartPage.self, MessagePage.self, ReceiptPage.self,
    ]

    /// One thing to say.
    enum Message: String, CaseIterable {
        case gone, notFound, tooMany, staff, error, unavailable, refused
    }

    /// The languages that a survey can be read in: those with the page's texts and the questionnaire's.
    func languages(of questionnaire: Questionnaire) -> [Language] {
        renderer.locales.languages(of: "survey").filter { questionnaire.texts[$0] != nil }
    }

    /// - Parameters:
    ///   - query: what the address carries beside the language: `&via=code`.
    ///   - form: what came back, for a page that says what is wrong.
    func survey(
        _ subject: SurveySubject, questionnaire: Questionnaire, language: Language, query: String = "",
        settings: Settings, form: AnswerForm? = nil
    ) throws -> RenderedPage {
        let style = renderer.surveyStyle
        let languages = languages(of: questionnaire)
        let texts = try renderer.texts("survey", languages.contains(language) ? language : .vietnamese)
        let title = questionnaire.texts[texts.language]?.title ?? ""
        let page = SurveyPage(
            frame: try frame(title, style, texts, languages, query, settings), texts: texts, subject: subject,
            questionnaire: questionnaire, form: form, settings: settings)
        return RenderedPage(try renderer.render(page), style: style)
    }

    /// - Parameter receipt: the address of the receipt, if one is offered.
    func thanks(receipt: String?, language: Language, settings: Settings) throws -> RenderedPage {
        let texts = try renderer.texts("thanks", language)
        let frame = try frame(texts["title"], texts, renderer.locales.languages(of: "thanks"), settings)
        let page = ThanksPage(
            frame: frame, t: texts.table, receipt: receipt, complaint: ThanksPage.Complaint(settings.complaintChannel))
        return RenderedPage(try renderer.render(page), style: renderer.citizenStyle)
    }

    /// What a receipt shows: that an answer is counted, and how to check it; never what was answered.
    func receipt(_ code: ReceiptCode, _ status: ReceiptStatus, language: Language, settings: Settings) throws
        -> RenderedPage
    {
        let texts = try renderer.texts("receipt", language)
        let page = ReceiptPage(
            frame: try frame(texts["title"], texts, renderer.locales.languages(of: "receipt"), settings),
            t: texts.table, code: code.text, status: status, language: texts.language)
        return RenderedPage(try renderer.render(page), style: renderer.citizenStyle)
    }

    /// - Parameters:
    ///   - typed: what came back.
    ///   - error: what is wrong with it.
    func start(
        typed: String = "", error: String? = nil, language: Language, settings: Settings
    ) throws -> RenderedPage {
        let texts = try renderer.texts("start", language)
        let frame = try frame(texts["title"], texts, renderer.locales.languages(of: "start"), settings)
        let action = SiteURL.start.path(["lang": language.rawValue])
        let page = StartPage(frame: frame, t: texts.table, action: action, typed: typed, error: error)
        return RenderedPage(try renderer.render(page), style: renderer.citizenStyle)
    }

    /// - Parameter detail: in place of the message's own words; the program has it in Vietnamese and English only.
    func message(_ message: Message, detail: Localized? = nil, language: Language, settings: Settings) throws
        -> RenderedPage
    {
        let languages = detail == nil ? renderer.locales.languages(of: "message") : Language.own
        let texts = try renderer.texts("message", languages.contains(language) ? language : .vietnamese)
        let heading = texts["\(message).heading"]
        let own = ["text", "more"].compactMap { texts.table["\(message).\($0)"] }
        let start = MessagePage.Link(href: SiteURL.start.path(["lang": language.rawValue]), text: texts["start"])
        let page = MessagePage(
            frame: try frame(heading, texts, languages, settings), heading: heading,
            paragraphs: detail.map { [$0[texts.language]] } ?? own,
            links: message == .gone || message == .notFound ? [start] : [])
        return RenderedPage(try renderer.render(page), style: renderer.citizenStyle)
    }

    private func frame(_ title: String, _ texts: Texts, _ languages: [Language], _ settings: Settings) throws -> Frame {
        try frame(title, renderer.citizenStyle, texts, languages, "", settings)
    }

    /// - Parameters:
    ///   - texts: of the page, whose language the frame is in, too.
    ///   - languages: those that the page can be read in.
    private func frame(
        _ title: String, _ style: StyleSheet, _ texts: Texts, _ languages: [Language], _ query: String,
        _ settings: Settings
    ) throws -> Frame {
        let words = try renderer.texts(Locales.frame, texts.language)
        let others = languages.filter { $0 != texts.language }
        return Frame(
            lang: texts.language.rawValue, title: title, style: style.text,
            office: settings.officeName.isEmpty ? words["site"] : settings.officeName,
            example: settings.isExample ? words["example"] : nil,
            languages: try others.map { try renderer.link(to: $0, "?lang=\($0)\(query)") })
    }
}

extension Renderer {
    /// A link to a page in a language, by the name that the language calls itself.
    func link(to language: Language, _ href: String) throws -> LanguageLink {
        LanguageLink(href: href, lang: language.rawValue, name: try texts(Locales.frame, language)["language"])
    }
}
