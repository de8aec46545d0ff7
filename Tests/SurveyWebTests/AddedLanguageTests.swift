import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Synchronization
import Testing

@testable import SurveyWeb

@Suite struct AddedLanguageTests {
    private let added: AddedLanguage

    init() throws { added = try AddedLanguage() }

    /// A text of the shipped Vietnamese table in the new language's letters.
    private func words(_ table: String, _ key: String) throws -> String {
        let vietnamese = try JSONDecoder().decode(
            [String: String].self, from: Data(try added.read("locales/\(table).vi.json").utf8))
        return AddedLanguage.words(try #require(vietnamese[key]))
    }

    /// The Vietnamese words on a page that is in another language, but for the link to the Vietnamese page.
    private func vietnamese(on page: TestResponse) throws -> [String] {
        var texts: [String] = []
        for table in AddedLanguage.tables {
            texts += try JSONDecoder().decode(
                [String: String].self, from: Data(try added.read("locales/\(table).vi.json").utf8)
            ).values
        }
        let pack = try #require(
            try QuestionnaireLibrary(folder: QuestionnaireLibraryTests.folder)["three-level/1"]?.texts[.vietnamese])
        texts += [pack.title] + pack.levels.values + pack.questions.values + pack.values.values.flatMap(\.values)
        return texts.filter { $0 != "Tiếng Việt" && $0.contains { $0.isLetter } && page.text.contains(">\($0)<") }
    }

    @Test("a language is a few files: its switch, its survey, its refusals, its thanks and its receipt, and no code")
    func walk() async throws {
        try added.add()
        let site = try await TestSite()
        let tokens = try [site.dossier(1), site.dossier(2)]
        let application = try await buildApplication(
            store: site.store, configuration: added.configuration, logger: site.logger)
        try await application.test(.live) { client in
            // From the Vietnamese page by its switch, as a citizen would.
            let address = "/\(tokens[0].text)"
            let start = try await client.get(address)
            #expect(start.text.contains("<html lang=vi>"))
            #expect(start.text.contains("<a href=\"?lang=en\" lang=en>English</a>"))
            #expect(start.text.contains("<a href=\"?lang=km\" lang=km>\(AddedLanguage.name)</a>"))
            let page = try await client.get("\(address)?lang=km")
            #expect(page.status == .ok && page.text.contains("<html lang=km>"))
            #expect(page.text.contains("<a href=\"?lang=vi\" lang=vi>Tiếng Việt</a>"))
            #expect(!page.text.contains("?lang=km"))
            #expect(page.text.contains("<h1>\(AddedLanguage.words("Đánh giá việc giải quyết hồ sơ"))</h1>"))
            #expect(page.text.contains("\(AddedLanguage.words("Rất hài lòng"))</label>"))
            #expect(try page.text.contains("\(words("survey", "completed")) 20/11/2026"))
            // What has no translation says which language it is in.
            #expect(page.text.contains("<span lang=vi><b>Đăng ký khai sinh</b>"))
            #expect(try vietnamese(on: page) == [])

            let refused = try await client.post("\(address)?lang=km", "conduct=2")
            #expect(refused.status == .unprocessableContent && refused.text.contains("<html lang=km>"))
            #expect(try refused.text.contains(words("survey", "problem.missing")))
            #expect(try vietnamese(on: refused) == [])

            let sent = try await client.post("\(address)?lang=km", "overall=1&reason=trips")
            #expect(sent.headers[.location] == "/thanks?lang=km")
            let receipt = try #require(sent.headers[.setCookie]?.prefix { $0 != ";" })
            let thanks = try await client.get("/thanks?lang=km", [.cookie: String(receipt)])
            #expect(thanks.text.contains("<html lang=km>"))
            #expect(try thanks.text.contains("<h1>\(words("thanks", "heading"))</h1>"))
            #expect(try vietnamese(on: thanks) == [])
            let code = receipt.split(separator: "=").last ?? ""
            let proof = try await client.get("/receipt/\(code)?lang=km")
            #expect(try proof.text.contains("<html lang=km>") && proof.text.contains(words("receipt", "silent")))
            let over = try await client.get("\(address)?lang=km")
            #expect(over.status == .gone && over.text.contains("<html lang=km>"))
            #expect(try over.text.contains(words("message", "gone.heading")))

            let other = try await client.post("/\(tokens[1].text)", "overall=3")
            #expect(other.headers[.location] == "/thanks?lang=vi")
        }
        // Counted together, as answers to one questionnaire.
        #expect(try await site.store.report(ReportRequest(by: .none)).total.counts.answers == 2)
        let rows = Mutex<[[String]]>([])
        try await site.store.export(.answers, by: "test") { row in rows.withLock { $0.append(row) } }
        let table = rows.withLock { $0 }
        let column = try #require(table.first?.firstIndex(of: "questionnaire"))
        #expect(table.dropFirst().map { $0[column] } == ["three-level/1", "three-level/1"])
    }

    @Test("the browser's own language is answered when there are texts in it, and passed over when there are not")
    func browser() async throws {
        try added.add()
        let site = try await TestSite()
        let token = try site.dossier(1)
        let application = try await buildApplication(
            store: site.store, configuration: added.configuration, logger: site.logger)
        try await application.test(.router) { client in
            for (address, header, language) in [
                ("", "km-KH,km;q=0.9,en;q=0.8", "km"), ("?lang=vi", "km", "vi"), ("?lang=km", "en", "km"),
                ("?lang=lo", "km", "km"), ("?lang=lo", "lo,en;q=0.5", "en"), ("?lang=lo", "lo", "vi"),
                ("?lang=%3Cb%3E", "", "vi"),
            ] {
                for path in ["/\(token.text)", "/", "/thanks", "/000000000000000000"] {
                    let page = try await client.get(path + address, [.acceptLanguage: header])
                    #expect(page.text.contains("<html lang=\(language)>"), "\(path)\(address) \(header)")
                }
            }
            // What is for staff stays in Vietnamese and English.
            let manager = try await site.signedIn(.admin)
            for (path, headers) in [("/manage/settings?lang=km", manager.headers), ("/staff/sign-in?lang=km", [:])] {
                let page = try await client.get(path, headers)
                #expect(
                    page.text.contains("<html lang=vi>")
                        && !page.headers[values: .setCookie].contains { $0.contains("language") }, "\(path)")
            }
        }
    }

    @Test("a page that a language lacks a file for is Vietnamese as a whole, says so, and is not offered in it")
    func fallback() async throws {
        // Neither the receipt nor the five-level pack.
        try added.add(tables: AddedLanguage.tables.filter { $0 != "receipt" })
        let site = try await TestSite()
        let token = try site.dossier(1)
        let application = try await buildApplication(
            store: site.store, configuration: added.configuration, logger: site.logger)
        try await application.test(.router) { client in
            try await site.store.set("questionnaire", to: "three-level/1, five-level/1@2026-11-01", by: "test")
            let survey = try await client.get("/\(token.text)?lang=km")
            #expect(survey.text.contains("<html lang=vi>") && survey.text.contains("Bình thường"))
            #expect(survey.text.contains("?lang=en") && !survey.text.contains("?lang=km"))
            let sent = try await client.post("/\(token.text)?lang=km", "overall=5")
            #expect(sent.headers[.location] == "/thanks?lang=km")
            let cookie = try #require(sent.headers[.setCookie]?.prefix { $0 != ";" })
            let thanks = try await client.get("/thanks?lang=km", [.cookie: String(cookie)])
            #expect(thanks.text.contains("<html lang=km>"))
            let code = cookie.split(separator: "=").last ?? ""
            let receipt = try await client.get("/receipt/\(code)?lang=km")
            #expect(receipt.status == .ok && receipt.text.contains("<html lang=vi>"))
            #expect(!receipt.text.contains("?lang=km"))
        }
    }

    @Test("the tablet at the counter offers the language, too, and says everything in it")
    func kiosk() async throws {
        try added.add()
        let site = try await TestSite()
        let token = try site.dossier(1)
        let desk = try #require(try site.store.catalogue().desk(code: "XH-1", on: site.store.today))
        let pass = KioskPass(.cookie, desk: desk, keyRing: site.store.keyRing, now: site.store.now()).text
        let csrf = FormToken(cookie: pass, keyRing: site.store.keyRing).text
        let application = try await buildApplication(
            store: site.store, configuration: added.configuration, logger: site.logger)
        try await application.test(.router) { client in
            let cookie: HTTPFields = [.cookie: "\(Cookies.kiosk)=\(pass)"]
            /// Sends a form of the kiosk, and follows where it leads.
            func sent(_ form: String) async throws -> TestResponse {
                let answer = try await client.post("/kiosk/XH-1?lang=km", "csrf=\(csrf)&\(form)", cookie)
                #expect(answer.headers[.location] == "/kiosk/XH-1?lang=km")
                let entry = answer.headers[.setCookie]?.prefix { $0 != ";" } ?? ""
                return try await client.get(
                    "/kiosk/XH-1?lang=km", [.cookie: "\(Cookies.kiosk)=\(pass); \(entry)"])
            }
            let start = try await client.get("/kiosk/XH-1", cookie)
            #expect(
                start.text.contains("<a href=\"/kiosk/XH-1?lang=km\" lang=km hreflang=km>\(AddedLanguage.name)</a>"))
            #expect(try await client.get("/kiosk/XH-1?lang=km", cookie).text.contains("<html lang=km "))
            for form in ["code=nonsense", "code=\(token.text)", "token=\(token.text)&overall=3"] {
                let page = try await sent(form)
                #expect(page.text.contains("<html lang=km ") && !page.text.contains("⟦"), "\(form)")
                #expect(try vietnamese(on: page) == [], "\(form)")
            }
            // On a tablet whose browser is English, Vietnamese can be chosen and stays.
            let english: HTTPFields = [.cookie: "\(Cookies.kiosk)=\(pass)", .acceptLanguage: "en"]
            #expect(try await client.get("/kiosk/XH-1", english).text.contains("lang=vi hreflang=vi>Tiếng Việt</a>"))
            #expect(try await client.get("/kiosk/XH-1?lang=vi", english).text.contains("<html lang=vi "))
            let chosen = try await client.post("/kiosk/XH-1?lang=vi", "csrf=\(csrf)&code=x", english)
            #expect(chosen.headers[.location] == "/kiosk/XH-1?lang=vi")
        }
    }

    @Test("no survey that ships is longer than 10 kB with long names; one that an office's texts make so is logged")
    func weight() async throws {
        try added.add()
        let site = try await TestSite()
        _ = try await buildApplication(store: site.store, configuration: site.configuration(), logger: site.logger)
        #expect(!site.log.text.contains("too long"))
        func isHeavy(_ notice: String) async throws -> Bool {
            var texts = try JSONDecoder().decode(
                [String: String].self, from: Data(try added.read("locales/survey.km.json").utf8))
            texts["notice"] = "\(notice) {days} {months}"
            try added.write(JSONEncoder().encode(texts), to: "locales/survey.km.json")
            let copy = try Site(store: site.store, configuration: added.configuration)
            let packs = Array(copy.questionnaires.questionnaires.values)
            let heavy = try copy.citizenPages.heavySurveys(packs, settings: Settings())
            #expect(heavy.allSatisfy { $0.language.rawValue == "km" && $0.bytes > 10_000 })
            _ = try await buildApplication(copy, logger: site.logger)
            return !heavy.isEmpty
        }
        #expect(try await !isHeavy("ក"))
        #expect(!site.log.text.contains("too long"))
        #expect(try await isHeavy(String(repeating: "ក", count: 1_000)))
        #expect(site.log.text.contains("too long") && site.log.text.contains("three-level/1"))
    }
}
