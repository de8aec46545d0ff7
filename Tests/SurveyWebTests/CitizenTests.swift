import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct CitizenTests {
    @Test("a link shows the survey, which names procedure, desk and day and holds no token; one tap counts")
    func walk() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.application().test(.live) { client in
            let page = try await client.get("/\(token.text)")
            #expect(page.status == .ok)
            for words in ["Đăng ký khai sinh", "Quầy 1 – Xã Xuân Hưng", "20/11/2026", "Rất hài lòng", "90 ngày"] {
                #expect(page.text.contains(words))
            }
            #expect(!page.text.contains(token.text))
            let answer = try await client.post("/\(token.text)", "overall=3&reason=fee&conduct=2&contacts=")
            #expect(answer.status == .seeOther)
            let thanks = try await client.get(try #require(answer.headers[.location]))
            #expect(thanks.status == .ok)
            #expect(thanks.text.contains("https://dichvucong.gov.vn"))
        }
        guard case .rated = try site.store.state(of: token.id) else {
            Issue.record("the dossier is not rated")
            return
        }
    }

    @Test(
        "a token is read in either case, with spaces and hyphens, percent-encoded or not",
        arguments: [
            { $0.grouped }, { $0.text.lowercased() }, { $0.grouped.replacing("-", with: "%20") },
            { $0.text.replacing("0", with: "o") },
        ] as [@Sendable (Token) -> String])
    func tokenForms(written: @Sendable (Token) -> String) async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.application().test(.router) { client in
            let page = try await client.get("/" + written(token))
            #expect(page.status == .ok)
        }
    }

    @Test("a forged, mistyped or truncated token is refused without any access to the database")
    func forgedToken() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        let forged = String(token.text.dropLast()) + (token.text.last == "0" ? "1" : "0")
        let application = try await site.application()
        try await application.test(.router) { client in
            // Warms the settings up, which pages are made of.
            #expect(try await client.get("/\(forged)").status == .notFound)
            // From here on whoever reads the database fails.
            try await site.store.close()
            for text in [forged, String(token.text.dropLast()), "favicon.ico", "U" + token.text.dropFirst()] {
                #expect(try await client.get("/\(text)").status == .notFound)
                #expect(try await client.post("/\(text)", "overall=3").status == .notFound)
            }
            #expect(try await client.get("/\(token.text)").status.kind == .serverError)
        }
    }

    @Test("used, expired and void links answer with one and the same page, byte for byte")
    func gone() async throws {
        let site = try await TestSite()
        let (used, void, expired) = (try site.dossier(1), try site.dossier(2), try site.dossier(3, on: "2026-10-23"))
        try await site.application().test(.router) { client in
            #expect(try await client.post("/\(used.text)", "overall=1").status == .seeOther)
            try await site.store.void(void.id, by: "test")
            var pages: [String] = []
            for token in [used, void, expired] {
                let page = try await client.get("/\(token.text)")
                #expect(page.status == .gone)
                pages.append("\(page.headers) \(page.text)")
            }
            #expect(Set(pages).count == 1)
            #expect(try await client.post("/\(used.text)", "overall=1").status == .conflict)
            #expect(try await client.post("/\(void.text)", "overall=1").status == .gone)
            #expect(try await client.post("/\(expired.text)", "overall=1").status == .gone)
            // The last day counts still.
            let last = try site.dossier(4, on: "2026-10-24")
            #expect(try await client.get("/\(last.text)").status == .ok)
        }
    }

    @Test("a token that is right but of no registered dossier is not found")
    func unknown() async throws {
        let site = try await TestSite()
        let token = site.store.keyRing.newest.token(for: try DossierCode("H40.18-241101-9999"))
        try await site.application().test(.router) { client in
            let page = try await client.get("/\(token.text)")
            #expect(page.status == .notFound)
            #expect(try await client.post("/\(token.text)", "overall=3").status == .notFound)
        }
    }

    @Test("two hundred simultaneous posts with one token count once")
    func race() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.application().test(.live) { client in
            let port = try #require(client.port)
            let sockets = try (0..<200).map { _ in try Socket(port: port) }
            let form = "overall=2"
            for socket in sockets {
                socket.send(
                    "POST /\(token.text) HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: \(form.utf8.count)\r\n\r\n\(form)")
            }
            let statuses = Dictionary(grouping: sockets.map { $0.status() }, by: \.self).mapValues(\.count)
            #expect(statuses == [303: 1, 409: 199])
        }
        #expect(try await site.store.report(ReportRequest(by: .none)).total.counts.answers == 1)
    }

    @Test("an invalid form comes back as 422 with what was typed and what is wrong, and the dossier stays open")
    func invalidForm() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.application().test(.router) { client in
            let page = try await client.post(
                "/\(token.text)?lang=en", "reason=trips&reason=papers&comment=Ch%E1%BB%9D+l%C3%A2u&conduct=2")
            #expect(page.status.code == 422)
            #expect(page.text.contains("Please choose one of the levels."))
            #expect(page.text.contains("\nChờ lâu</textarea>"))
            for value in [
                "name=reason value=trips checked", "name=reason value=papers checked", "name=conduct value=2 checked",
            ] {
                #expect(page.text.contains(value))
            }
            #expect(try await client.post("/\(token.text)", "overall=9").status.code == 422)
            #expect(try await client.post("/\(token.text)", "overall=3&overall=1").status.code == 422)
            let fresh = try await client.get("/\(token.text)?lang=en")
            #expect(!fresh.text.contains(" checked"), "a cached page keeps what somebody typed")
        }
        #expect(try site.store.state(of: token.id) != .unknown)
        guard case .open = try site.store.state(of: token.id) else {
            Issue.record("the dossier is no longer open")
            return
        }
    }

    @Test("the page speaks the browser's language, the switch leads to the other, Vietnamese is the default")
    func languages() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.application().test(.router) { client in
            let english = try await client.get("/\(token.text)", [.acceptLanguage: "en-GB,en;q=0.9,vi;q=0.8"])
            #expect(english.text.contains("<html lang=en>"))
            #expect(english.text.contains("href=\"?lang=vi\""))
            let chosen = try await client.get("/\(token.text)?lang=vi", [.acceptLanguage: "en"])
            #expect(chosen.text.contains("<html lang=vi>"))
            #expect(try await client.get("/\(token.text)", [.acceptLanguage: "fr"]).text.contains("<html lang=vi>"))
        }
    }

    @Test("a typed code leads to the survey and counts as typed; a wrong one says what is wrong with it")
    func typedCode() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.application().test(.router) { client in
            let start = try await client.get("/")
            #expect(start.status == .ok)
            let entered = try await client.post("/?lang=en", "code=+\(token.grouped.lowercased())+")
            #expect(entered.status == .seeOther)
            #expect(entered.headers[.location] == "/\(token.text)?via=code&lang=en")
            let page = try await client.get(try #require(entered.headers[.location]))
            #expect(page.text.contains("?lang=vi&amp;via=code"))
            let short = try await client.post("/?lang=en", "code=ABC-%3Cb%3E")
            #expect(short.status.code == 422)
            #expect(short.text.contains("value=\"ABC-&lt;b&gt;\""))
            #expect(try await client.post("/?lang=en", "code=ABC").text.contains("this one has 3"))
            #expect(try await client.post("/?lang=en", "code=").status.code == 422)
            for link in [
                "http://127.0.0.1:8080/\(token.text)", "HTTPS://DANHGIA.EXAMPLE.VN/\(token.grouped)?via=code#x ",
            ] {
                let form = try #require(link.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
                let pasted = try await client.post("/?lang=en", "code=\(form)")
                #expect(pasted.headers[.location] == entered.headers[.location], "\(link)")
            }
        }
    }

    @Test("wrong tokens from one address end in 429, while right ones from there still work")
    func tooMany() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.application().test(.live) { client in
            var last = HTTPResponse.Status.ok
            for _ in 0..<130 { last = try await client.get("/000000000000000000").status }
            #expect(last == .tooManyRequests)
            #expect(try await client.post("/", "code=0").headers[.retryAfter] == "60")
            #expect(try await client.get("/\(token.text)").status == .ok)
            #expect(try await client.post("/", "code=\(token.text)").status == .seeOther)
        }
    }

    @Test("the survey stays within 10 kB whatever the catalogue's names, of which the beginning is told")
    func longNames() async throws {
        let site = try await TestSite()
        let name = String(repeating: "Thủ tục hành chính đặc biệt ", count: 17) + String(repeating: "&", count: 24)
        #expect(name.count == 500)
        try site.load(.desks, "code,name,unit_code\nXH-2,\(name),14122\n")
        try site.load(.procedures, "code,name,field,level\n1.000002,\(name),Hộ tịch,commune\n")
        let code = "H40.18-241101-20000"
        try site.load(
            .dossiers,
            "\(RegistrationFields.names.joined(separator: ","))\n\(code),XH-2,1.000002,,2026-11-20,direct,early,1\n")
        let token = site.store.keyRing.newest.token(for: try DossierCode(code))
        try await site.application().test(.router) { client in
            for page in [try await client.get("/\(token.text)"), try await client.post("/\(token.text)", "overall=9")] {
                let head = page.headers.reduce(0) { $0 + $1.name.rawName.utf8.count + $1.value.utf8.count + 4 }
                #expect(page.body.readableBytes + head + 100 <= 10_000, "\(page.body.readableBytes) and \(head)")
                #expect(page.text.contains(name.prefix(99) + "…") && page.text.contains(name.prefix(69) + "…"))
            }
        }
    }

    @Test("the first page gives a device a random cookie until midnight, and later ones leave it alone")
    func deviceCookie() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.application { $0.publicURL = "https://danhgia.example.vn" }.test(.router) { client in
            let first = try await client.get("/\(token.text)")
            let cookie = try #require(first.headers[.setCookie])
            // Noon to midnight.
            let form = /hailong_device=([0-9A-Z]{26}); Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure/
            let value = try #require(cookie.wholeMatch(of: form)).output.1
            let again = try await client.get("/\(token.text)", [.cookie: "hailong_device=\(value)"])
            #expect(again.headers[.setCookie] == nil)
            let other = try await client.get("/\(token.text)", [.cookie: "hailong_device=forged"])
            #expect(other.headers[.setCookie] != nil && other.headers[.setCookie] != cookie)
        }
    }

    @Test("only answers that are stored count for their device: none that is repeated, invalid, void or too late")
    func deviceCount() async throws {
        let site = try await TestSite()
        let tokens = try (1...4).map { try site.dossier($0) }
        let void = try site.dossier(5)
        try await site.store.void(void.id, by: "test")
        let late = try site.dossier(6, on: "2026-10-01")
        var random = SystemRandomNumberGenerator()
        let phone: HTTPFields = [.cookie: "\(Cookies.device)=\(DeviceCookie(using: &random).text)"]
        try await site.application().test(.router) { client in
            func refused() async throws {
                for _ in 0..<3 {
                    #expect(try await client.post("/\(tokens[0].text)", "overall=3", phone).status == .conflict)
                    #expect(
                        try await client.post("/\(tokens[3].text)", "conduct=3", phone).status == .unprocessableContent)
                    #expect(try await client.post("/\(void.text)", "overall=3", phone).status == .gone)
                    #expect(try await client.post("/\(late.text)", "overall=3", phone).status == .gone)
                }
            }
            for token in tokens {
                #expect(try await client.post("/\(token.text)", "overall=3", phone).status == .seeOther)
                if token != tokens[3] { try await refused() }
            }
        }
        // The first, the second and third, the fourth.
        let classes = try await site.store.signals().flatMap(\.answers).map { [$0.marks.device, $0.count] }
        #expect(Set(classes) == [[1, 1], [2, 2], [3, 1]])
    }

    @Test("the receipt travels in a cookie to the thank-you page only, for ten minutes, and in no address before it")
    func receipt() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.application().test(.router) { client in
            let answer = try await client.post("/\(token.text)", "overall=3")
            #expect(answer.headers[.location] == "/thanks?lang=vi")
            let cookie = try #require(answer.headers[.setCookie])
            let form = /hailong_receipt=([0-9A-Z-]{23}); Path=\/thanks; Max-Age=600; HttpOnly; SameSite=Lax/
            let code = try #require(cookie.wholeMatch(of: form)).output.1
            let thanks = try await client.get("/thanks", [.cookie: "hailong_receipt=\(code)"])
            #expect(thanks.text.contains("/receipt/\(code)"))
            let receipt = try await client.get("/receipt/\(code)")
            #expect(receipt.status == .ok && receipt.text.contains(String(code)))
            #expect(!receipt.text.contains(token.text))
            #expect(try await client.get("/receipt/00000-00000-00000-00000").status == .notFound)
            #expect(try await !client.get("/thanks").text.contains("/receipt/"))
            #expect(try await !client.get("/thanks", [.cookie: "hailong_receipt=<b>"]).text.contains("/receipt/"))
        }
    }

    @Test("no log line holds a token, an address that was asked for, a query, a user agent or what was typed")
    func log() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.application().test(.live) { client in
            let headers: HTTPFields = [.userAgent: "Nokia3310", .xForwardedFor: "203.0.113.9"]
            _ = try await client.get("/\(token.text)?via=code", headers)
            _ = try await client.get("/\(token.grouped)", headers)
            _ = try await client.post("/\(token.text)", "overall=7&comment=bimat", headers)
            _ = try await client.post("/", "code=\(token.text)", headers)
            _ = try await client.post("/\(token.text)", "overall=3&comment=bimat", headers)
            _ = try await client.get("/nowhere/\(token.text)", headers)
        }
        let log = site.log.text
        #expect(log.contains("/{token}"))
        for secret in [token.text, token.grouped, "via=", "Nokia", "bimat", "203.0.113.9", "nowhere"] {
            #expect(!log.contains(secret), "the log has \(secret)")
        }
    }

    @Test("an officer's browser is refused on the survey, politely, and cannot answer")
    func staff() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.store.addAccount("cb1", role: .officer, password: "mat khau rat dai", by: "test")
        let account = try #require(try await site.store.signIn("cb1", password: "mat khau rat dai"))
        let session = try await site.store.startSession(account)
        try await site.application().test(.router) { client in
            let cookie: HTTPFields = [.cookie: "a=b; hailong_session=\(session)"]
            let page = try await client.get("/\(token.text)", cookie)
            #expect(page.status == .forbidden)
            #expect(page.text.contains("Cán bộ không được đánh giá thay"))
            #expect(try await client.post("/\(token.text)", "overall=3", cookie).status == .forbidden)
            #expect(try await client.get("/\(token.text)", [.cookie: "hailong_session=no"]).status == .ok)
        }
    }
}
