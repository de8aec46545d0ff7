import HTTPTypes
import Hummingbird
import Survey
import SurveyStore

/// Surveys that are not answered on a citizen's own device: at a kiosk, or entered by staff.
struct EntryDesk: Sendable {
    let site: Site
    let channel: Survey.Channel

    /// The longest form: 500 characters of several bytes each, percent-encoded, and the rest.
    static let formLimit = 32_768

    /// What came of a form.
    enum Result: Sendable {
        case incomplete(AnswerForm)
        case taken(SubmissionOutcome)
    }

    func frame(
        _ language: Language, title: String, banner: String? = nil, back: EntryFrame.Link? = nil,
        languages: [LanguageLink] = [], idle: EntryFrame.Idle? = nil
    ) throws -> EntryFrame {
        let texts = try site.renderer.texts(Locales.frame, language)
        let settings = try site.store.settings()
        return EntryFrame(
            lang: language.rawValue, title: title,
            office: settings.officeName.isEmpty ? texts["site"] : settings.officeName,
            example: settings.isExample ? texts["example"] : nil, banner: banner, back: back,
            languages: languages, idle: idle)
    }

    /// - Parameters:
    ///   - language: of the frame, and one that the dossier's questionnaire is there in.
    ///   - form: what came back.
    func survey(
        _ dossier: Dossier, frame: EntryFrame, entry: SurveyPage.Entry, language: Language, form: AnswerForm? = nil
    ) throws -> Response {
        let settings = try site.store.settings()
        let inner = Frame(
            lang: language.rawValue, title: frame.title, style: "", office: frame.office, example: nil, languages: [])
        let survey = SurveyPage(
            frame: inner, texts: try site.renderer.texts("survey", language), subject: try site.subject(of: dossier),
            questionnaire: try site.questionnaire(on: dossier.completedOn, settings), form: form,
            settings: settings, entry: entry)
        let page = EntrySurveyPage(frame: frame, survey: survey)
        return RenderedPage(linking: try site.renderer.render(page)).response(form == nil ? .ok : .unprocessableContent)
    }

    /// - Parameters:
    ///   - code: something to note down; nil for nothing.
    ///   - about: what it is for.
    func message(
        _ heading: String, _ paragraphs: [String], code: String? = nil, about: String? = nil, frame: EntryFrame,
        _ status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let page = EntryMessagePage(
            frame: frame, heading: heading, paragraphs: paragraphs, code: code, about: about)
        return RenderedPage(linking: try site.renderer.render(page)).response(status)
    }

    /// Takes an answer; its channel says where it was entered, so that it carries no marks of a device.
    func submit(_ fields: FormFields, _ token: Token, _ dossier: Dossier) async throws -> Result {
        let questionnaire = try site.questionnaire(on: dossier.completedOn, try site.store.settings())
        let form = AnswerForm(fields.pairs, questionnaire: questionnaire)
        guard let answer = form.answer else { return .incomplete(form) }
        return .taken(try await site.store.submit(answer, for: token.id, channel: channel))
    }
}
