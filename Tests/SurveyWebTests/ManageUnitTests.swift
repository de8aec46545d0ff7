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
                // Either may be first or second.
                #expect(row.contains("<b>1–2</b>") && row.contains(">đồng hạng 1<"))
            }
            #expect(ReadPage(html: html).rows("Quầy 2 – Xã Xuân Trường").isEmpty)
            #expect(html.contains(">Quầy 2 – Xã Xuân Trường</a></li>"))
        }
    }

    @Test("a scope sees the estimates and ranks that everybody sees, and nothing of the desks outside it")
    func scopedRanks() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        func answers(_ bad: Int) -> [String] {
            Array(repeating: "1", count: bad) + Array(repeating: "3", count: 40 - bad)
        }
        try await site.rate(desk: "XH-1", answers: answers(1), of: 50, from: 2300)
        try await site.rate(desk: "XT-1", answers: answers(30), of: 50, from: 2400)
        try await site.rate(desk: "XT-2", answers: answers(12), of: 50, from: 2500)
        let all = try await site.cookie(.manager)
        let limited = try await site.cookie(.manager, units: ["14089"])
        try await site.application().test(.router) { client async throws in
            for format in ["", "&format=csv"] {
                let address = "/manage/comparison?by=desk&\(Self.november)\(format)"
                let whole = try await client.get(address, all).text
                let own = try await client.get(address, limited).text
                #expect(!own.contains("Xuân Hưng") && whole.contains("Xuân Hưng"))
                if format.isEmpty {
                    let row = ReadPage(html: own).rows("Quầy 1 – Xã Xuân Trường")
                    #expect(row.count == 1 && row == ReadPage(html: whole).rows("Quầy 1 – Xã Xuân Trường"))
                    #expect(row.first?.contains("<b>3</b>") == true && own.contains("kể cả ngoài phạm vi của Ông/Bà"))
                } else {
                    let line = try #require(own.split(separator: "\n").first { $0.contains("Quầy 1 – Xã Xuân Trường") })
                    #expect(line.hasPrefix("3,") && whole.contains(line))
                }
            }
        }
    }

    @Test(
        "a rank that clearly moved is told with the ranks that it is between, and what may be chance is no clear change"
    )
    func moves() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        // In October the first desk is clearly better than the other; in November it is the other way round.
        func answers(_ bad: Int, of all: Int) -> [String] {
            Array(repeating: "1", count: bad) + Array(repeating: "3", count: all - bad)
        }
        try await site.rate(desk: "XH-1", on: "2026-10-28", answers: answers(1, of: 40), of: 50, from: 2000)
        try await site.rate(desk: "XT-1", on: "2026-10-28", answers: answers(30, of: 40), of: 50, from: 2100)
        try await site.rate(desk: "XT-2", on: "2026-10-28", answers: answers(15, of: 40), of: 50, from: 2200)
        try await site.rate(desk: "XH-1", answers: answers(30, of: 40), of: 50, from: 2300)
        try await site.rate(desk: "XT-1", answers: answers(1, of: 40), of: 50, from: 2400)
        try await site.rate(desk: "XT-2", answers: answers(15, of: 40), of: 50, from: 2500)
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let address = "/manage/comparison?by=desk&\(Self.november)"
            let page = ReadPage(html: try await client.get(address, manager).text)
            func row(_ name: String) throws -> String { try #require(page.rows(name).first) }
            let head = "<span class=soft>tháng 10/2026:</span> "
            #expect(try row("Quầy 1 – Xã Xuân Hưng").contains("\(head)xuống hạng rõ rệt (1 → 3)"))
            #expect(try row("Quầy 1 – Xã Xuân Trường").contains("\(head)lên hạng rõ rệt (3 → 1)"))
            #expect(try row("Quầy 2 – Xã Xuân Trường").contains("\(head)không có thay đổi rõ rệt"))
            // There were no figures in the quarter or the year before: nothing is compared with them.
            #expect(!page.html.contains("<span class=soft>quý") && !page.html.contains("<span class=soft>năm"))
            let csv = try await client.get(address + "&format=csv", manager).text
            #expect(csv.contains("Hạng so với tháng 10/2026"))
            #expect(csv.contains("xuống hạng rõ rệt (1 → 3)") && csv.contains("không có thay đổi rõ rệt"))
        }
    }

    @Test(
        "ranks are compared with last month, last quarter and last year, as far as the period is shorter than they are")
    func earlierPeriods() throws {
        func earlier(_ text: String) throws -> [String] { try #require(Period(text)).earlier.map(\.description) }
        #expect(try earlier("2026-11") == ["2026-10", "2026-Q3", "2025"])
        #expect(try earlier("2026-01") == ["2025-12", "2025-Q4", "2025"])
        #expect(try earlier("2026-Q1") == ["2025-Q4", "2025"])
        #expect(try earlier("2026") == ["2025"])
        #expect(try earlier("all").isEmpty)
    }
}
