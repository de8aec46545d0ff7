import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

/// A task that outlives its unit.
@Suite struct ManagePlanMergerTests {
    /// A task of Xuân Hưng from December; on 1 January it merges with Xuân Trường into Hưng Trường, and January goes better.
    private func merged() async throws -> TestSite {
        let site = try await TestSite()
        try site.load(
            .communes, "code,name,parent_code,level\n14089,Xã Xuân Trường,37,commune\n14125,Xã Xuân Vinh,37,commune\n")
        try site.load(.desks, "code,name,unit_code\nXT-1,Quầy 1 – Xã Xuân Trường,14089\n")
        try await site.rate(
            desk: "XH-1", on: "2026-11-10",
            answers: Array(repeating: "1", count: 10) + Array(repeating: "2", count: 10),
            of: 40)
        try await site.rate(
            desk: "XT-1", on: "2026-11-11", answers: Array(repeating: "3", count: 19) + ["1"], of: 40, from: 500)
        site.clock.advance(days: 17)
        let old = try #require(try site.store.catalogue().units(code: "14122").first)
        try await site.store.setTarget(.satisfaction, of: old.id, permille: 900, by: "lanh")
        try await site.store.assign(
            try PlanTask.Draft(
                criterion: .satisfaction, unitID: old.id, what: "Bỏ giấy tờ thừa", ownerRole: "Trưởng bộ phận",
                dueOn: try #require(Day("2027-03-01")), today: site.store.today), by: "lanh")
        let admin = try await site.signedIn(.admin, "quantri")
        try await site.application().test(.router) { client async throws in
            let merger =
                "unit=14122&unit=14089&on=2027-01-01&code=14200&name=Xã+Hưng+Trường&level=commune&parent_code=37"
                + "&csrf=\(admin.csrf)"
            #expect(try await client.post("/manage/catalogue/merger", merger, admin.headers).status == .seeOther)
        }
        site.clock.advance(days: 50)
        try await site.rate(
            desk: "XH-1", on: "2027-01-20", answers: Array(repeating: "3", count: 19) + ["1"], of: 40, from: 900)
        try await site.rate(
            desk: "XT-1", on: "2027-01-21", answers: Array(repeating: "3", count: 20), of: 40, from: 1500)
        site.clock.advance(days: 10)
        return site
    }

    @Test("after a merger a task's course is the successor's, before and after within the same boundaries, and says so")
    func course() async throws {
        let site = try await merged()
        #expect(site.store.today.description == "2027-02-08")
        let manager = try await site.signedIn(.manager, "lanh")
        let own = try await site.signedIn(.manager, "moi", units: ["14200"])
        let other = try await site.signedIn(.manager, "khac", units: ["14125"])
        try await site.application().test(.router) { client async throws in
            for who in [manager, own] {
                let html = try await client.get("/manage/plan?period=2026-11", who.headers).text
                let task = try #require(html.components(separatedBy: "<article").first { $0.contains("id=\"task-1\"") })
                #expect(task.contains("<dd>Xã Xuân Hưng, nay là Xã Hưng Trường</dd>"))
                // November: 10 and 19 of 20 and 20 in the two communes; January: 19 and 20 at the two desks of one.
                #expect(
                    task.contains(
                        "Trước và sau: tốt lên rõ rệt. Từ 72,5\u{A0}% (n\u{A0}=\u{A0}40) đến 97,5\u{A0}% (n\u{A0}=\u{A0}40), +25,0"
                    ),
                    "\(task)")
                #expect(task.contains("là số liệu của Xã Hưng Trường theo địa giới hiện nay, gồm mọi đơn vị"))
                let months = ReadPage(html: task)
                let november = try #require(months.rows("tháng 11/2026").first)
                let january = try #require(months.rows("tháng 1/2027").first)
                #expect(november.contains(">72,5\u{A0}%<") && november.contains(">trước<"))
                #expect(january.contains(">97,5\u{A0}%<") && january.contains(">sau<"))
                #expect(task.contains("mục tiêu 90,0\u{A0}%"))
            }
            let html = try await client.get("/manage/plan?period=2026-11", other.headers).text
            #expect(!html.contains("Bỏ giấy tờ thừa"))
            // The task is still in hand, and its successor's manager reports it done.
            let step = "to=done&note=%C4%90%C3%A3+b%E1%BB%8F&csrf=\(own.csrf)"
            #expect(try await client.post("/manage/plan/tasks/1", step, own.headers).status == .seeOther)
            #expect(try await site.store.tasks().first?.state == .done)
        }
    }
}
