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

    /// - Parameters:
    ///   - switchHref: the same page in the other language.
    ///   - form: what came back, for a page that says what is wrong.
    func survey(
        _ subject: SurveySubject, questionnaire: Questionnaire, language: Language, switchHref: String,
        settings: Settings, form: AnswerForm? = nil
    ) throws -> RenderedPage {
        let style = renderer.surveyStyle
        let title = questionnaire.texts[language]?.title ?? ""
        let frame = try frame(title, style, language, switchHref, settings)
        let page = SurveyPage(
            frame: frame, texts: try renderer.texts("survey", language), subject: subject, questionnaire: questionnaire,
            form: form, settings: settings)
        return RenderedPage(try renderer.render(page), style: style)
    }

    /// - Parameter receipt: the address of the receipt, if one is offered.
    func thanks(receipt: String?, language: Language, switchHref: String, settings: Settings) throws
        -> RenderedPage
    {
        let texts = try renderer.texts("thanks", language)
        let frame = try frame(texts["title"], renderer.citizenStyle, language, switchHref, settings)
        let page = ThanksPage(
            frame: frame, t: texts.table, receipt: receipt, complaint: ThanksPage.Complaint(settings.complaintChannel))
        return RenderedPage(try renderer.render(page), style: renderer.citizenStyle)
    }

    /// What a receipt shows: that an answer is counted, and how to check it; never what was answered.
    func receipt(_ code: ReceiptCode, _ status: ReceiptStatus, language: Language, settings: Settings) throws
        -> RenderedPage
    {
        let texts = try renderer.texts("receipt", language).table
        let href = SiteURL.receipt(code.text).path(["lang": language.other.rawValue])
        let page = ReceiptPage(
            frame: try frame(texts["title"] ?? "", renderer.citizenStyle, language, href, settings), t: texts,
            code: code.text, status: status, language: language)
        return RenderedPage(try renderer.render(page), style: renderer.citizenStyle)
    }

    /// - Parameters:
    ///   - typed: what came back.
    ///   - error: what is wrong with it.
    func start(
        typed: String = "", error: String? = nil, language: Language, settings: Settings
    ) throws -> RenderedPage {
        let texts = try renderer.texts("start", language)
        let href = SiteURL.start.path(["lang": language.other.rawValue])
        let frame = try frame(texts["title"], renderer.citizenStyle, language, href, settings)
        let action = SiteURL.start.path(["lang": language.rawValue])
        let page = StartPage(frame: frame, t: texts.table, action: action, typed: typed, error: error)
        return RenderedPage(try renderer.render(page), style: renderer.citizenStyle)
    }

    /// - Parameter detail: in place of the message's own words.
    func message(_ message: Message, detail: String? = nil, language: Language, settings: Settings) throws
        -> RenderedPage
    {
        let texts = try renderer.texts("message", language)
        let heading = texts["\(message).heading"]
        let frame = try frame(heading, renderer.citizenStyle, language, "?lang=\(language.other.rawValue)", settings)
        let own = ["text", "more"].compactMap { texts.table["\(message).\($0)"] }
        let start = MessagePage.Link(href: SiteURL.start.path(["lang": language.rawValue]), text: texts["start"])
        let page = MessagePage(
            frame: frame, heading: heading, paragraphs: detail.map { [$0] } ?? own,
            links: message == .gone || message == .notFound ? [start] : [])
        return RenderedPage(try renderer.render(page), style: renderer.citizenStyle)
    }

    private func frame(
        _ title: String, _ style: StyleSheet, _ language: Language, _ switchHref: String, _ settings: Settings
    ) throws -> Frame {
        let texts = try renderer.texts("citizen", language)
        return Frame(
            lang: language.rawValue, title: title, style: style.text,
            office: settings.officeName.isEmpty ? texts["site"] : settings.officeName,
            example: settings.isExample ? texts["example"] : nil, switchHref: switchHref,
            switchLang: language.other.rawValue, switchName: texts["switch"])
    }
}

extension Language {
    /// The one that the switch leads to.
    var other: Language { self == .vietnamese ? .english : .vietnamese }
}
