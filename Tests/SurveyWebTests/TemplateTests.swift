import Foundation
import HTTPTypes
import NIOCore
import Survey
import Testing

@testable import SurveyWeb

@Suite struct TemplateTests {
    static let root = QuestionnaireLibraryTests.root
    let configuration = WebConfiguration(resources: TemplateTests.root)
    let settings = Settings([
        "office_name": "Trung tâm Phục vụ hành chính công xã Xuân Trường", "example": "1",
    ])
    let subject = SurveySubject(
        procedure: "Đăng ký khai sinh", desk: "Quầy 1 – Xã Xuân Hưng", completedOn: Day(number: 20_700))

    static let frame = Frame(
        lang: "vi", title: "a", style: "b", office: "c", example: "d",
        languages: [.init(href: "e", lang: "f", name: "g")])

    static let officeFrame = OfficeFrame(
        lang: "vi", title: "a", office: "b", example: "c", links: [.init(href: "d", text: "e", isCurrent: true)],
        language: .init(href: "?lang=en", lang: "en", name: "English"),
        signedIn: .init(account: "f", csrf: "g", signOutHref: "h", signOut: "i"), notice: "j", error: "k")

    static let entryFrame = EntryFrame(
        lang: "vi", title: "a", office: "b", example: "c", banner: "d", back: .init(href: "e", text: "f"),
        languages: [.init(href: "e", lang: "f", name: "g")],
        idle: .init(start: "g", seconds: 30, secondsWithoutScript: 180))
    static let choice = FormChoice(value: "a", text: "b", isChosen: true)
    static let field = RegisterPage.Field(
        value: "a", error: "b", hasFocus: true, entries: ["c"], choices: [choice])

    /// One page of every kind, with nothing in it empty.
    static func samples() throws -> [any Page] {
        let renderer = try Renderer(configuration: WebConfiguration(resources: root), pages: [])
        func table(_ name: String) throws -> [String: String] { try renderer.texts(name, .vietnamese).table }
        let library = try QuestionnaireLibrary(folder: QuestionnaireLibraryTests.folder)
        let pack = try #require(library["three-level/1"])
        let form = AnswerForm(
            pack.questions.map { ($0.code, "no such value") } + [("comment", String(repeating: "a", count: 501))],
            questionnaire: pack)
        let survey = SurveyPage(
            frame: frame, texts: try renderer.texts("survey", .vietnamese),
            subject: SurveySubject(procedure: "a", desk: "b", completedOn: Day(number: 0)), questionnaire: pack,
            form: form, settings: Settings(),
            entry: SurveyPage.Entry(action: "a", csrf: "b", token: "c"))
        return [
            survey,
            ThanksPage(
                frame: frame, t: try table("thanks"), receipt: "a", complaint: ThanksPage.Complaint("https://a.vn")),
            ReceiptPage(
                frame: frame, t: try table("receipt"), code: "a", pending: "b",
                proof: .init(day: "c", count: 1, root: "d", leaf: "e", index: 0, path: ["f"])),
            StartPage(frame: frame, t: try table("start"), action: "a", typed: "b", error: "c"),
            MessagePage(frame: frame, heading: "a", paragraphs: ["b"], links: [.init(href: "c", text: "d")]),
            SignInPage(
                frame: officeFrame, t: try table("sign-in"), action: "a", csrf: "b", next: "c", name: "d"),
            EntrySurveyPage(frame: entryFrame, survey: survey),
            EntryMessagePage(frame: entryFrame, heading: "a", paragraphs: ["b"], code: "c", about: "d"),
            KioskPage(frame: entryFrame, t: try table("kiosk"), action: "a", csrf: "b", typed: "c", error: "d"),
            KiosksPage(frame: officeFrame, t: try table("kiosks"), kiosks: [.init(desk: "a", link: "b")]),
            AssistedPage(frame: officeFrame, t: try table("staff"), action: "a", csrf: "b", typed: "c", codeError: "d"),
            LinkPage(
                frame: officeFrame, t: try table("staff"), action: "a", csrf: "b", codeError: "c", link: "d",
                procedure: "e", messages: [.init(id: "f", name: "g", text: "h", size: "i")], nextHref: "j"),
            CounterMessagePage(frame: officeFrame, t: try table("staff"), advice: "a", nextHref: "b"),
            OfficeMessagePage(
                frame: officeFrame, paragraphs: ["a"], back: ChoiceLink(text: "b", href: "c", isCurrent: false)),
            BatchPage(
                frame: officeFrame, t: try table("staff"), action: "a", csrf: "b", columns: ["c"], fileError: "d",
                problemsHeading: "e", problems: [.init(line: 1, field: "f", value: "g", reason: "h")], summary: "i",
                remarks: ["q"],
                rows: [.init(line: 1, code: "j", desk: "k", procedure: "l", day: "m", status: "n")],
                confirmAction: "o", key: "p"),
            DeskPage(
                frame: officeFrame, t: try table("staff"), action: "a", csrf: "b", desks: [choice], papers: [choice]),
            RegisterPage(
                frame: officeFrame, t: try table("staff"), action: "a", csrf: "b", desk: "c", deskHref: "d",
                code: field, procedure: field, commune: field, communeHint: "e", day: field, today: "f",
                via: [choice], timeliness: [choice], isDigitised: true,
                changes: [.init(name: "a", old: "b", new: "c")], asksAboutChanges: true, offersSlip: true),
            SlipPage(
                frame: officeFrame, t: try table("staff"), csrf: "a", image: "b", alt: "c", paper: "d", paperName: "l",
                prints: true,
                procedure: "e", day: "f", validUntil: "g", typedCode: "h", token: "i", nextAction: "j",
                carried: [choice], fileAction: "k", linkAction: "m"),
            SlipsPage(
                frame: officeFrame, t: try table("staff"), action: "a", csrf: "b", desk: "c", deskHref: "d",
                slips: [.init(time: "e", procedure: "f", what: "g")]),
            VoidPage(
                frame: officeFrame, t: try table("staff"), action: "a", csrf: "b", token: "c", typedCode: "d",
                procedure: "e", day: "f"),
        ]
            + ManagePageSamples.pages(
                frame: officeFrame, t: try table("manage"), comments: try table("comments"),
                honesty: try table("honesty"))
    }

    @Test("every tag of every template names a property of its page, or a text in its table")
    func tags() throws {
        let samples = try Self.samples()
        #expect(Set(samples.map { type(of: $0).template }) == Set(Site.pages.map { $0.template }))
        for page in samples {
            let name = type(of: page).template
            for problem in try TemplateTags(folder: configuration.templates).problems(of: name, with: page) {
                Issue.record("\(name).mustache: \(problem)")
            }
        }
    }

    @Test("a tag that names nothing is found")
    func tagsFindMistakes() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tags-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("{{heading}}{{#links}}{{href}}{{hreff}}{{/links}}{{frame.titel}}".utf8)
            .write(to: folder.appending(path: "message.mustache"))
        let page = MessagePage(frame: Self.frame, heading: "a", paragraphs: ["b"], links: [.init(href: "c", text: "d")])
        let problems = try TemplateTags(folder: folder).problems(of: "message", with: page)
        #expect(problems == ["{{hreff}} names nothing", "{{frame.titel}} names nothing"])
    }

    @Test(
        "a missing template, locale or style sheet stops the start with its name",
        arguments: [
            "Templates/survey.mustache", "Templates/locales/thanks.en.json", "Static/base.css",
        ])
    func missingFile(path: String) throws {
        let copy = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: copy) }
        for folder in ["Templates", "Static"] {
            try FileManager.default.copyItem(at: Self.root.appending(path: folder), to: copy.appending(path: folder))
        }
        try FileManager.default.removeItem(at: copy.appending(path: path))
        let error = #expect(throws: SurveyError.self) {
            try Renderer(configuration: WebConfiguration(resources: copy), pages: Site.pages)
        }
        #expect(error?.message.en.contains(path) == true)
    }

    @Test("every citizen page fits in 10 kB in every language and questionnaire, and fetches nothing")
    func size() throws {
        for (name, page) in try citizenPages() {
            let html = String(buffer: page.body)
            let head = page.headers.reduce(0) { $0 + $1.name.rawName.utf8.count + $1.value.utf8.count + 4 }
            #expect(html.utf8.count + head + 100 <= 10_000, "\(name): \(html.utf8.count) bytes and \(head) of headers")
            for mark in ["src=", "@import", "url(", "<script", "stylesheet", "⟦", "{{"] {
                #expect(!html.contains(mark), "\(name) contains \(mark)")
            }
        }
    }

    @Test("nothing is ticked on a fresh survey, only the first question is required, and no token is in it")
    func nothingTicked() throws {
        for (name, page) in try citizenPages() where name.hasPrefix("survey") {
            let html = String(buffer: page.body)
            #expect(!html.contains("checked>") && !html.contains(" open>"))
            let required = html.components(separatedBy: " required").count - 1
            #expect(required == html.components(separatedBy: "name=overall").count - 1)
            #expect(html.contains("<form method=post>"))
        }
    }

    @Test("the notice says for how long what is kept, by both settings, and names a cookie only where one is set")
    func notice() throws {
        let pages = CitizenPages(renderer: try Renderer(configuration: configuration, pages: Site.pages))
        let library = try QuestionnaireLibrary(folder: QuestionnaireLibraryTests.folder)
        let pack = try #require(library["three-level/1"])
        for (days, months) in [("90", "12"), ("45", "7"), ("365", "24")] {
            let settings = Settings(["retention_days": days, "comment_retention_months": months])
            for language in Language.own {
                let own = try pages.survey(
                    subject, questionnaire: pack, language: language, settings: settings)
                let texts = try pages.renderer.texts("survey", language)
                let entry = SurveyPage(
                    frame: Self.frame, texts: texts, subject: subject, questionnaire: pack, form: nil,
                    settings: settings, entry: SurveyPage.Entry(action: "a", csrf: "b", token: "c")
                ).notice
                let duration = Localized(vi: "\(days) ngày", en: "\(days) days")[language]
                let last = Localized(vi: "trong \(months) tháng sau tháng", en: "for \(months) months after")[language]
                let night = Localized(vi: "cookie đếm lượt", en: "cookie that counts answers")[language]
                for words in [duration, last, night] { #expect(String(buffer: own.body).contains(words)) }
                for words in [duration, last] { #expect(entry.contains(words)) }
                #expect(!entry.lowercased().contains("cookie"))
            }
        }
    }

    @Test("a refused form comes back with what was typed, escaped, and what is wrong")
    func refusedForm() throws {
        let library = try QuestionnaireLibrary(folder: QuestionnaireLibraryTests.folder)
        let pack = try #require(library["three-level/1"])
        let pages = CitizenPages(renderer: try Renderer(configuration: configuration, pages: Site.pages))
        let form = AnswerForm(
            [("reason", "trips"), ("conduct", "2"), ("comment", "  <script>alert(1)</script>\n\"chờ\"")],
            questionnaire: pack)
        let page = try pages.survey(
            subject, questionnaire: pack, language: .vietnamese, settings: settings, form: form)
        let html = String(buffer: page.body)
        #expect(html.contains("Ông/Bà vui lòng chọn một mức đánh giá."))
        #expect(html.contains("name=reason value=trips checked"))
        #expect(html.contains("name=conduct value=2 checked"))
        #expect(html.contains("<details open>"))
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;\n&quot;chờ&quot;</textarea>"))
        #expect(!html.contains("name=overall value=3 required checked"))
    }

    func citizenPages() throws -> [(String, RenderedPage)] {
        let pages = CitizenPages(renderer: try Renderer(configuration: configuration, pages: Site.pages))
        let library = try QuestionnaireLibrary(folder: QuestionnaireLibraryTests.folder)
        var all: [(String, RenderedPage)] = []
        for language in Language.own {
            for (name, pack) in library.questionnaires {
                all.append(
                    (
                        "survey-\(name.prefix(5))-\(language)".replacing("/", with: "-"),
                        try pages.survey(
                            subject, questionnaire: pack, language: language, settings: settings
                        )
                    ))
            }
            all.append(
                (
                    "thanks-\(language)",
                    try pages.thanks(receipt: "/receipt/ABC", language: language, settings: settings)
                ))
            all.append(("start-\(language)", try pages.start(language: language, settings: settings)))
            for message in CitizenPages.Message.allCases {
                all.append(
                    (
                        "message-\(message)-\(language)",
                        try pages.message(message, language: language, settings: settings)
                    ))
            }
        }
        return all
    }
}
