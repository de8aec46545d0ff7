import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct StaffRegisterTests {
    static let code = "H40.18-261123-0001"

    /// A complete form, with changes.
    static func form(_ session: SignInSession, _ changes: [String: String] = [:]) -> String {
        var fields = [
            "csrf": session.csrf, "code": code, "procedure": "khai sinh", "commune": "", "day": "2026-11-23",
            "via": "direct", "timeliness": "early", "digitised": "1",
        ]
        fields.merge(changes) { $1 }
        return fields.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
            .joined(separator: "&")
    }

    static func token(_ site: TestSite, _ code: String = code) throws -> Token {
        site.store.keyRing.newest.token(for: try DossierCode(code))
    }

    @Test("without a script: a code and part of a name without diacritics bring the slip, and it counts as issued")
    func register() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let token = try Self.token(site)
        try await site.application().test(.router) { client in
            let page = try await client.get("/staff", officer.headers)
            #expect(page.status == .ok)
            #expect(page.text.contains("Quầy 1 – Xã Xuân Hưng"))
            let slip = try await client.post("/staff", Self.form(officer), officer.headers)
            #expect(slip.status == .ok)
            #expect(slip.text.contains("src=\"data:image/svg+xml,%3C?xml"))
            #expect(slip.text.contains(token.grouped))
            #expect(slip.text.contains("data-print"))
            #expect(slip.headers[.contentSecurityPolicy]?.contains("img-src 'self' data:") == true)
            #expect(slip.headers[.cacheControl] == "no-store")
            #expect(try site.store.isIssued(token.id))
            // The same again is the same slip.
            let again = try await client.post("/staff", Self.form(officer), officer.headers)
            #expect(again.status == .ok)
            #expect(again.text.contains(token.grouped))
            // And the code alone is enough.
            let scanned = try await client.post(
                "/staff", "csrf=\(officer.csrf)&begin=1&code=\(Self.code)&procedure=x", officer.headers)
            #expect(scanned.text.contains(token.grouped))
        }
        guard case .open(let dossier) = try site.store.state(of: token.id) else {
            Issue.record("the dossier is not registered")
            return
        }
        #expect(dossier.receivedVia == .direct && dossier.timeliness == .early && dossier.isDigitised)
    }

    @Test("a form without the session's token registers nothing")
    func foreignForm() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let other = try await site.signedIn(.officer, "binh", desks: ["XH-1"])
        try await site.application().test(.router) { client in
            for form in [Self.form(officer, ["csrf": ""]), Self.form(other)] {
                let answer = try await client.post("/staff", form, officer.headers)
                #expect(answer.status == .forbidden)
            }
        }
        guard case .unknown = try site.store.state(of: Self.token(site).id) else {
            Issue.record("something was registered")
            return
        }
    }

    @Test("a bad code, a missing, unknown or ambiguous procedure and a day to come bring the form back as it was")
    func refused() async throws {
        let site = try await TestSite()
        try site.load(.procedures, "code,name,field,level\n1.000894,Đăng ký kết hôn,Hộ tịch,commune\n")
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        try await site.application().test(.router) { client in
            for (changes, words) in [
                (["code": "H40.18-261323-0001"], "không đúng dạng"),
                (["procedure": "hộ khẩu"], "Không có thủ tục"), (["procedure": "dang ky"], "Có 2 thủ tục"),
                (["day": "2026-11-24"], "ở tương lai"), (["commune": "xuan truong"], "Không có xã"),
            ] {
                let page = try await client.post("/staff", Self.form(officer, changes), officer.headers)
                #expect(page.status == .unprocessableContent)
                #expect(page.text.contains(words))
                #expect(page.text.contains("value=\"\(changes["code"] ?? Self.code)\""))
            }
            // What is wrong is told at once, and the first of it has the focus.
            let both = try await client.post(
                "/staff", Self.form(officer, ["code": "x", "procedure": "zzz"]), officer.headers)
            #expect(both.text.contains("không đúng dạng") && both.text.contains("Không có thủ tục"))
            #expect(both.text.components(separatedBy: "autofocus").count == 2)
            // A scanner sends the form off by itself: that is no mistake, and the next field is at hand.
            let scanned = try await client.post("/staff", Self.form(officer, ["procedure": ""]), officer.headers)
            #expect(scanned.status == .ok)
            #expect(scanned.text.contains(/id=procedure [^>]*autofocus/))
            let chosen = try await client.post(
                "/staff", Self.form(officer, ["procedure": "dang ky", "chosenProcedure": "1.000894"]), officer.headers)
            #expect(chosen.text.contains("Đăng ký kết hôn"))
            #expect(chosen.text.contains("data:image/svg+xml"))
        }
    }

    @Test("other particulars of a known dossier ask before they change anything")
    func asks() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let token = try site.dossier(1)
        let code = "H40.18-241101-10001"
        let changed = ["code": code, "day": "2026-11-19"]
        try await site.application().test(.router) { client in
            let asked = try await client.post("/staff", Self.form(officer, changed), officer.headers)
            #expect(asked.status == .conflict)
            #expect(asked.text.contains("20/11/2026 → <b>19/11/2026</b>"))
            #expect(try site.store.isIssued(token.id) == false)
            let confirmed = try await client.post(
                "/staff", Self.form(officer, changed.merging(["confirm": "1"]) { $1 }), officer.headers)
            #expect(confirmed.status == .ok)
            #expect(confirmed.text.contains("19/11/2026"))
            // Now a slip is out, so nothing changes any more, whoever confirms what.
            let refused = try await client.post(
                "/staff", Self.form(officer, ["code": code, "day": "2026-11-18", "confirm": "1"]), officer.headers)
            #expect(refused.status == .conflict)
            #expect(refused.text.contains("không đổi được nữa"))
            let slip = try await client.post(
                "/staff", Self.form(officer, ["code": code, "day": "2026-11-18", "slip": "1"]), officer.headers)
            #expect(slip.text.contains("19/11/2026") && slip.text.contains(token.grouped))
        }
    }

    @Test("an officer reaches no desk and no dossier outside the account's scope")
    func scope() async throws {
        let site = try await TestSite()
        try site.load(.desks, "code,name,unit_code\nXH-2,Quầy 2,14122\nXH-3,Quầy 3,14122\n")
        let officer = try await site.signedIn(.officer, desks: ["XH-2", "XH-3"])
        let manager = try await site.signedIn(.manager, "chi")
        _ = try site.dossier(1)
        try await site.application().test(.router) { client in
            // Two desks: there is a choice to make first, and XH-1 is not in it.
            #expect(try await client.get("/staff", officer.headers).headers[.location] == "/staff/desk")
            let desks = try await client.get("/staff/desk", officer.headers)
            #expect(desks.text.contains("XH-2") && !desks.text.contains("XH-1"))
            let foreign = try await client.post(
                "/staff/desk", "csrf=\(officer.csrf)&desk=XH-1&paper=a6", officer.headers)
            #expect(foreign.status == .forbidden)
            let chosen = try await client.post(
                "/staff/desk", "csrf=\(officer.csrf)&desk=XH-3&paper=80mm", officer.headers)
            let cookie = try #require(chosen.headers[.setCookie]?.split(separator: ";").first)
            let headers: HTTPFields = [.cookie: "\(officer.headers[.cookie] ?? ""); \(cookie)"]
            #expect(try await client.get("/staff", headers).text.contains("Quầy 3"))
            for uri in ["/staff", "/staff/slips"] {
                let refused = try await client.post(
                    uri, Self.form(officer, ["code": "H40.18-241101-10001", "act": "show"]), headers)
                #expect(refused.status == .forbidden)
                #expect(!refused.text.contains("data:image/svg"))
            }
            #expect(try await client.get("/staff", manager.headers).status == .forbidden)
        }
    }

    @Test("part of a code, words in any order and either form of diacritics find a procedure")
    func search() throws {
        let names = ["Đăng ký khai sinh", "Đăng ký lại khai sinh", "Chứng thực bản sao"]
        let search = NameSearch(names.enumerated().map { $0 }, code: { "1.00000\($0.offset)" }, name: \.element)
        func find(_ typed: String) -> [Int] { search.find(typed).map(\.offset) }
        #expect(find("dang ky khai sinh") == [0])
        #expect(find("sinh LAI") == [1])
        #expect(find("khai sinh") == [0, 1])
        #expect(find("000002") == [2])
        #expect(find("Chứng thực".decomposedStringWithCanonicalMapping) == [2])
        #expect(find("1.000001 – Đăng ký lại khai sinh") == [1])
        #expect(find("").isEmpty && find("xyz").isEmpty)
    }
}
