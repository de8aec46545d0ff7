import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct EntryTests {
    /// A browser that a manager's link made the kiosk of the desk XH-1.
    private func kiosk(_ site: TestSite, _ client: any TestClientProtocol) async throws -> SignInSession {
        let manager = try await site.signedIn(.manager, "chi")
        let links = try await client.get("/manage/kiosks", manager.headers)
        let link = try #require(links.text.firstMatch(of: /href="http:\/\/127.0.0.1:8080(\/kiosk\/XH-1\?start=[^"]+)"/))
        let started = try await client.get(String(link.output.1), manager.headers)
        #expect(started.headers[.location] == "/kiosk/XH-1")
        let cookies = started.headers[values: .setCookie]
        // Nobody is signed in there any more.
        #expect(cookies.contains { $0.hasPrefix("\(Cookies.session)=;") })
        let signedOut = try await client.get("/manage/kiosks", manager.headers)
        #expect(signedOut.headers[.location]?.contains("sign-in") == true)
        let cookie = try #require(
            cookies.first { $0.hasPrefix(Cookies.kiosk) }?.split(separator: ";").first.map(String.init))
        #expect(cookies.contains { $0.contains("Path=/kiosk/XH-1;") && $0.contains("HttpOnly") })
        let csrf = FormToken(
            cookie: String(cookie.dropFirst(Cookies.kiosk.count + 1)), keyRing: site.store.keyRing)
        return SignInSession(headers: [.cookie: cookie], csrf: csrf.text)
    }

    @Test("a kiosk started by a manager's link takes one answer for a typed or scanned code, and keeps nothing")
    func kioskWalk() async throws {
        let site = try await TestSite()
        let token = try site.dossier(1)
        try await site.application().test(.router) { client in
            let kiosk = try await kiosk(site, client)
            let start = try await client.get("/kiosk/XH-1", kiosk.headers)
            #expect(start.status == .ok)
            #expect(start.headers[.cacheControl] == "no-store")
            #expect(!start.text.contains("/staff") && !start.text.contains("/manage"))
            let survey = try await sent(
                "csrf=\(kiosk.csrf)&code=http://127.0.0.1:8080/\(token.text)", kiosk, client)
            #expect(survey.status == .ok)
            #expect(survey.headers[.cacheControl] == "no-store")
            #expect(survey.headers[.setCookie] == nil)
            #expect(survey.text.contains("data-seconds=\"30\""))
            #expect(survey.text.contains("http-equiv=refresh"))
            #expect(survey.text.contains("autocomplete=off"))
            #expect(survey.text.contains("máy này không giữ lại gì") && !survey.text.contains("cookie"))
            let form = "csrf=\(kiosk.csrf)&token=\(token.text)"
            let foreign = try await client.post("/kiosk/XH-1", "csrf=x&token=\(token.text)&overall=3", kiosk.headers)
            #expect(foreign.status == .forbidden)
            let incomplete = try await sent(form + "&comment=Xin+ch%C3%A0o", kiosk, client)
            #expect(incomplete.status == .unprocessableContent && incomplete.text.contains(">\nXin chào</textarea>"))
            let thanks = try await sent(form + "&overall=3", kiosk, client)
            #expect(thanks.status == .ok)
            #expect(thanks.text.contains("Cảm ơn Ông/Bà!"))
            // The receipt is on the page, and neither in an address nor in a cookie.
            let code = try #require(thanks.text.firstMatch(of: /<p class=code>([0-9A-Z-]{23})<\/p>/)).output.1
            #expect(thanks.text.contains("127.0.0.1:8080/receipt/") && !thanks.text.contains("receipt/\(code)"))
            #expect(thanks.headers[.setCookie] == nil && thanks.headers[.cacheControl] == "no-store")
            #expect(try await client.get("/receipt/\(code)").status == .ok)
            let again = try await sent(form + "&overall=3", kiosk, client)
            #expect(again.status == .gone)
            let wrong = try await sent("csrf=\(kiosk.csrf)&code=nonsense", kiosk, client)
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("value=\"nonsense\""))
        }
        #expect(try await site.channels() == ["kiosk"])
    }

    /// Sends a form of the kiosk, follows it as a browser does, and returns the page.
    private func sent(
        _ form: String, _ kiosk: SignInSession, _ client: any TestClientProtocol
    ) async throws -> TestResponse {
        let answer = try await client.post("/kiosk/XH-1", form, kiosk.headers)
        #expect(answer.status == .seeOther && answer.headers[.location] == "/kiosk/XH-1")
        return try await client.get("/kiosk/XH-1", with(answer, kiosk))
    }

    /// The headers of a kiosk that has kept the cookie of an answer.
    private func with(_ answer: TestResponse, _ kiosk: SignInSession) throws -> HTTPFields {
        let set = try #require(answer.headers[.setCookie])
        #expect(set.hasPrefix("hailong_entry=") && set.contains("; Path=/kiosk/XH-1; Max-Age=300; HttpOnly"))
        var headers = kiosk.headers
        headers[.cookie] = "\(kiosk.headers[.cookie] ?? ""); \(set.prefix { $0 != ";" })"
        return headers
    }

    @Test("what a kiosk shows is gone with the link to its start, after five minutes, and once another took its place")
    func kioskForgets() async throws {
        let site = try await TestSite()
        let tokens = try (1...4).map { try site.dossier($0) }
        try await site.application().test(.router) { client in
            let kiosk = try await kiosk(site, client)
            func scan(_ token: Token, _ headers: HTTPFields) async throws -> HTTPFields {
                try with(try await client.post("/kiosk/XH-1", "csrf=\(kiosk.csrf)&code=\(token.text)", headers), kiosk)
            }
            let first = try await scan(tokens[0], kiosk.headers)
            #expect(try await client.get("/kiosk/XH-1", first).text.contains(tokens[0].text))
            let second = try await scan(tokens[1], first)
            #expect(try await client.get("/kiosk/XH-1", second).text.contains(tokens[1].text))
            #expect(try await client.get("/kiosk/XH-1", first).text.contains("name=code"))

            let over = try await client.get("/kiosk/XH-1?over=1", second)
            #expect(over.status == .seeOther && over.headers[.location] == "/kiosk/XH-1")
            #expect(over.headers[.setCookie]?.hasPrefix("hailong_entry=; Path=/kiosk/XH-1; Max-Age=0") == true)
            #expect(try await client.get("/kiosk/XH-1", second).text.contains("name=code"))

            let third = try await scan(tokens[0], kiosk.headers)
            site.clock.advance(seconds: 301)
            #expect(try await client.get("/kiosk/XH-1", third).text.contains("name=code"))
            // The page itself may still be open: what was written on it is not lost.
            let late = try await sent("csrf=\(kiosk.csrf)&token=\(tokens[0].text)&overall=2", kiosk, client)
            #expect(late.text.contains("Cảm ơn Ông/Bà!"))
            // Nor is a receipt: it goes with the way back to the start, and with the next citizen's code.
            for forget in [true, false] {
                let taken = try await client.post(
                    "/kiosk/XH-1", "csrf=\(kiosk.csrf)&token=\(tokens[forget ? 2 : 3].text)&overall=2", kiosk.headers)
                let shown = try with(taken, kiosk)
                #expect(try await client.get("/kiosk/XH-1", shown).text.contains("class=code"))
                if forget {
                    _ = try await client.get("/kiosk/XH-1?over=1", shown)
                } else {
                    _ = try await scan(tokens[1], shown)
                }
                #expect(try await !client.get("/kiosk/XH-1", shown).text.contains("class=code"))
            }
            // A slip that is void by now is not shown any more.
            let fourth = try await scan(tokens[1], kiosk.headers)
            try await site.store.void(tokens[1].id, by: "test")
            #expect(try await client.get("/kiosk/XH-1", fourth).status == .gone)
        }
    }

    @Test("whoever signs in on a kiosk cannot rate there, nor see a survey", arguments: Account.Role.allCases)
    func kioskOfStaff(role: Account.Role) async throws {
        let site = try await TestSite()
        let token = try site.dossier(1)
        try await site.application().test(.router) { client in
            let kiosk = try await kiosk(site, client)
            let staff = try await site.signedIn(role, "binh", desks: role == .officer ? ["XH-1"] : [])
            var headers = kiosk.headers
            headers[.cookie] = "\(kiosk.headers[.cookie] ?? ""); \(staff.headers[.cookie] ?? "")"
            for form in ["code=\(token.text)", "token=\(token.text)&overall=3"] {
                let answer = try await client.post("/kiosk/XH-1", "csrf=\(kiosk.csrf)&" + form, headers)
                #expect(answer.status == .forbidden && answer.text.contains("Cán bộ không được đánh giá thay"))
            }
            #expect(try await client.get("/kiosk/XH-1", headers).status == .forbidden)
            #expect(try await client.get("/kiosk/XH-1", kiosk.headers).status == .ok)
        }
        #expect(try await site.channels() == [])
    }

    @Test("codes that nobody typed are slowed down at a kiosk as elsewhere")
    func kioskLimit() async throws {
        let site = try await TestSite()
        try await site.application().test(.router) { client in
            let kiosk = try await kiosk(site, client)
            for _ in 0..<120 { _ = try await client.post("/kiosk/XH-1", "csrf=\(kiosk.csrf)&code=x", kiosk.headers) }
            let limited = try await sent("csrf=\(kiosk.csrf)&code=x", kiosk, client)
            #expect(limited.status == .tooManyRequests && limited.headers[.retryAfter] == "60")
        }
    }

    @Test("without a manager's link, with an old one or with another desk's there is no kiosk")
    func noKiosk() async throws {
        let site = try await TestSite()
        try site.load(.desks, "code,name,unit_code\nXH-2,Quầy 2,14122\n")
        let desk = try #require(try site.store.catalogue().desk(code: "XH-1", on: site.store.today))
        let now = site.store.now()
        let link = KioskPass(.link, desk: desk, keyRing: site.store.keyRing, now: now)
        let cookie = KioskPass(.cookie, desk: desk, keyRing: site.store.keyRing, now: now)
        try await site.application().test(.router) { client in
            for (uri, cookie) in [
                ("/kiosk/XH-1", "a=b"), ("/kiosk/XH-2", "\(Cookies.kiosk)=\(cookie.text)"),
                ("/kiosk/XH-1", "\(Cookies.kiosk)=\(link.text)"), ("/kiosk/XH-2?start=\(link.text)", "a=b"),
                ("/kiosk/XH-1?start=\(cookie.text)", "a=b"), ("/kiosk/none", "\(Cookies.kiosk)=\(cookie.text)"),
            ] {
                let page = try await client.get(uri, [.cookie: cookie])
                #expect(page.status == .forbidden, "\(uri)")
            }
            site.clock.advance(days: 1)
            let late = try await client.get("/kiosk/XH-1?start=\(link.text)")
            #expect(late.status == .forbidden)
            let kept = try await client.get("/kiosk/XH-1", [.cookie: "\(Cookies.kiosk)=\(cookie.text)"])
            #expect(kept.status == .ok)
        }
    }

    @Test("assisted answers need a sign-in and the slip's own code, count apart, and never tell who has rated")
    func assisted() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let tokens = [try site.dossier(1), try site.dossier(2)]
        try await site.application().test(.router) { client in
            let nobody = try await client.post("/staff/assisted", "code=\(tokens[0].text)")
            #expect(nobody.headers[.location]?.contains("sign-in") == true)
            let code = try await client.post(
                "/staff/assisted", "csrf=\(officer.csrf)&code=H40.18-241101-10001", officer.headers)
            #expect(code.status == .unprocessableContent)
            let own = try await client.post("/\(tokens[0].text)", "overall=1")
            #expect(own.status == .seeOther)
            // The first is rated, the second is not: the same pages, and the same answer to an answer.
            var pages: [String] = []
            for token in tokens {
                let survey = try await client.post(
                    "/staff/assisted", "csrf=\(officer.csrf)&code=\(token.grouped)", officer.headers)
                #expect(survey.text.contains("Nhập giúp"))
                #expect(survey.text.contains("90 ngày") && !survey.text.contains("cookie"))
                #expect(survey.headers[values: .setCookie].allSatisfy { !$0.hasPrefix(Cookies.device) })
                let sent = try await client.post(
                    "/staff/assisted", "csrf=\(officer.csrf)&token=\(token.text)&overall=3", officer.headers)
                #expect(sent.headers[.location] == "/staff/assisted?done=1")
                // A receipt for the one that is counted would tell them apart.
                #expect(sent.headers[.setCookie] == nil && !sent.text.contains("receipt"))
                let done = try await client.get("/staff/assisted?done=1", officer.headers)
                #expect(!done.text.contains("class=code>") && !done.text.contains("/receipt/"))
                pages.append("\(survey.status) \(survey.text) \(sent.status)".replacing(token.text, with: "TOKEN"))
                // Nor does the survey's own address tell it to a browser with a session.
                let refused = try await client.get("/\(token.text)", officer.headers)
                #expect(refused.status == .forbidden)
            }
            #expect(pages[0] == pages[1])
        }
        #expect(try await site.channels() == ["assisted", "own"])
    }
}

extension TestSite {
    /// The channels of all answers, sorted.
    func channels() async throws -> [String] {
        let lines = LogLines()
        try await store.export(.answers, by: "test") { lines.append($0[4]) }
        return lines.text.split(separator: "\n").map(String.init).filter { $0 != "channel" }.sorted()
    }
}
