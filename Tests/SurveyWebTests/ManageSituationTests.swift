import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct ManageSituationTests {
    private func situation(_ site: TestSite) throws {
        try site.load(
            .situation,
            """
            unit_code,month,received_direct,received_online,received_post,carried_over,pending_in_time,pending_late,awaiting_supplement,ineligible
            14122,2026-09,1,20,0,7,5,0,2,1
            14122,2026-10,2,30,1,7,6,1,3,4

            """)
    }

    @Test("flows add up, stocks are those of the ends, and each figure says what it was computed from")
    func flowsAndStocks() async throws {
        let site = try await TestSite()
        try situation(site)
        try await site.rate(desk: "XH-1", on: "2026-10-15", answers: [], of: 9)
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage/situation?from=2026-09&to=2026-10", manager).text
            let row = try #require(ReadPage(html: html).rows("Cấp xã").first)
            let cells = row.matches(of: /<td class="?number(?: first")?>(?:<b>)?([^<]*)/).map { String($0.output.1) }
            #expect(
                cells == [
                    "61", "3", "50", "1", "7", "9", "9", "0", "0", "6", "1", "3", "5", "9 (100,00\u{A0}%)",
                ])
            #expect(html.contains("cộng 2 dòng tình hình tháng") && html.contains("đếm từ 9 hồ sơ"))
        }
    }

    @Test("a month that nobody has told of is named and left out, never shown as zero; units lead to their months")
    func gaps() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        try situation(site)
        try await site.rate(desk: "XH-1", on: "2026-10-15", answers: [], of: 9, from: 400)
        let manager = try await site.cookie(.manager)
        let other = try await site.cookie(.manager, units: ["14089"])
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage/situation?from=2026-08&to=2026-11", manager).text
            #expect(html.contains("của Xã Xuân Hưng: tháng 8/2026"))
            #expect(html.contains("không phải là không có hồ sơ"))
            let unknown = try #require(ReadPage(html: html).rows("Xã Xuân Trường").first)
            #expect(unknown.contains("<td class=\"hidden-cell first\" colspan=5>chưa có số liệu</td>"))
            #expect(unknown.contains("<b>30</b>") && !unknown.contains("<b>0</b>"))
            let link = try #require(html.firstMatch(of: /href="([^"]*unit=14122[^"]*)"/)).output.1
            let months = try await client.get(
                String(link).replacingOccurrences(of: "&amp;", with: "&"), manager
            ).text
            let page = ReadPage(html: months)
            #expect(page.rows("tháng 8/2026").first?.contains("chưa có số liệu") == true)
            #expect(page.rows("tháng 9/2026").first?.contains("<b>28</b>") == true)
            let october = try #require(page.rows("tháng 10/2026").first)
            #expect(october.contains("<b>40</b>") && october.contains("<b>9</b>"))
            let outside = try await client.get("/manage/situation?from=2026-08&to=2026-11&unit=14122", other)
            #expect(outside.status == .forbidden)
            let nobody = try await client.get("/manage/situation?from=2026-08&to=2026-11&unit=99", manager)
            #expect(nobody.status == .notFound)
            let file = try await client.get("/manage/situation?from=2026-08&to=2026-11&format=csv", other).text
            #expect(file.contains("Cấp xã,,,,,,30,30,0,0,,,,,,"))
        }
    }

    @Test("a manager's situation counts the scope's units and desks alone")
    func scope() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        try situation(site)
        let other = try await site.cookie(.manager, units: ["14089"])
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage/situation?from=2026-09&to=2026-11", other).text
            #expect(html.contains("cộng 0 dòng") && html.contains("đếm từ 30 hồ sơ"))
        }
    }

    @Test("counts of a month are entered by hand inside the scope, by the import's own rules, and told in the trail")
    func byHand() async throws {
        let site = try await TestSite()
        try situation(site)
        let session = try await site.signedIn(.manager, "hoa", units: ["14122"])
        let other = try await site.signedIn(.manager, "lan", units: ["37"], desks: [])
        let page = "/manage/situation/entry?month=2026-10&unit=14122"
        try await site.application().test(.router) { client async throws in
            let form = try await client.get(page, session.headers).text
            #expect(form.contains("name=received_online value=\"30\""))
            func post(_ counts: String, _ session: SignInSession) async throws -> TestResponse {
                try await client.post(
                    "/manage/situation/entry",
                    "month=2026-10&unit_code=14122&\(counts)&csrf=\(session.csrf)", session.headers)
            }
            let counts = "received_direct=2&received_online=31&received_post=1&carried_over=7&pending_in_time=6"
            let bad = try await post("\(counts)&pending_late=-1", session)
            #expect(bad.status == .unprocessableContent && bad.text.contains("số nguyên không âm"))
            #expect(bad.text.contains("name=received_online value=\"31\""))
            let good = "\(counts)&pending_late=1&awaiting_supplement=3&ineligible=4"
            #expect(try await post(good, session).status == .seeOther)
            #expect(try await site.store.situations().last?.receivedOnline == 31)
            let entry = try #require(try await site.store.auditEntries(limit: 1).first)
            #expect(entry.actor == "hoa" && entry.action == "figure" && entry.subject == "14122")
            #expect(entry.details.contains("\"before\":\"2,30,1,7,6,1,3,4\""))
            let outside = try await site.signedIn(.manager, "ba", desks: ["XH-1"])
            #expect(try await post(good, outside).status == .forbidden)
            #expect(try await client.get(page, outside.headers).status == .forbidden)
            #expect(try await post("\(good)&received_online=32", other).status == .seeOther)
        }
    }

    @Test("each of the four measures stands under its own name with its rule, and says where the law was not seen")
    func indices() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage/indices?period=2026-11", manager).text
            for rule in [SurveySatisfaction.rule, ResolutionIndicator.rule, AgencyScore.rule, FactorIndex.rule] {
                #expect(html.contains("<h2>\(rule.name.vi)</h2>"))
                if let caveat = rule.caveat { #expect(html.contains(caveat.vi)) }
            }
            // 50 dossiers, none late, 3 of 19 answers dissatisfied: 94 %, and so the full 6 points.
            #expect(html.contains("6,0 trên 6 điểm") && html.contains("tỷ lệ 94,0\u{A0}%"))
            #expect(html.contains("chưa đủ chín chỉ số") && html.contains("chưa đủ câu trả lời theo thang năm mức"))
            let limited = try await site.cookie(.manager, units: ["14089"])
            // Everything together is no row of a scope, which is led to its own agency.
            let led = try await client.get("/manage/indices?period=2026-11", limited)
            #expect(led.status == .seeOther && led.headers[.location]?.contains("unit=14089") == true)
        }
    }

    @Test("the catalogue says what held when, and who became whom")
    func catalogue() async throws {
        let site = try await TestSite()
        try site.load(
            .communes,
            """
            code,name,parent_code,level,valid_from,valid_to,successor_code
            14101,Xã Xuân Phương,,commune,,2024-09-01,14102
            14102,Xã Trà Lũ,,commune,2024-09-01,2025-07-01,14103
            14103,Xã Xuân Hưng mới,37,commune,2025-07-01,,

            """)
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage/catalogue", manager).text
            let row = try #require(ReadPage(html: html).rows("Xã Xuân Phương").first)
            #expect(row.contains(">31/08/2024</td>") && row.contains("Xã Trà Lũ → Xã Xuân Hưng mới"))
            #expect(html.contains("Đăng ký khai sinh"))
        }
    }
}
