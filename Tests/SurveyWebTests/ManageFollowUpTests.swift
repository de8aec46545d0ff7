import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct ManageFollowUpTests {
    /// Two desks with an item each, of October.
    private func site() async throws -> TestSite {
        let site = try await TestSite()
        try site.load(.communes, "code,name,parent_code,level\n14089,Xã Xuân Trường,37,commune\n")
        try site.load(.desks, "code,name,unit_code\nXT-1,Quầy 1 – Xã Xuân Trường,14089\n")
        let unhappy =
            Array(repeating: "1&reason=papers", count: 5) + ["1&reason=papers&comment=Ba+l%E1%BA%A7n+photo"]
        try await site.rate(desk: "XH-1", on: "2026-10-30", answers: unhappy + ["3", "2", "2"], of: 20)
        try await site.rate(
            desk: "XT-1", on: "2026-10-29", answers: unhappy + ["1&reason=fee", "3", "2"], of: 20, from: 500)
        site.clock.advance(days: 40)
        try await site.store.closeDay()
        #expect(try await site.store.openFollowUps(WorkingCalendar()) == 2)
        return site
    }

    @Test("the page lists the items with desk, unit, reason, number and due day; the address has its whole state")
    func list() async throws {
        let site = try await site()
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            #expect(
                try await client.get("/manage/follow-up", manager).headers[.location] == "/manage/follow-up?show=active"
            )
            let html = try await client.get("/manage/follow-up?show=active", manager).text
            let rows = ReadPage(html: html).rows("Yêu cầu thêm giấy tờ")
            #expect(rows.count == 2)
            #expect(rows[0].contains("Quầy 1 – Xã Xuân Hưng") && rows[0].contains("tháng 10/2026"))
            #expect(rows[0].contains(">6</td>") && rows[0].contains("Mới mở") && !rows[0].contains("quá hạn"))
            #expect(html.contains("2 việc, 0 quá hạn") && !html.contains("Phí, lệ phí"))
            site.clock.advance(days: 30)
            let back = try await site.cookie(.manager)
            let later = try await client.get("/manage/follow-up?show=active&lang=en", back).text
            #expect(later.contains("2 items, 2 overdue") && later.contains(">overdue</b>"))
        }
    }

    @Test("an item outside the scope is neither listed, shown nor moved")
    func scope() async throws {
        let site = try await site()
        let items = try await site.store.followUps()
        let desks = try site.store.catalogue().desks
        let other = try #require(items.first { desks[$0.finding.deskID]?.code == "XH-1" })
        let manager = try await site.signedIn(.manager, "xt", units: ["14089"])
        let officer = try await site.signedIn(.officer, "cb", desks: ["XH-1"])
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage/follow-up?show=active", manager.headers).text
            #expect(ReadPage(html: html).rows("Yêu cầu thêm giấy tờ").count == 1)
            let address = "/manage/follow-up/\(other.id)"
            #expect(try await client.get(address, manager.headers).status == .forbidden)
            let form = "from=open&to=in_hand&csrf=\(manager.csrf)"
            #expect(try await client.post(address, form, manager.headers).status == .forbidden)
            #expect(try await client.get(address, officer.headers).status == .forbidden)
            #expect(try await client.get("/manage/follow-up/99", manager.headers).status == .notFound)
            #expect(try await site.store.followUp(other.id)?.state == .open)
        }
    }

    @Test("an item is taken in hand, answered and closed, with what was said and by whom; a step too far comes back")
    func steps() async throws {
        let site = try await site()
        let item = try #require(try await site.store.followUps().first)
        let manager = try await site.signedIn(.manager, "hoa")
        try await site.application().test(.router) { client async throws in
            let address = "/manage/follow-up/\(item.id)"
            func send(_ from: String, _ to: String, _ note: String = "") async throws -> TestResponse {
                try await client.post(
                    address, "from=\(from)&to=\(to)&note=\(note)&csrf=\(manager.csrf)", manager.headers)
            }
            #expect(try await send("open", "in_hand").status == .seeOther)
            let silent = try await send("in_hand", "answered")
            #expect(silent.status == .unprocessableContent && silent.text.contains("vui lòng ghi rõ đã làm gì"))
            let stale = try await send("open", "in_hand", "chào")
            #expect(stale.status == .conflict && stale.text.contains(">chào</textarea>"))
            #expect(
                try await client.post(address, "from=in_hand&to=closed&note=a", manager.headers).status == .forbidden)
            #expect(try await send("in_hand", "answered", "%C4%90%C3%A3+s%E1%BB%ADa+%3Cb%3E").status == .seeOther)
            #expect(try await send("answered", "closed", "xong").status == .seeOther)
            let html = try await client.get(address, manager.headers).text
            #expect(html.contains("<p>Đã sửa &lt;b&gt;</p>") && html.contains("· hoa") && html.contains("· hệ thống"))
            #expect(!html.contains("<form method=post action=\"\(address)"))
            #expect(try await client.get("/manage/follow-up?show=closed", manager.headers).text.contains(address))
        }
    }

    @Test("the due day is moved on the item's page with a reason that stays in its course")
    func due() async throws {
        let site = try await site()
        let item = try #require(try await site.store.followUps().first)
        let manager = try await site.signedIn(.manager, "hoa")
        try await site.application().test(.router) { client async throws in
            let address = "/manage/follow-up/\(item.id)"
            func send(_ day: Day, _ note: String) async throws -> TestResponse {
                try await client.post(
                    address, "do=due&from=\(item.dueOn)&day=\(day)&note=\(note)&csrf=\(manager.csrf)",
                    manager.headers)
            }
            let bad = try await send(item.dueOn + 9, "")
            #expect(bad.status == .unprocessableContent && bad.text.contains("value=\"\(item.dueOn + 9)\""))
            #expect(try await send(item.dueOn + 7, "nghi+le").status == .seeOther)
            let html = try await client.get(address, manager.headers).text
            let day = (item.dueOn + 7).written(.vietnamese)
            #expect(html.contains("<b>Đổi hạn thành \(day)</b>") && html.contains("<p>nghi le</p>"))
            #expect(html.contains("<dd>\(day)"))
        }
    }

    @Test("an item shows the desk's comments that may be shown, and none that a manager hid")
    func comments() async throws {
        let site = try await site()
        let item = try #require(try await site.store.followUps().first)
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let address = "/manage/follow-up/\(item.id)"
            let html = try await client.get(address, manager).text
            #expect(html.contains("<li>Ba lần photo</li>"))
            let link = try #require(html.firstMatch(of: /href="(\/manage\/comments[^"]*)"/)).output.1
            let comments = try await client.get(String(link).replacing("&amp;", with: "&"), manager)
            #expect(comments.status == .ok && comments.text.contains("Ba lần photo"))
            let row = TableRow.desk(item.finding.deskID)
            let comment = try #require(
                try await site.store.comments(in: item.finding.month).comments(of: row)?.first)
            try await site.store.moderate(comment.id, .hide, in: row, of: item.finding.month, by: "test")
            #expect(try await !client.get(address, manager).text.contains("Ba lần photo"))
        }
    }

    @Test("the thank-you page points whoever wants a reply to the complaint channel of the settings, or to none")
    func complaintChannel() async throws {
        let site = try await TestSite()
        try await site.store.set("complaint_channel", to: "https://phananh.example.vn", by: "test")
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/thanks").text
            #expect(html.contains("<a href=\"https://phananh.example.vn\">"))
            try await site.store.set("complaint_channel", to: "Đường dây nóng 1022", by: "test")
            site.clock.advance(days: 1)
            #expect(try await client.get("/thanks").text.contains("<b>Đường dây nóng 1022</b>"))
            try await site.store.set("complaint_channel", to: "", by: "test")
            site.clock.advance(days: 1)
            #expect(try await !client.get("/thanks").text.contains("mời Ông/Bà liên hệ"))
        }
    }

    @Test("a raised threshold hides the number of an item that it would not have opened")
    func threshold() async throws {
        let site = try await site()
        try await site.store.set("small_cell", to: "7", by: "test")
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage/follow-up?show=active", manager).text
            #expect(ReadPage(html: html).rows("Yêu cầu thêm giấy tờ").allSatisfy { !$0.contains(">6</td>") })
        }
    }
}
