import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct ManageOverviewTests {
    static let november = "period=2026-11&boundaries=now"

    @Test(
        "the figures on the page are those of the published report",
        arguments: [Grouping.desk, .commune, .procedure], ["2026-11", "2026-Q4", "2026", "all"])
    func figures(by: Grouping, period: String) async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        let months = try #require(Period(period)).months
        let published = try await site.store.publish(
            try await site.store.report(
                ReportRequest(by: by, from: months?.lowerBound, to: months?.upperBound)))
        let manager = try await site.cookie(.manager)
        let numbers = NumberStyle(language: .vietnamese)
        try await site.application().test(.router) { client async throws in
            let response = try await client.get("/manage?by=\(by.rawValue)&period=\(period)&boundaries=now", manager)
            #expect(response.status == .ok)
            let page = ReadPage(html: response.text)
            for row in published.rows.filter({ $0.counts.completed > 0 }) + [published.total] {
                let html = try #require(page.rows(row.code.isEmpty ? "Tổng cộng" : row.name).last)
                #expect(html.contains(">\(numbers.whole(row.counts.completed))<"))
                #expect(html.contains(">\(numbers.percent(try #require(row.coverage)))<"))
                guard let satisfaction = row.satisfaction else {
                    #expect(html.contains("chưa đủ câu trả lời"))
                    continue
                }
                #expect(html.contains("<b>\(numbers.percent(satisfaction.share))</b>"))
                #expect(html.contains(">\(numbers.interval(satisfaction.low, satisfaction.high))<"))
                #expect(html.contains(">\(numbers.whole(row.counts.answers))\(row.mark)<"))
                #expect(html.contains(">\(numbers.percent(try #require(row.responseRate)))<"))
            }
        }
    }

    @Test(
        "the number of a sum of periods bears a mark that is explained where one bears it, and names no month to come")
    func summed() {
        let texts = Texts(
            language: .vietnamese,
            table: [
                "asOf": "{day}", "sumOf": "{periods}, {day}", "lowerRate": "L", "waiting": "W", "summed": "S",
                "hidden": "few", "hiddenWhole": "too few", "noDossiers": "none",
            ])
        var counts = ReportCounts()
        (counts.completed, counts.answers, counts.satisfied) = (40, 10, 9)
        var row = ReportRow(code: "a", name: "b", validFrom: nil, counts: counts)
        row.asOf = Month(number: 2026 * 12 + 10).firstDay + 28
        row.answersOf = 20
        #expect(FigureRow(row, texts: texts).answers?.count == "10" && [row].markWords(texts) == "W")
        row.parts = [.quarter(year: 2026, quarter: 2), .quarter(year: 2026, quarter: 4)]
        let figures = FigureRow(row, texts: texts)
        #expect(figures.answers?.count == "10\u{A0}†" && figures.answers?.responseRate == "25,0\u{A0}%")
        #expect(figures.asOf == "† quý 2/2026; tháng 10/2026 – tháng 11/2026, 29/11/2026 L")
        #expect([row].markWords(texts) == "W S L")
        // Where the note below the table has the mark, the headline's sentence has none.
        #expect(FigureRow(row, explainsMark: false, texts: texts).asOf?.contains("†") == false)
        row.isSuppressed = true
        #expect(FigureRow(row, texts: texts).hidden == "few" && [row].markWords(texts) == nil)
        row.counts = ReportCounts()
        #expect(FigureRow(row, texts: texts).hiddenWhole == "none")
    }

    @Test("a hidden cell's figures are nowhere in the page, and a month below the threshold is no dot")
    func hiddenCells() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        try await site.rate(desk: "XH-1", on: "2026-10-28", answers: ["1", "2", "3", "3"], of: 9, from: 500)
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage?by=desk&\(Self.november)", manager).text
            for name in ["Quầy 1 – Xã Xuân Trường", "Quầy 2 – Xã Xuân Trường"] {
                let row = try #require(ReadPage(html: html).rows(name).first)
                #expect(row.contains("chưa đủ câu trả lời"))
                #expect(!row.contains("data-label=\"Hài lòng\"") && !row.contains("data-label=\"Câu trả lời\""))
            }
            // 3 of 4 and 2 of 3.
            for share in ["75,0", "66,7"] { #expect(!html.contains(share)) }
            let chart = try #require(html.components(separatedBy: "class=\"chart intervals\"").last)
                .components(separatedBy: "</svg>")[0]
            #expect(chart.components(separatedBy: "<circle").count - 1 == 1)
            let year = try await client.get("/manage?by=desk&period=2026&boundaries=now", manager).text
            let trend = try #require(year.components(separatedBy: "class=\"chart trend\"").last)
                .components(separatedBy: "</svg>")[0]
            #expect(trend.components(separatedBy: "<circle").count - 1 == 1)
            #expect(ReadPage(html: year).rows("tháng 10/2026").first?.contains("chưa đủ câu trả lời") == true)
        }
    }

    @Test("nobody but managers and admins gets in; whoever is not signed in is asked to")
    func roles() async throws {
        let site = try await TestSite()
        let officer = try await site.cookie(.officer)
        let admin = try await site.cookie(.admin)
        try await site.application().test(.router) { client async throws in
            let address = "/manage?by=desk&\(Self.november)"
            let refused = try await client.get(address, officer)
            #expect(refused.status == .forbidden && refused.text.contains("Tài khoản officer"))
            #expect(refused.text.contains("<nav>\n<a href=\"/staff\"") && refused.text.contains("‹ Về trang Đăng ký"))
            #expect(try await client.get(address, admin).status == .ok)
            // Whoever is signed in finds the navigation also where something is wrong or missing.
            let wrong = try await client.get("/manage?by=foo", admin)
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("<p>Không có số liệu cho “by=foo”"))
            #expect(wrong.text.contains("href=\"/manage/accounts\"") && wrong.text.contains("‹ Về trang Tổng quan"))
            let missing = try await client.get("/manage/nothing?lang=en", admin)
            #expect(missing.status == .notFound && missing.text.contains("Back to the overview"))
            #expect(!(try await client.get("/manage/nothing").text.contains("<nav>")))
            let stranger = try await client.get(address)
            #expect(stranger.status == .seeOther)
            #expect(stranger.headers[.location]?.hasPrefix("/staff/sign-in?next=") == true)
        }
    }

    @Test("a manager sees the rows of the scope alone, and is refused what lies outside")
    func scope() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        let manager = try await site.cookie(.manager, units: ["14122"])
        try await site.application().test(.router) { client async throws in
            for by in ["desk", "commune"] {
                let html = try await client.get("/manage?by=\(by)&\(Self.november)", manager).text
                #expect(html.contains("Xã Xuân Hưng"))
                #expect(!html.contains("Xuân Trường") && !html.contains("Tổng cộng"))
                // Everybody's 14 of 19.
                #expect(!html.contains("73,7") && !html.contains(">19<"))
            }
            #expect(try await client.get("/manage?by=procedure&\(Self.november)", manager).status == .forbidden)
        }
    }

    @Test("a scope's total is the row of its unit or its one desk as it was released; other sums are not told")
    func scopeTotal() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        let november = try #require(Month("2026-11"))
        let unit = try #require(try site.store.catalogue().units(code: "14089").first)
        let released = try #require(
            try await site.store.releasedFigures().cell(
                .unit(unit.id), in: TableRequest(rows: .unit, period: .month(november))))
        #expect(released.counts.answers == 7)
        let commune = try await site.cookie(.manager, units: ["14089"])
        let desk = try await site.cookie(.manager, desks: ["XH-1"])
        let hiddenDesk = try await site.cookie(.manager, desks: ["XT-1"])
        let several = try await site.cookie(.manager, desks: ["XH-1", "XT-1"])
        try await site.application().test(.router) { client async throws in
            func get(_ address: String, _ cookie: HTTPFields) async throws -> String {
                try await client.get(address, cookie).text
            }
            let address = "/manage?by=desk&\(Self.november)"
            // Neither of its desks may be shown, both together may: 5 of 7, of 30 dossiers.
            let own = try await get(address, commune)
            let total = try #require(ReadPage(html: own).rows("Tổng của Xã Xuân Trường").last)
            #expect(total.contains("<b>71,4\u{A0}%</b>") && total.contains(">7<") && total.contains(">30<"))
            #expect(own.contains("class=\"chart trend\"") && own.contains("dòng tổng là của riêng phạm vi này"))
            #expect(try await get(address + "&format=csv", commune).contains("0.714"))
            // The row is that of all channels, or of those that were chosen; not of another table's rows.
            for other in ["/manage?by=commune&\(Self.november)", "/manage?by=desk&period=2026-11&boundaries=then"] {
                let html = try await get(other, commune)
                #expect(!html.contains("Tổng của") && html.contains("Không có dòng tổng cộng ở đây"))
            }
            #expect(try await get(address, desk).contains("Tổng của Quầy 1 – Xã Xuân Hưng"))
            let hidden = try #require(
                ReadPage(html: try await get(address, hiddenDesk)).rows("Tổng của Quầy 1 – Xã Xuân Trường").last)
            #expect(hidden.contains("chưa đủ câu trả lời") && !hidden.contains("data-label=\"Hài lòng\""))
            let sum = try await get(address, several)
            #expect(!sum.contains("Tổng của") && !sum.contains("chart trend"))
            #expect(!sum.contains(">16<"), "12 and 4 answers are not added up")
        }
    }

    @Test("the whole choice is in the address, and the same address gives the same figures a month later")
    func address() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        try await site.application().test(.router) { client async throws in
            let response = try await client.get("/manage", try await site.cookie(.manager))
            let address = try #require(response.headers[.location])
            #expect(address == "/manage?by=desk&period=2026&boundaries=now")
            func main() async throws -> String {
                let html = try await client.get(address, try await site.cookie(.manager)).text
                return try #require(html.components(separatedBy: "<main>").last)
            }
            let before = try await main()
            site.clock.advance(days: 40)
            #expect(try await main() == before)
        }
    }

    @Test("a choice that is not on the list is refused")
    func unknownChoices() async throws {
        let site = try await TestSite()
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            for query in [
                "by=level&\(Self.november)", "by=desk&period=2026-13&boundaries=now",
                "by=desk&period=2026&boundaries=x",
                "by=desk&period=2026-01..2026-05&boundaries=now",
            ] {
                #expect(try await client.get("/manage?\(query)", manager).status == .unprocessableContent, "\(query)")
            }
        }
    }

    @Test("periods lead to their neighbours and not beyond what is known")
    func periods() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        try await site.rate(desk: "XH-1", on: "2026-09-15", answers: [], of: 9, from: 500)
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let october = try await client.get("/manage?by=desk&period=2026-10&boundaries=then", manager).text
            #expect(october.contains("<a href=\"/manage?by=desk&amp;period=2026-09&amp;boundaries=then\" rel=prev>"))
            #expect(october.contains("<a href=\"/manage?by=desk&amp;period=2026-11&amp;boundaries=then\" rel=next>"))
            let november = try await client.get("/manage?by=desk&period=2026-11&boundaries=then", manager).text
            #expect(!november.contains("rel=next"))
            let quarter = try await client.get("/manage?by=desk&period=2026-Q4&boundaries=then", manager).text
            #expect(quarter.contains("period=2026-Q3"))
        }
    }

    @Test("each stretch of months on one scale is named above its own months, clear of axis and line")
    func scales() throws {
        func point(_ month: Int, _ scale: String?) -> TrendChart.Point {
            .init(
                month: Month(number: 24_300 + month),
                interval: scale == nil ? nil : WilsonInterval(satisfied: 8, of: 10), scale: scale)
        }
        func chart(_ scales: [(months: ClosedRange<Month>, words: String)]) -> String {
            let points = (0..<12).map { point($0, (2...3).contains($0) ? "b" : $0 == 7 ? nil : "a") }
            return TrendChart(points: points, scales: scales, title: "t", description: "d")
                .chart("trend", numbers: NumberStyle(language: .vietnamese)).svg
        }
        func months(_ range: ClosedRange<Int>) -> ClosedRange<Month> {
            Month(number: 24_300 + range.lowerBound)...Month(number: 24_300 + range.upperBound)
        }
        let svg = chart([
            (months(0...1), "thang 3 mức"), (months(2...3), "thang 5 mức"), (months(4...11), "thang 3 mức"),
        ])
        let labels = svg.matches(of: /<text class="middle" x="([0-9.]+)" y="([0-9.]+)">thang ([35]) m/)
            .compactMap { match -> (x: Double, y: Double, levels: String)? in
                guard let x = Double(match.output.1), let y = Double(match.output.2) else { return nil }
                return (x, y, String(match.output.3))
            }
        try #require(labels.map(\.levels) == ["3", "5", "3"])
        // Twelve months of 33.5 units from 50 on: the middles of two, two and eight of them.
        #expect(zip(labels, [83.5, 150.5, 318]).allSatisfy { abs($0.x - $1) < 1 })
        // What would overlap stands higher, and all of it above the highest line of the axis.
        #expect(labels[1].y < labels[0].y && labels[0].y == labels[2].y)
        let top = svg.matches(of: /class="grid" d="M50 ([0-9.]+)/).compactMap { Double($0.output.1) }.min() ?? 0
        #expect(labels.allSatisfy { $0.y < top && $0.y > 10 })
        #expect(!chart([]).contains("thang") && !chart([]).contains("\"mark\""))
    }

    @Test("a chart without a single figure is a sentence")
    func empty() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        let admin = try await site.cookie(.admin)
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage?by=desk&period=2023&boundaries=now", admin).text
            #expect(!html.contains("<svg") && html.contains("<p>Không có hồ sơ nào trong kỳ này.</p>"))
            let hidden = try await client.get("/manage/desk/XT-1?since=&\(Self.november)", admin).text
            #expect(!hidden.contains("class=\"chart trend\"") && hidden.contains("Chưa tháng nào có đủ câu trả lời"))
        }
    }

    @Test("every chart is told by a title and a description")
    func charts() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        let admin = try await site.cookie(.admin)
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage?by=desk&\(Self.november)", admin).text
            #expect(html.contains("<title id=\"units-title\">Tỷ lệ hài lòng theo quầy, tháng 11/2026</title>"))
            #expect(html.contains("<desc id=\"units-about\">1 trên 3 dòng có đủ câu trả lời."))
            #expect(html.contains("aria-labelledby=\"trend-title trend-about\""))
        }
    }

    @Test(
        "levels and response stand as charts with title, description and table; a hidden row has neither part nor bar")
    func levelsAndResponse() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        try await site.application().test(.router) { client async throws in
            for address in ["/manage", "/results"] {
                let html = try await client.get(
                    "\(address)?by=desk&\(Self.november)", try await site.cookie(.manager)
                ).text
                func chart(_ kind: String) throws -> String {
                    try #require(html.components(separatedBy: "<svg class=\"chart \(kind)\"").last)
                        .components(separatedBy: "</svg>")[0]
                }
                let stacked = try chart("stacked")
                #expect(stacked.contains("<title id=\"stacked-title\">Các mức đánh giá</title>"))
                // Of 12 answers 5 are on the best level, 6 on the next, 1 is not satisfied; two desks are hidden.
                #expect(stacked.contains("Nhiều “Không hài lòng” nhất: Quầy 1 – Xã Xuân Hưng (8,3\u{A0}%)."))
                #expect(stacked.contains(">42\u{A0}%<") && stacked.contains(">50\u{A0}%<"))
                #expect(stacked.components(separatedBy: "chưa đủ để nêu").count - 1 == 2)
                // Three swatches of the key and the three parts of one bar.
                #expect(stacked.components(separatedBy: "<rect").count - 1 == 6)
                #expect(html.contains("data-label=\"Rất hài lòng\">41,7\u{A0}% (5)<"))
                #expect(html.contains("data-label=\"Không hài lòng\">8,3\u{A0}% (1)<"))
                let rates = try chart("rates")
                #expect(rates.contains("<title id=\"rates-title\">Tỷ lệ trả lời và tỷ lệ phát phiếu</title>"))
                #expect(rates.contains(">60,0\u{A0}% / 60,0\u{A0}%<"))
                #expect(rates.components(separatedBy: "class=\"response\"").count - 1 == 1)
            }
        }
    }
}
