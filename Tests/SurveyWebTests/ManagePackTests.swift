import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Synchronization
import Testing

@testable import SurveyWeb

@Suite struct ManagePackTests {
    /// Twenty answers on five levels, of thirty dossiers that were completed after the switch.
    private static let five: [String] = (0..<20).map { index in
        let overall = ["5", "4", "4", "3", "5"][index % 5]
        let access = index < 8 ? "5" : index < 13 ? "4" : index < 17 ? "3" : "2"
        let procedure = index < 6 ? "&procedure=4" : index < 10 ? "&procedure=1" : ""
        return "\(overall)&access=\(access)\(procedure)&officials=\(index == 19 ? "2" : "5")"
            + "&result=\(index < 15 ? "4" : "3")"
    }

    /// An office that asks on three levels until 23 November, and on five from the 24th.
    private static func switched() async throws -> TestSite {
        let site = try await TestSite()
        try await site.fillForManagers()
        try await site.application().test(.router) { _ in }
        try await site.store.set("questionnaire", to: "three-level/1, five-level/1@2026-11-24", by: "test")
        site.clock.advance(days: 2)
        try await site.rate(desk: "XH-1", on: "2026-11-25", answers: Self.five, of: 30, from: 5000)
        return site
    }

    @Test("an office switches packs from a date: each dossier is asked the pack of its day, and answers keep theirs")
    func versions() async throws {
        let site = try await Self.switched()
        // Completed before the switch, answered after it: still three levels.
        let old = try site.dossier(9000, on: "2026-11-20")
        let new = try site.dossier(9001, on: "2026-11-25")
        try await site.application().test(.router) { client async throws in
            let oldPage = try await client.get("/\(old.text)").text
            #expect(oldPage.contains("value=3") && !oldPage.contains("value=5"))
            let newPage = try await client.get("/\(new.text)").text
            #expect(newPage.contains("value=5") && newPage.contains("Bình thường"))
            #expect(newPage.contains("Tiếp cận dịch vụ"))
            #expect(try await client.post("/\(old.text)", "overall=5").status == .unprocessableContent)
            #expect(try await client.post("/\(old.text)", "overall=3").status == .seeOther)
        }
        let rows = Mutex<[[String]]>([])
        try await site.store.export(.answers, by: "test") { row in rows.withLock { $0.append(row) } }
        let table = rows.withLock { $0 }
        let column = try #require(table.first?.firstIndex(of: "questionnaire"))
        let packs = Dictionary(grouping: table.dropFirst(), by: { $0[column] }).mapValues(\.count)
        #expect(packs == ["three-level/1": 12 + 4 + 3 + 1, "five-level/1": 20])
    }

    @Test("the index by factor is the one computed by hand, beside three other measures, and says what was not seen")
    func factors() async throws {
        let site = try await Self.switched()
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage/indices?period=2026-11", manager).text
            func row(_ name: String) throws -> String { try #require(ReadPage(html: html).rows(name).first) }
            // 13 of 20, 6 of 10, 19 of 20, 15 of 20; nobody answered the fifth.
            for (name, share, count) in [
                ("Tiếp cận dịch vụ", "65,0", 20), ("Thủ tục hành chính", "60,0", 10), ("Công chức", "95,0", 20),
                ("Kết quả", "75,0", 20),
            ] {
                #expect(try row(name).contains("<b>\(share)\u{A0}%</b>"), "\(name)")
                #expect(try row(name).contains("từ \(count) câu trả lời"), "\(name)")
            }
            #expect(try row("Phản ánh, kiến nghị").contains("<b>–</b>"))
            // Each measure under its own name; the satisfied share is that of one scale: 16 of 20.
            let names = [
                SurveySatisfaction.rule, ResolutionIndicator.rule, AgencyScore.rule, FactorIndex.rule,
            ].map { "<h2>\($0.name.vi)</h2>" }
            let places = names.map { html.range(of: $0)?.lowerBound }
            #expect(!places.contains(nil) && places.compactMap(\.self) == places.compactMap(\.self).sorted())
            #expect(html.contains("không cộng, không lấy trung bình chung"))
            #expect(html.contains("80,0\u{A0}%"))
            // No mean of any two or more of the shares is anywhere on the page.
            for mean in ["73,8", "85,8", "75,0\u{A0}%</b><span", "70,0"] { #expect(!html.contains(mean), "\(mean)") }
            let sections = html.components(separatedBy: "<h2>")
            for name in [ResolutionIndicator.rule.name.vi, AgencyScore.rule.name.vi, FactorIndex.rule.name.vi] {
                let section = try #require(sections.first { $0.hasPrefix(name) })
                #expect(section.contains("chưa đối chiếu với văn bản gốc"), "\(name)")
            }
        }
    }

    @Test("figures of one scale say that there are answers on another, which are not added to them")
    func otherScale() async throws {
        let site = try await Self.switched()
        try await site.application().test(.router) { client async throws in
            let html = try await client.get(
                "/manage?by=desk&period=2026-11&boundaries=now", try await site.cookie(.manager)
            ).text
            // 16 of 20 on five levels; 11 of 12 + 3 of 4 + 2 of 3 on three levels are told apart.
            #expect(html.contains("<b>80,0\u{A0}%</b>"))
            #expect(html.contains("Trong kỳ còn 19 câu trả lời theo thang 3 mức (84,2\u{A0}% hài lòng)"))
            #expect(!html.contains(">39<"))
            #expect(html.contains(">Bình thường</text>"))
        }
    }

    @Test("the sheets name the levels of the figures' own scale, and leave the form's three levels empty")
    func sheets() async throws {
        let site = try await Self.switched()
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let sheet = try await client.get("/manage/indices?unit=14122&since=&period=2026-11&format=csv", manager)
                .text
            func line(_ name: String, _ page: String) throws -> String {
                try #require(page.split(whereSeparator: \.isNewline).first { $0.contains(name) }.map(String.init))
            }
            // 16 of 20 on the two top levels, 4 in the middle, nobody below.
            #expect(try line("Tỷ lệ bình thường", sheet).contains("0.2"))
            let worst = try line("Tỷ lệ rất không hài lòng", sheet).split(separator: ",")
            #expect(worst.contains { Double($0) == 0 })
            let form = sheet.split(whereSeparator: \.isNewline).filter {
                $0.contains("Tỷ lệ ") && $0.hasSuffix("thang 3 mức")
            }
            #expect(form.count == 3 && form.allSatisfy { $0.contains(",,,,") })
            let all = try await client.get("/manage/indices?period=2026-11&format=csv", manager).text
            let head = try #require(all.split(whereSeparator: \.isNewline).first)
            #expect(head.contains("Tỷ lệ – rất hài lòng,Tỷ lệ (thang 5 mức) – rất không hài lòng"))
        }
    }

    @Test("shares on two scales are not compared, and another scale's levels are in no column of a desk's file")
    func notCompared() async throws {
        let site = try await Self.switched()
        try await site.rate(
            desk: "XH-1", on: "2026-10-28", answers: Array(repeating: "3", count: 20), of: 30, from: 7000)
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let page = try await client.get("/manage/desk/XH-1?\(ManageUnitTests.november)", manager).text
            #expect(page.contains("So với tháng 10/2026: thang khác, không so sánh."))
            #expect(!page.contains("điểm phần trăm"))
            let comparison = try await client.get("/manage/comparison?by=desk&\(ManageUnitTests.november)", manager)
                .text
            #expect(try #require(ReadPage(html: comparison).rows("Quầy 1 – Xã Xuân Hưng").first).contains("thang khác"))
            let csv = try await client.get("/manage/desk/XH-1?\(ManageUnitTests.november)&format=csv", manager).text
            let lines = csv.split(whereSeparator: \.isNewline).map(String.init)
            let head = try #require(lines.first).split(separator: ",", omittingEmptySubsequences: false)
            let third = try #require(head.firstIndex { $0.hasSuffix("Bình thường") })
            let october = try #require(lines.first { $0.hasPrefix("2026-10") })
            let cells = october.split(separator: ",", omittingEmptySubsequences: false)
            #expect(cells.count > third && cells[third].isEmpty)
            // The further questions, with their numbers: 8 of 20 on the best level of the first.
            #expect(page.contains("Tiếp cận dịch vụ") && page.contains("n\u{A0}=\u{A0}20 câu trả lời cho câu hỏi này"))
            #expect(page.contains("id=\"question-access-title\""))
            #expect(head.contains { $0.contains("Tiếp cận dịch vụ") } || csv.contains("Tiếp cận dịch vụ"))
        }
    }

    @Test("indicator 5.4 counts the dislikes of every scale, and the middle of five levels is none")
    func dislikes() async throws {
        let site = try await Self.switched()
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage/indices?period=2026-11", try await site.cookie(.manager)).text
            // Three on three levels; four neutral ones on five levels, and nobody below them.
            #expect(html.contains("0 quá hạn, 3 câu trả lời không hài lòng (thang 3 mức: 3; thang 5 mức: 0)"))
        }
    }

    @Test("indices 3 and 4 can be entered where the questionnaire does not ask, and only there")
    func entries() async throws {
        let site = try await Self.switched()
        let manager = try await site.signedIn(.manager, "hoa", units: ["14122"])
        let form = "unit=14122&since=&period=2026-11&own.1=2&own.3=1,5&own.4=2&csrf=\(manager.csrf)"
        try await site.application().test(.router) { client async throws in
            #expect(try await client.post("/manage/indices", form, manager.headers).status == .seeOther)
            let html = try await client.get("/manage/indices?unit=14122&since=&period=2026-11", manager.headers).text
            #expect(html.contains("name=\"own.3\" value=\"1,5\"") && !html.contains("name=\"own.1\""))
        }
        #expect(try await site.store.agencyEntries(.month(Month(number: 2026 * 12 + 10))).count == 2)
    }
}
