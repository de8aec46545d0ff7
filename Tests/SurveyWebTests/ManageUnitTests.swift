import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct ManageUnitTests {
    static let november = "period=2026-11&boundaries=now"

    @Test("a desk's page has its published figures, its levels and no others'")
    func desk() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let shown = try await client.get("/manage/desk/XH-1?\(Self.november)", manager)
            #expect(shown.status == .ok)
            #expect(shown.text.contains("<b>91,7\u{A0}%</b>"))
            #expect(shown.text.contains("class=\"chart levels\"") && shown.text.contains("Rất hài lòng"))
            for page in ["comments", "honesty"] {
                let link = "/manage/\(page)?month=2026-11&amp;desk=XH-1"
                #expect(shown.text.contains(link))
                let reply = try await client.get(link.replacing("&amp;", with: "&"), manager)
                #expect(reply.status == .ok && reply.text.contains("Quầy 1 – Xã Xuân Hưng"))
            }
            let hidden = try await client.get("/manage/desk/XT-1?\(Self.november)", manager).text
            #expect(hidden.contains("chưa đủ câu trả lời"))
            #expect(!hidden.contains("chart levels") && !hidden.contains("75,0") && !hidden.contains("<circle"))
        }
    }

    @Test("what lies outside the scope is refused, and what does not exist is not found")
    func refusals() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        let limited = try await site.cookie(.manager, units: ["14122"])
        let all = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            #expect(try await client.get("/manage/desk/XH-1?\(Self.november)", limited).status == .ok)
            #expect(try await client.get("/manage/commune/14122?\(Self.november)", limited).status == .ok)
            for path in ["desk/XT-1", "commune/14089", "procedure/1.001193", "desk/NO-1"] {
                #expect(
                    try await client.get("/manage/\(path)?\(Self.november)", limited).status == .forbidden, "\(path)")
            }
            #expect(try await client.get("/manage/procedure/1.001193?\(Self.november)", all).status == .ok)
            for path in ["desk/NO-1", "commune/00000", "procedure/9.999999", "desk/XH-1?since=2020-01-01&"] {
                let query = path.contains("?") ? Self.november : "?\(Self.november)"
                #expect(try await client.get("/manage/\(path)\(query)", all).status == .notFound, "\(path)")
            }
        }
    }

    @Test("units that cannot be told apart share a rank, those with too few answers have none")
    func comparison() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        try await site.rate(
            desk: "XT-1", answers: Array(repeating: "2", count: 12) + ["1", "3"], of: 20, from: 600)
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage/comparison?by=desk&\(Self.november)", manager).text
            for row in ReadPage(html: html).rows("Quầy 1 – Xã Xuân Hưng")
                + ReadPage(html: html).rows("Quầy 1 – Xã Xuân Trường")
            {
                #expect(row.contains("1 (đồng hạng)"))
            }
            #expect(ReadPage(html: html).rows("Quầy 2 – Xã Xuân Trường").isEmpty)
            #expect(html.contains("<li>Quầy 2 – Xã Xuân Trường</li>"))
        }
    }
}
