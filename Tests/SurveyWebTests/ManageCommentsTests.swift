import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct ManageCommentsTests {
    static let page = "/manage/comments?month=2026-11"

    /// Twelve comments at the first desk, beside desks with few answers.
    private func site() async throws -> TestSite {
        let site = try await TestSite()
        try await site.fillForManagers()
        for number in 1...12 {
            let token = try site.dossier(number)
            try await site.application().test(.router) { client async throws in
                let words = "overall=1&comment=C%C3%A1n+b%E1%BB%99+B%C3%ACnh+l%C3%BAc+\(number)+gi%E1%BB%9D"
                #expect(try await client.post("/\(token.text)", words).status == .seeOther)
            }
        }
        return site
    }

    @Test("comments are shown by month and unit, without the other answers; units with few answers show none")
    func shown() async throws {
        let site = try await site()
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let page = try await client.get("\(Self.page)&desk=XH-1", manager)
            #expect(page.status == .ok)
            #expect(page.text.components(separatedBy: "<blockquote>").count == 13)
            #expect(page.text.contains("<blockquote>Cán bộ Bình lúc 3 giờ</blockquote>"))
            let all = try await client.get(Self.page, manager).text
            #expect(ReadPage(html: all).rows("Xã Xuân Hưng").isEmpty == false)
            let few = try await client.get("\(Self.page)&desk=XT-1", manager).text
            #expect(few.contains("chưa đủ câu trả lời") && !few.contains("<blockquote>"))
            let october = try await client.get("/manage/comments?month=2026-10&desk=XH-1", manager).text
            #expect(!october.contains("<blockquote>"))
        }
    }

    @Test("a manager hides a comment and masks a name; the number hidden is shown, and the trail says who")
    func moderation() async throws {
        let site = try await site()
        let manager = try await site.signedIn(.manager, "hoa", units: ["14122"])
        let admin = try await site.cookie(.admin)
        let address = "\(Self.page)&unit=14122"
        try await site.application().test(.router) { client async throws in
            func id(_ number: Int) async throws -> String {
                let html = try await client.get("\(address)&hidden=1", manager.headers).text
                let part = try #require(
                    html.components(separatedBy: "<article").first { $0.contains("lúc \(number) ") })
                return String(try #require(part.firstMatch(of: /name=id value="(-?[0-9]+)"/)).output.1)
            }
            let first = try await id(1)
            let form = "csrf=\(manager.csrf)&id=\(first)&do=hide"
            #expect(try await client.post(address, form, manager.headers).status == .seeOther)
            let page = try await client.get(address, manager.headers).text
            #expect(!page.contains("lúc 1 giờ") && page.contains("1 ý kiến đã ẩn"))
            #expect(try await client.get("\(address)&hidden=1", manager.headers).text.contains("lúc 1 giờ"))

            let second = try await id(2)
            let mask = "csrf=\(manager.csrf)&id=\(second)&do=mask&phrase=b%C3%ACnh"
            #expect(try await client.post(address, mask, manager.headers).status == .seeOther)
            #expect(
                try await client.get(address, manager.headers).text.contains("Cán bộ \(Comment.mark) lúc 2 giờ"))
            let wrong = try await client.post(address, mask, manager.headers)
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("Ý kiến không có đoạn"))
            #expect(try await client.post(address, "id=\(second)&do=hide", manager.headers).status == .forbidden)

            let show = "csrf=\(manager.csrf)&id=\(first)&do=show"
            #expect(try await client.post(address, show, manager.headers).status == .seeOther)
            #expect(try await client.get(address, manager.headers).text.contains("lúc 1 giờ"))
            let trail = try await client.get("/manage/audit", admin).text
            for act in ["ẩn ý kiến", "che thêm trong ý kiến", "hiện lại ý kiến"] {
                #expect(trail.contains("<td>hoa</td><td>\(act)</td><td>14122</td>"))
            }
            #expect(!trail.contains("giờ") && !trail.contains(first))
        }
    }

    @Test("outside the scope comments are neither shown nor changed, and the scope's sum is no row of its own")
    func scope() async throws {
        let site = try await site()
        let other = try await site.signedIn(.manager, "la", units: ["14089"])
        try await site.application().test(.router) { client async throws in
            let page = try await client.get(Self.page, other.headers)
            #expect(page.status == .ok && !page.text.contains("<blockquote>"))
            #expect(!page.text.contains("Xã Xuân Hưng"))
            for place in ["desk=XH-1", "unit=14122", "unit=37", "desk=NO"] {
                #expect(try await client.get("\(Self.page)&\(place)", other.headers).status == .forbidden, "\(place)")
            }
            let id = try #require(
                try await site.store.comments(in: Month(number: 2026 * 12 + 10)).comments(of: .total)?.first
            ).id
            let form = "csrf=\(other.csrf)&id=\(id)&do=hide"
            #expect(try await client.post("\(Self.page)&unit=14122", form, other.headers).status == .forbidden)
            #expect(try await client.post(Self.page, form, other.headers).status == .forbidden)
            #expect(try await client.post("\(Self.page)&unit=14089", form, other.headers).status == .notFound)
            let officer = try await site.signedIn(.officer, "ti", desks: ["XH-1"])
            #expect(try await client.get(Self.page, officer.headers).status == .forbidden)
        }
    }
}
