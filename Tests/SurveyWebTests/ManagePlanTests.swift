import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct ManagePlanTests {
    /// November 2026: Xuân Hưng does badly and is told why, Xuân Trường does well.
    private func site() async throws -> TestSite {
        let site = try await TestSite()
        try site.load(.communes, "code,name,parent_code,level\n14089,Xã Xuân Trường,37,commune\n")
        try site.load(.desks, "code,name,unit_code\nXT-1,Quầy 1 – Xã Xuân Trường,14089\n")
        let unhappy = Array(repeating: "1&reason=papers", count: 9)
        try await site.rate(
            desk: "XH-1", on: "2026-11-10", answers: unhappy + ["1&reason=fee"] + Array(repeating: "2", count: 10),
            of: 40)
        try await site.rate(
            desk: "XT-1", on: "2026-11-11", answers: Array(repeating: "3", count: 19) + ["1"], of: 40, from: 500)
        return site
    }

    private let address = "/manage/plan?period=2026-11"

    private func target(
        _ client: some TestClientProtocol, _ who: SignInSession, _ unit: String, _ share: String,
        _ criterion: String = "satisfaction"
    ) async throws -> HTTPResponse.Status {
        try await client.post(
            "/manage/plan/targets?period=2026-11",
            "unit=\(unit)&criterion=\(criterion)&share=\(share)&csrf=\(who.csrf)", who.headers
        ).status
    }

    @Test("what is clearly below its target is proposed with its gap and what goes with it, and with no cause")
    func proposals() async throws {
        let site = try await site()
        let manager = try await site.signedIn(.manager, "lanh")
        try await site.application().test(.router) { client async throws in
            #expect(
                try await client.get("/manage/plan", manager.headers).headers[.location]
                    == "/manage/plan?period=2026-Q3")
            #expect(try await client.get(address, manager.headers).text.contains("Chưa đặt mục tiêu nào"))
            #expect(try await target(client, manager, "37", "90") == .seeOther)
            let html = try await client.get(address, manager.headers).text
            // Ten of twenty satisfied: 50 %, 40 points short of the province's target.
            let proposal = try #require(
                html.components(separatedBy: "<article").first { $0.contains("<h3>Xã Xuân Hưng</h3>") })
            #expect(proposal.contains("<b>50,0\u{A0}%</b>") && proposal.contains("Còn thiếu (điểm\u{A0}%)\">40,0<"))
            #expect(proposal.contains("<li>Yêu cầu thêm giấy tờ (9)</li>") && !proposal.contains("Phí, lệ phí"))
            #expect(
                proposal.contains("<li>Đăng ký khai sinh – tại Quầy 1 – Xã Xuân Hưng: 50,0\u{A0}% (20)</li>"))
            #expect(proposal.contains("Hồ sơ quá hạn: 0 trên 40"))
            #expect(!html.contains("<h3>Xã Xuân Trường</h3>"))
            let rows = ReadPage(html: html).rows("Xã Xuân Trường")
            #expect(rows.count == 1 && rows[0].contains("theo Tỉnh Ninh Bình") && rows[0].contains("chưa thể kết luận"))
        }
    }

    @Test("a response rate is called below its target only where it is with all answers that may wait or be hidden")
    func cautiousResponse() throws {
        let unit = AdministrativeUnit(
            id: 1, code: "14122", name: "Xã Xuân Hưng", level: .commune, parentCode: "37",
            validity: Validity(from: nil, to: nil),
            successorCode: nil)
        let target = Target(
            criterion: .response, unitID: 1, permille: 200, setBy: "lanh", setOn: Day(number: 20_000))
        func verdict(_ answers: Int, of completed: Int = 100, _ change: (inout ReportRow) -> Void = { _ in })
            -> TargetCheck.Verdict
        {
            var counts = ReportCounts()
            (counts.completed, counts.answers, counts.satisfied) = (completed, answers, answers / 2)
            var row = ReportRow(code: "14122", name: "Xã Xuân Hưng", validFrom: nil, counts: counts)
            row.asOf = Day(number: 20_000)
            row.answersOf = completed
            change(&row)
            return CheckedTarget(unit: unit, target: target, row: row, minimum: 5).verdict
        }
        // 10 of 100 would be below 20 %; with four that may wait they may just meet it.
        #expect(verdict(5) == .below && verdict(10) == .unclear)
        // 30 more were completed after the figures' day, or in a month that is hidden.
        #expect(verdict(5) { $0.answersOf = 70 } == .unclear)
        #expect(verdict(50, of: 1000) { $0.answersOf = 990 } == .below)
        #expect(verdict(5) { $0.answersOf = nil } == .unclear)
        // In a sum of months each of them may lack as many.
        #expect(verdict(5) { $0.parts = [.month(Month(number: 1)), .month(Month(number: 2))] } == .unclear)
        #expect(verdict(5) { $0.isSuppressed = true } == .notEnoughAnswers)
    }

    @Test(
        "targets come from above, units outside the scope are neither seen nor touched, and all of it is in the trail")
    func scope() async throws {
        let site = try await site()
        let all = try await site.signedIn(.manager, "lanh")
        let province = try await site.signedIn(.manager, "tinh", units: ["37"])
        let commune = try await site.signedIn(.manager, "xa", units: ["14089"])
        try await site.application().test(.router) { client async throws in
            #expect(try await target(client, commune, "14089", "10") == .forbidden)
            #expect(try await target(client, commune, "14122", "10") == .forbidden)
            #expect(try await target(client, province, "37", "10") == .forbidden)
            #expect(try await target(client, province, "14122", "95,5") == .seeOther)
            #expect(try await target(client, all, "37", "90") == .seeOther)
            #expect(try await target(client, all, "37", "100,5") == .unprocessableContent)
            #expect(try await site.store.targets().map(\.permille).sorted() == [900, 955])
            let html = try await client.get(address, commune.headers).text
            #expect(!html.contains("Xuân Hưng") && html.contains("Xã Xuân Trường") && !html.contains("plan/targets"))
            let form =
                "unit=14122&criterion=satisfaction&what=a&role=b&due=2026-12-31&csrf=\(commune.csrf)"
            #expect(try await client.post("/manage/plan/tasks", form, commune.headers).status == .forbidden)
            let id = try await site.store.assign(
                try PlanTask.Draft(
                    criterion: .satisfaction,
                    unitID: try #require(site.store.catalogue().units(code: "14122").first).id, what: "a",
                    ownerRole: "b", dueOn: site.store.today, today: site.store.today), by: "lanh")
            let step = "to=done&note=xong&csrf=\(commune.csrf)"
            #expect(try await client.post("/manage/plan/tasks/\(id)", step, commune.headers).status == .forbidden)
            #expect(try await target(client, all, "14122", "") == .seeOther)
            #expect(try await site.store.targets().count == 1)
            let trail = try await site.store.auditEntries(limit: 4)
            #expect(trail.map(\.subject) == ["target 14122", "task \(id) 14122", "target 37", "target 14122"])
            #expect(trail[3].details == #"{"criterion":"satisfaction","permille":"955"}"# && trail[3].actor == "tinh")
        }
    }

    @Test("a task is assigned, stands beside its course, and the page says whether the change is more than noise")
    func course() async throws {
        let site = try await site()
        site.clock.advance(days: 17)
        let first = try await site.signedIn(.manager, "lanh")
        #expect(site.store.today.description == "2026-12-10")
        try await site.application().test(.router) { client async throws in
            #expect(try await target(client, first, "37", "90") == .seeOther)
            func assign(_ who: SignInSession, _ what: String) async throws -> TestResponse {
                try await client.post(
                    "/manage/plan/tasks?period=2026-11",
                    "unit=14122&criterion=satisfaction&what=\(what)&role=Tr%C6%B0%E1%BB%9Fng&due=2027-01-10&csrf=\(who.csrf)",
                    who.headers)
            }
            let empty = try await assign(first, "+")
            #expect(empty.status == .unprocessableContent && empty.text.contains("value=\"Trưởng\""))
            let made = try await assign(first, "B%E1%BB%8F+gi%E1%BA%A5y+t%E1%BB%9D")
            #expect(made.headers[.location] == "/manage/plan?period=2026-11&saved=1#task-1")
            let now = try await client.get(address, first.headers).text
            #expect(now.contains("Chưa có tháng trọn vẹn nào") && now.contains("việc đang làm"))
        }
        site.clock.advance(days: 50)
        try await site.rate(
            desk: "XH-1", on: "2027-01-20", answers: Array(repeating: "3", count: 19) + ["1"], of: 40, from: 900)
        site.clock.advance(days: 10)
        #expect(site.store.today.description == "2027-02-08")
        let later = try await site.signedIn(.manager, "lanh")
        try await site.application().test(.router) { client async throws in
            let html = try await client.get(address, later.headers).text
            let task = try #require(html.components(separatedBy: "<article").first { $0.contains("id=\"task-1\"") })
            // From 10 of 20 in November to 19 of 20 in January.
            #expect(
                task.contains(
                    "Trước và sau: tốt lên rõ rệt. Từ 50,0\u{A0}% (n\u{A0}=\u{A0}20) đến 95,0\u{A0}% (n\u{A0}=\u{A0}20), +45,0"
                ))
            #expect(task.contains("<svg class=\"chart trend\"") && task.contains("quá hạn"))
            let months = ReadPage(html: task).rows("tháng 11/2026") + ReadPage(html: task).rows("tháng 1/2027")
            #expect(months.count == 2 && months[0].contains(">trước<") && months[1].contains(">sau<"))
            let step = "to=done&note=%C4%90%C3%A3+b%E1%BB%8F&csrf=\(later.csrf)"
            #expect(try await client.post("/manage/plan/tasks/1", step, later.headers).status == .seeOther)
            #expect(try await client.post("/manage/plan/tasks/1", step, later.headers).status == .conflict)
            let done = try await client.get(address, later.headers).text
            #expect(done.contains("Đã xong") && done.contains("<p>Đã bỏ</p>"))
            #expect(try site.store.verify() == [])
        }
    }

    @Test("a unit's figures are those of its row on the closed list, and hidden with it")
    func published() async throws {
        let site = try await site()
        let catalogue = try site.store.catalogue()
        let units = ["37", "14122", "14089"].compactMap { catalogue.units(code: $0).first }
        let month = try #require(Month("2026-11"))
        let rows = try await site.store.unitFigures(units, in: .month(month))
        let figures = try await site.store.releasedFigures()
        for unit in units {
            let table = TableRequest(rows: .unit, period: .month(month))
            let cell = figures.cell(.unit(unit.id), in: table)
            #expect(rows[unit.id]?.counts.answers == cell?.counts.answers ?? 0)
            #expect(rows[unit.id]?.isSuppressed == (cell == nil))
        }
        #expect(units.map { rows[$0.id]?.counts.completed } == [80, 40, 40])
        try await site.store.set("small_cell", to: "30", by: "test")
        let hidden = try await site.store.unitFigures(units, in: .month(month))
        #expect(hidden[units[1].id]?.isSuppressed == true && hidden[units[1].id]?.counts.levels.isEmpty == true)
        #expect(hidden[units[1].id]?.counts.satisfied == 0)
    }
}
