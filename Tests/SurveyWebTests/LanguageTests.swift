import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct LanguageTests {
    @Test("an office page leads to itself in the other language, and the pages after it stay in that")
    func kept() async throws {
        let site = try await TestSite()
        let manager = try await site.signedIn(.admin)
        try await site.application().test(.router) { client in
            let page = try await client.get("/manage/situation?from=2026-01&to=2026-06", manager.headers)
            #expect(page.text.contains("<html lang=vi>"))
            let address = "/manage/situation?from=2026-01&to=2026-06&lang=en"
            #expect(page.text.contains("href=\"\(address.replacing("&", with: "&amp;"))\" lang=en"))
            #expect(page.headers[values: .setCookie].isEmpty)

            let english = try await client.get(address, manager.headers)
            #expect(english.text.contains("<html lang=en>") && english.text.contains(">Tiếng Việt</a>"))
            let cookie = try #require(english.headers[.setCookie])
            #expect(cookie.hasPrefix("hailong_language=en; Path=/; ") && cookie.contains("HttpOnly; SameSite=Lax"))

            var headers = manager.headers
            headers[.cookie] = (headers[.cookie] ?? "") + "; hailong_language=en"
            for address in ["/manage/settings", "/staff/slips", "/staff/sign-in?next=/manage"] {
                #expect(try await client.get(address, headers).text.contains("<html lang=en>"), "\(address)")
            }
            // The address has the last word, and what was said there before is not carried along.
            let back = try await client.get("/manage/settings?lang=vi&saved=office_name", headers)
            #expect(back.text.contains("<html lang=vi>") && back.text.contains("href=\"/manage/settings?lang=en\""))
            #expect(back.headers[.setCookie]?.hasPrefix("hailong_language=vi;") == true)
        }
    }

    @Test("what answers a form leads to the form's page, and no address leads to another site")
    func forms() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        try await site.application().test(.router) { client in
            let refused = try await client.post("/staff", "csrf=\(officer.csrf)&code=x", officer.headers)
            #expect(refused.text.contains("href=\"/staff?lang=en\" lang=en"))
            let gone = try await client.post("/staff/batch/confirm", "csrf=\(officer.csrf)&key=x", officer.headers)
            #expect(gone.text.contains("href=\"/staff/batch?lang=en\" lang=en"))
            let wrong = try await client.post("/staff/sign-in?lang=en", "name=an&password=x")
            #expect(wrong.text.contains("href=\"/staff/sign-in?lang=vi\" lang=vi"))
            let slashes = try await client.get("//staff//", officer.headers)
            #expect(slashes.status == .notFound || !slashes.text.contains("href=\"//"))
        }
    }

    @Test("the citizen's pages and the public figures take no notice of an office's cookie, and set none")
    func citizens() async throws {
        let site = try await TestSite()
        let token = try site.dossier(1)
        try await site.application().test(.router) { client in
            for address in ["/", "/\(token.text)", "/results"] {
                let page = try await client.get(address, [.cookie: "hailong_language=en"])
                #expect(page.text.contains("<html lang=vi>"), "\(address)")
                let english = try await client.get(address + "?lang=en")
                #expect(english.text.contains("<html lang=en>"), "\(address)")
                #expect(!english.headers[values: .setCookie].contains { $0.contains("language") }, "\(address)")
            }
        }
    }
}
