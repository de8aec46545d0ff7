import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct ManageHeatTests {
    static let november = "period=2026-11"

    /// Two procedures at a desk and one at another: 12 and 20 answers that are shown, four that are not.
    private static func site() async throws -> TestSite {
        let site = try await TestSite()
        try await site.fillForManagers()
        try await site.rate(
            desk: "XH-1", procedure: "2.000635", answers: Array(repeating: "3", count: 13) + ["1", "1", "1", "1", "1"],
            of: 40, from: 900)
        return site
    }

    @Test("every cell is the released figure of its desk and procedure, with its number of answers, or is not told")
    func cells() async throws {
        let site = try await Self.site()
        let manager = try await site.cookie(.manager)
        let rows = try await site.store.deskProcedureFigures(
            in: .month(try #require(Month("2026-11"))), selection: .all)
        #expect(rows.count == 4)
        let numbers = NumberStyle(language: .vietnamese)
        try await site.application().test(.router) { client async throws in
            let response = try await client.get("/manage/heat?\(Self.november)", manager)
            #expect(response.status == .ok)
            let html = response.text
            for row in rows {
                if let interval = row.satisfaction {
                    #expect(html.contains("<b>\(numbers.wholePercent(interval.share))</b>"))
                    #expect(html.contains("<small>\(row.counts.answers)</small>"))
                } else {
                    #expect(html.contains("chưa đủ câu trả lời để nêu; \(row.counts.completed) hồ sơ"))
                }
            }
            // 2 of 4 and 2 of 3 are in no cell.
            for share in ["50\u{A0}%</b>", "67\u{A0}%</b>", "50,0\u{A0}% hài", "66,7\u{A0}% hài"] {
                #expect(!html.contains(share))
            }
            // 13 of 18 is a dark cell that leads to its own page; its head leads to the desk's.
            let birth = try #require(ReadPage(html: html).rows("Cấp bản sao trích lục").first)
            #expect(birth.contains("class=\"heat-3\" data-label=\"Quầy 1 – Xã Xuân Hưng\""))
            let cell = "/manage/heat/cell?desk=XH-1&amp;procedure=2.000635&amp;period=2026-11"
            #expect(birth.contains(cell))
            #expect(html.contains("aria-label=\"Quầy 1 – Xã Xuân Hưng\""))
            let page = try await client.get(cell.replacing("&amp;", with: "&"), manager)
            #expect(page.status == .ok)
            #expect(page.text.contains("<b>72,2\u{A0}%</b>") && page.text.contains("class=\"chart trend\""))
            #expect(page.text.contains("href=\"/manage/desk/XH-1?period=2026-11"))
            #expect(page.text.contains("href=\"/manage/procedure/2.000635?period=2026-11"))
        }
    }

    @Test("a hidden cell's own page has no figure of answers, and a cell clearly below all together is marked")
    func hiddenAndMarked() async throws {
        let site = try await Self.site()
        try await site.rate(
            desk: "XH-1", on: "2026-10-28", answers: Array(repeating: "3", count: 60), of: 80, from: 2000)
        try await site.rate(
            desk: "XH-1", procedure: "2.000635", on: "2026-10-28",
            answers: Array(repeating: "1", count: 12) + Array(repeating: "2", count: 8), of: 40, from: 2200)
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let hidden = try await client.get(
                "/manage/heat/cell?desk=XT-1&procedure=1.001193&\(Self.november)", manager)
            #expect(hidden.status == .ok && hidden.text.contains("chưa đủ câu trả lời"))
            for share in ["50,0", "<b>4</b>"] { #expect(!hidden.text.contains(share)) }
            let october = try await client.get("/manage/heat?period=2026-10", manager).text
            let low = try #require(ReadPage(html: october).rows("Cấp bản sao trích lục").first)
            #expect(low.contains("▼") && low.contains("thấp hơn tỷ lệ chung") && low.contains("heat-4"))
            let high = try #require(ReadPage(html: october).rows("Đăng ký khai sinh").first)
            #expect(high.contains("▲") && high.contains("heat-0"))
        }
    }

    @Test("a scope has its own desks alone, no procedure's or everybody's figures, and is refused the cells of others")
    func scope() async throws {
        let site = try await Self.site()
        let manager = try await site.cookie(.manager, units: ["14122"])
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage/heat?\(Self.november)", manager).text
            #expect(html.contains("Quầy 1 – Xã Xuân Hưng"))
            #expect(
                !html.contains("Xuân Trường") && !html.contains("Tất cả quầy") && !html.contains("/manage/procedure/"))
            for cell in ["desk=XT-1&procedure=1.001193", "desk=NO&procedure=1.001193"] {
                #expect(
                    try await client.get("/manage/heat/cell?\(cell)&\(Self.november)", manager).status == .forbidden)
            }
            #expect(
                try await client.get("/manage/heat/cell?desk=XH-1&procedure=2.000635&\(Self.november)", manager).status
                    == .ok)
            let all = try await site.cookie(.manager)
            #expect(try await client.get("/manage/heat/cell?desk=NO&procedure=2.000635", all).status == .notFound)
            #expect(try await client.get("/manage/heat?period=2026-11..2026-12", all).status == .unprocessableContent)
            #expect(
                try await client.get("/manage/heat", all).headers[.location] == "/manage/heat?period=2026")
        }
    }

    @Test("desks stand beside each other as far as paper is wide, and the file has a line for each cell")
    func blocksAndFile() async throws {
        let site = try await Self.site()
        let more = (1...24).map { "D-\($0),Quầy thứ \($0),14089" }.joined(separator: "\n")
        try site.load(.desks, "code,name,unit_code\n\(more)\n")
        for number in 1...24 { try await site.rate(desk: "D-\(number)", answers: [], of: 1, from: 3000 + number) }
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage/heat?\(Self.november)", manager).text
            #expect(html.components(separatedBy: "<table").count - 1 == 3)
            #expect(html.contains("quầy 1–9 trên 27") && html.contains("quầy 19–27 trên 27"))
            let csv = try await client.get("/manage/heat?\(Self.november)&format=csv", manager).text
            let lines = csv.split(whereSeparator: \.isNewline)
            // A head, 28 cells, and all together.
            #expect(lines.count == 1 + 28 + 1 && lines.last?.hasPrefix(",Tổng cộng,,,") == true)
            #expect(lines.contains { $0.contains("XH-1") && $0.contains("2.000635") && $0.contains("0.7222") })
            #expect(lines.contains { $0.hasPrefix("XT-1,") && $0.contains(",,,,,17,,") }, "\(lines)")
        }
    }
}
