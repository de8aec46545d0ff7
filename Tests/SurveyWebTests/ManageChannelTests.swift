import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct ManageChannelTests {
    private static let november = "period=2026-11&boundaries=now"

    /// Twelve answers at the first desk by citizens, and so many with the help of staff, none of them satisfied.
    private func site(assisted: Int) async throws -> TestSite {
        let site = try await TestSite()
        try await site.fillForManagers()
        for number in 1...assisted {
            let token = try site.dossier(number)
            let answer = Answer(
                questionnaire: "three-level/1", values: [.init(question: "overall", value: "1")], comment: nil)
            _ = try await site.store.submit(answer, for: token.id, channel: .assisted)
        }
        // Dossiers that nobody answered, so that nobody can say that all agree.
        for number in 50...60 { _ = try site.dossier(number) }
        return site
    }

    @Test("assisted answers are shown apart and left out, on every page of figures, and the choice is in the address")
    func apart() async throws {
        let site = try await site(assisted: 8)
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            for (page, all, without, assisted) in [
                ("/manage?by=desk&\(Self.november)", "55,0", "91,7", "0,0"),
                ("/manage/desk/XH-1?\(Self.november)", "55,0", "91,7", "0,0"),
                ("/results?by=desk&\(Self.november)", "55,0", "91,7", "0,0"),
            ] {
                #expect(try await client.get(page, manager).text.contains("<b>\(all)\u{A0}%</b>"), "\(page)")
                let left = try await client.get("\(page)&channel=without_assisted", manager).text
                #expect(left.contains("<b>\(without)\u{A0}%</b>") && !left.contains("<b>\(all)\u{A0}%</b>"), "\(page)")
                let only = try await client.get("\(page)&channel=assisted", manager).text
                #expect(only.contains("<b>\(assisted)\u{A0}%</b>") && !only.contains("<b>\(all)\u{A0}%</b>"), "\(page)")
                #expect(only.contains("channel=assisted&amp;") || only.contains("channel=assisted\""), "\(page)")
                #expect(try await client.get("\(page)&channel=own", manager).status == .unprocessableContent)
            }
            let ranked = try await client.get(
                "/manage/comparison?by=desk&\(Self.november)&channel=without_assisted", manager
            ).text
            #expect(try #require(ReadPage(html: ranked).rows("Quầy 1 – Xã Xuân Hưng").first).contains(">12<"))
            // Among the signals of honesty is their share, with what it is and why it accuses nobody.
            let signals = try await client.get("/manage/honesty?month=2026-11&desk=XH-1", manager).text
            let assisted = try #require(ReadPage(html: signals).rows(HonestySignal.assisted.name.vi).first)
            #expect(assisted.contains("8 trên 20") && assisted.contains(HonestySignal.assisted.explanation.vi))
        }
    }

    @Test("a few assisted answers can neither be seen alone nor be found by leaving them out")
    func few() async throws {
        let site = try await site(assisted: 3)
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let page = "/manage/desk/XH-1?\(Self.november)"
            #expect(try await client.get("\(page)&channel=assisted", manager).text.contains("chưa đủ câu trả lời"))
            let all = try await client.get(page, manager).text.contains("chưa đủ câu trả lời")
            let without = try await client.get("\(page)&channel=without_assisted", manager).text.contains(
                "chưa đủ câu trả lời")
            #expect(all || without)
        }
    }
}
