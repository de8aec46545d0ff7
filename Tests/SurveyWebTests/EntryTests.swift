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
            let survey = try await client.post(
                "/kiosk/XH-1", "csrf=\(kiosk.csrf)&code=http://127.0.0.1:8080/\(token.text)", kiosk.headers)
            #expect(survey.status == .ok)
            #expect(survey.headers[.cacheControl] == "no-store")
            #expect(survey.headers[.setCookie] == nil)
            #expect(survey.text.contains("data-seconds=\"30\""))
            #expect(survey.text.contains("http-equiv=refresh"))
            let form = "csrf=\(kiosk.csrf)&token=\(token.text)&overall=3"
            let foreign = try await client.post("/kiosk/XH-1", form.replacing(kiosk.csrf, with: "x"), kiosk.headers)
            #expect(foreign.status == .forbidden)
            let thanks = try await client.post("/kiosk/XH-1", form, kiosk.headers)
            #expect(thanks.status == .ok)
            #expect(thanks.text.contains("Cảm ơn Ông/Bà!"))
            let again = try await client.post("/kiosk/XH-1", form, kiosk.headers)
            #expect(again.status == .gone)
        }
        #expect(try await site.channels() == ["kiosk"])
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
                #expect(survey.text.contains("Nhập hộ"))
                let sent = try await client.post(
                    "/staff/assisted", "csrf=\(officer.csrf)&token=\(token.text)&overall=3", officer.headers)
                #expect(sent.headers[.location] == "/staff/assisted?done=1")
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
