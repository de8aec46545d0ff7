import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct SignInTests {
    /// The sign-in form as a browser opens it: its cookie and its token.
    private func form(_ client: any TestClientProtocol, _ uri: String = "/staff/sign-in") async throws -> (
        cookie: String, csrf: String
    ) {
        let page = try await client.get(uri)
        #expect(page.status == .ok)
        let cookie = try #require(page.headers[.setCookie]?.split(separator: ";").first)
        let csrf = try #require(page.text.firstMatch(of: /name=csrf value="([^"]+)"/)?.output.1)
        return (String(cookie), String(csrf))
    }

    @Test("an officer signs in, is sent on, and a page behind the sign-in opens until they sign out")
    func walk() async throws {
        let site = try await TestSite()
        try await site.store.addAccount("an", role: .officer, password: "long enough", by: "test")
        try await site.application().test(.router) { client in
            let sent = try await client.get("/staff")
            #expect(sent.status == .seeOther)
            #expect(sent.headers[.location] == "/staff/sign-in?next=%2Fstaff")
            let (cookie, csrf) = try await form(client, "/staff/sign-in?next=%2Fstaff%2Fslips")
            let done = try await client.post(
                "/staff/sign-in", "csrf=\(csrf)&name=an&password=long+enough&next=%2Fstaff%2Fslips", [.cookie: cookie])
            #expect(done.status == .seeOther)
            #expect(done.headers[.location] == "/staff/slips")
            let session = try #require(done.headers[.setCookie])
            #expect(session.contains("HttpOnly") && session.contains("SameSite=Lax") && !session.contains("Secure"))
            let name = String(try #require(session.split(separator: ";").first))
            #expect(try await client.get("/staff/sign-in", [.cookie: name]).headers[.location] == "/staff")
            let token = FormToken(
                cookie: String(name.dropFirst(Cookies.session.count + 1)), keyRing: site.store.keyRing)
            #expect(try await client.post("/staff/sign-out", "csrf=x", [.cookie: name]).status == .forbidden)
            let out = try await client.post("/staff/sign-out", "csrf=\(token.text)", [.cookie: name])
            #expect(out.status == .seeOther)
            #expect(try await client.get("/staff", [.cookie: name]).headers[.location]?.contains("sign-in") == true)
        }
    }

    @Test("the session's cookie is Secure where people come by https")
    func secure() async throws {
        let site = try await TestSite()
        try await site.store.addAccount("an", role: .manager, password: "long enough", by: "test")
        try await site.application { $0.publicURL = "https://hailong.example.vn" }.test(.router) { client in
            let (cookie, csrf) = try await form(client)
            let done = try await client.post(
                "/staff/sign-in", "csrf=\(csrf)&name=an&password=long+enough", [.cookie: cookie])
            #expect(done.headers[.location] == "/manage")
            #expect(done.headers[.setCookie]?.contains("; Secure") == true)
        }
    }

    @Test("a wrong password, and a form that is not of this browser, sign nobody in")
    func refused() async throws {
        let site = try await TestSite()
        try await site.store.addAccount("an", role: .officer, password: "long enough", by: "test")
        try await site.application().test(.router) { client in
            let (cookie, csrf) = try await form(client)
            let wrong = try await client.post(
                "/staff/sign-in", "csrf=\(csrf)&name=an&password=wrong+enough", [.cookie: cookie])
            #expect(wrong.status == .unauthorized)
            #expect(wrong.headers[.setCookie] == nil)
            #expect(!wrong.text.contains("wrong enough"))
            for (cookie, csrf) in [("a=b", csrf), (cookie, "x"), ("\(Cookies.form)=other", csrf)] {
                let foreign = try await client.post(
                    "/staff/sign-in", "csrf=\(csrf)&name=an&password=long+enough", [.cookie: cookie])
                #expect(foreign.status == .forbidden)
                #expect(foreign.headers[.setCookie]?.contains(Cookies.session) != true)
            }
        }
    }

    @Test("an eleventh try within a minute is 429, for this account from this address only")
    func limited() async throws {
        let site = try await TestSite()
        try await site.store.addAccount("an", role: .officer, password: "long enough", by: "test")
        let limits = SignInLimits(at: site.store.now())
        let (here, there) = (IPAddress("192.0.2.1"), IPAddress("192.0.2.2"))
        for _ in 1...10 { #expect(limits.allows("an", from: here, at: site.store.now())) }
        #expect(!limits.allows("an", from: here, at: site.store.now()))
        #expect(limits.allows("an", from: there, at: site.store.now()))
        #expect(limits.allows("binh", from: here, at: site.store.now()))
        try await site.application().test(.router) { client in
            let (cookie, csrf) = try await form(client)
            var statuses: [HTTPResponse.Status] = []
            for _ in 1...11 {
                statuses.append(
                    try await client.post("/staff/sign-in", "csrf=\(csrf)&name=an&password=x", [.cookie: cookie])
                        .status)
            }
            #expect(statuses.last == .tooManyRequests)
            #expect(statuses.filter { $0 == .unauthorized }.count == 10)
        }
    }

    @Test(
        "nobody is sent to another site after the sign-in",
        arguments: ["https://evil.example", "//evil.example", "/\\evil.example", "/staff\\@evil", "/other", "staff"])
    func noOpenRedirect(next: String) {
        #expect(SignInRoutes.local(next) == nil)
        #expect(SignInRoutes.local("/staff/slips?a=b") == "/staff/slips?a=b")
    }
}
