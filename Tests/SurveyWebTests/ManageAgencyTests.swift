import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct ManageAgencyTests {
    private let hung = "unit=14122&since=&period=2026-11"

    /// A site whose first agency has answers to the questions behind indices 3 and 4.
    private func filled() async throws -> TestSite {
        let site = try await TestSite()
        try await site.fillForManagers()
        try await site.rate(
            desk: "XH-1", answers: (0..<12).map { "\($0 % 3 + 1)&contacts=0&agencies=\($0 % 2)" }, of: 12, from: 500)
        return site
    }

    @Test(
        "with the five entered points the total and its band appear; a correction replaces it and stays in the history")
    func total() async throws {
        let site = try await filled()
        let manager = try await site.signedIn(.manager, "hoa", units: ["14122"])
        try await site.application().test(.router) { client async throws in
            let empty = try await client.get("/manage/indices?\(hung)", manager.headers).text
            #expect(empty.contains("chưa đủ chín chỉ số") && !empty.contains("trên 18 điểm"))
            let first = "own.2=2&own.5=2&own.6=1&note.6=chỉ+niêm+yết&own.7=2&own.8=2&csrf=\(manager.csrf)"
            #expect(
                try await client.post("/manage/indices", "\(hung)&\(first)", manager.headers).status == .seeOther)
            // 2 + 2 + 2 (contacts) + 1.5 (agencies) + 2 + 1 + 2 + 2 + 0 (no online dossier).
            var html = try await client.get("/manage/indices?\(hung)", manager.headers).text
            #expect(html.contains("14,5 trên 18 điểm") && html.contains("xếp loại Tốt"))
            #expect(html.contains("hoa nhập ngày 23/11/2026 (chỉ niêm yết)"))
            // What came back unchanged is no entry; a decimal comma is taken.
            let second = "own.2=2&own.5=2&own.6=1,5&own.7=2&own.8=2&csrf=\(manager.csrf)"
            #expect(
                try await client.post("/manage/indices", "\(hung)&\(second)", manager.headers).status == .seeOther)
            html = try await client.get("/manage/indices?\(hung)", manager.headers).text
            #expect(html.contains("15,0 trên 18 điểm") && html.contains("xếp loại Xuất sắc"))
            #expect(html.contains(">1,00</td>") && html.contains(">1,50</td>"))
            let month = Month(number: 2026 * 12 + 10)
            #expect(try await site.store.agencyEntries(.month(month)).count == 6)
            let bad = try await client.post(
                "/manage/indices", "\(hung)&own.2=3&csrf=\(manager.csrf)", manager.headers)
            #expect(bad.status == .unprocessableContent && bad.text.contains("điểm từ 0 đến 2"))
            #expect(bad.text.contains("name=\"own.2\" value=\"3\""))
        }
    }

    @Test("points are entered inside the scope alone, with the form's token, and verified by who stands above")
    func scope() async throws {
        let site = try await filled()
        let manager = try await site.signedIn(.manager, "hoa", units: ["14122"])
        let province = try await site.signedIn(.manager, "tinh", units: ["37"])
        let other = try await site.signedIn(.manager, "lan", units: ["14089"])
        try await site.application().test(.router) { client async throws in
            func post(_ form: String, _ session: SignInSession) async throws -> HTTPResponse.Status {
                try await client.post(
                    "/manage/indices", "\(hung)&\(form)&csrf=\(session.csrf)", session.headers
                ).status
            }
            #expect(try await post("own.2=2", other) == .forbidden)
            #expect(
                try await client.post("/manage/indices", "\(hung)&own.2=2", manager.headers).status == .forbidden)
            #expect(try await client.get("/manage/indices?\(hung)", other.headers).status == .forbidden)
            // An agency does not verify itself: the field is not read.
            #expect(try await post("verified.2=2", manager) == .seeOther)
            #expect(try await site.store.agencyEntries(.month(Month(number: 2026 * 12 + 10))).isEmpty)
            #expect(try await post("own.2=2", manager) == .seeOther)
            #expect(try await post("verified.2=1&note.2=thiếu+bằng+chứng", province) == .seeOther)
            let html = try await client.get("/manage/indices?\(hung)", manager.headers).text
            #expect(html.contains("thẩm định 1,0, tinh nhập ngày 23/11/2026 (thiếu bằng chứng)"))
            // Without a choice, a scope is led to its own agency.
            let led = try await client.get("/manage/indices", manager.headers)
            #expect(led.headers[.location]?.contains("unit=14122") == true)
        }
    }

    @Test("an agency's own answers are hidden where there are too few, and so is what they give")
    func hidden() async throws {
        let site = try await filled()
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage/indices?unit=14089&since=&period=2026-11", manager).text
            let contacts = try #require(html.firstMatch(of: /3\. Số lần phải liên hệ[^\n]*/)).output
            #expect(contacts.contains("<b>–</b>") && contacts.contains("chưa đủ câu trả lời"))
            let list = try await client.get("/manage/indices?period=2026-11", manager).text
            #expect(list.contains("Điểm của các cơ quan") && list.contains("unit=14122"))
        }
    }
}
