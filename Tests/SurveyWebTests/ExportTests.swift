import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import OwnThread
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite(.ownThread) struct ExportTests {
    private func filled() async throws -> TestSite {
        let site = try await TestSite()
        try await site.fillForManagers()
        return site
    }

    @Test("the overview as a sheet: numbers are numbers, what is hidden is empty, the total is last")
    func overview() async throws {
        let site = try await filled()
        let manager = try await site.cookie(.manager)
        let path = "/manage?by=desk&period=2026-11&boundaries=now"
        try await site.application().test(.router) { client async throws in
            let page = try await client.get(path, manager).text
            #expect(page.contains("href=\"\(path.replacing("&", with: "&amp;"))&amp;format=xlsx\""))
            let answer = try await client.get(path + "&format=xlsx", manager)
            #expect(
                answer.headers[.contentDisposition] == "attachment; filename=\"hailong-desk-2026-11.xlsx\"")
            let sheet = try ReadSheet(answer)
            #expect(sheet.text("A2") == "XH-1" && sheet.number("D2") == 20 && sheet.number("N2") == 12)
            #expect(sheet.format("P2") == "0.0%" && abs((sheet.number("P2") ?? 0) - 11.0 / 12) < 1e-12)
            #expect(sheet.text("A3") == "XT-1" && sheet.kind("N3") == nil && sheet.kind("P3") == nil)
            #expect(sheet.number("T3") == 1)
            #expect(sheet.text("B5") == "Tổng cộng" && sheet.number("D5") == 50)
            #expect(sheet.orientation == "landscape" && sheet.titles.contains("1"))
            // Twenty-five columns are too many for one page: they go on by whole ones, code and name beside them.
            #expect(!sheet.isOnePageWide && sheet.titleColumns.contains("$A:$B"))
            #expect(sheet.columnBreaks.count == 1 && sheet.columnBreaks.allSatisfy { (5..<25).contains($0) })
            #expect(sheet.printArea.hasSuffix("$A$1:$Y$5") && (sheet.widths["B"] ?? 0) > 20)
            #expect(sheet.lines[1].hasPrefix("XH-1,Quầy 1 – Xã Xuân Hưng,,20,20,0,0,20,"))
            let csv = try await client.get(path + "&format=csv", manager).text
            let lines = csv.split(separator: "\n").map(String.init)
            #expect(csv.hasPrefix("\u{FEFF}Mã,Tên,") && lines.count == 5)
            #expect(lines[1].hasSuffix(",12,11,0.9167,0.6461,0.9851,0.6,0,0.6,\(site.store.today),20,,0.6"))
            #expect(lines[2].hasSuffix(",,,,,,,1,0.0,,,,"))
        }
    }

    @Test("a scope's files have its rows alone and its own total; another's are refused, as the pages are")
    func scope() async throws {
        let site = try await filled()
        let limited = try await site.cookie(.manager, units: ["14089"])
        let officer = try await site.cookie(.officer)
        try await site.application().test(.router) { client async throws in
            let path = "/manage?by=desk&period=2026-11&boundaries=now&format=csv"
            let csv = try await client.get(path, limited).text
            #expect(csv.contains("XT-1") && csv.contains("XT-2") && !csv.contains("XH-1") && !csv.contains("Tổng cộng"))
            #expect(csv.contains("Tổng của Xã Xuân Trường,") || csv.contains("Tổng của Xã Xuân Trường;"))
            for format in ["xlsx", "csv", "pdf"] {
                for path in [
                    "/manage?by=procedure&period=2026-11&boundaries=now", "/manage/desk/XH-1?since=&period=2026-11",
                    "/manage/comparison?by=procedure&period=2026-11",
                    "/manage/indices?unit=14122&since=&period=2026-11",
                ] {
                    #expect(try await client.get("\(path)&format=\(format)", limited).status == .forbidden)
                    #expect(try await client.get("\(path)&format=\(format)", officer).status == .forbidden)
                }
            }
            #expect(
                try await client.get("/manage?by=desk&period=2026-11&boundaries=now&format=ods", limited).status
                    == .unprocessableContent)
            let all = "/manage/indices?unit=14089&since=&period=2026-11&sheet=all&format=csv"
            let agencies = try await client.get(all, limited).text
            #expect(agencies.contains("Xã Xuân Trường") && !agencies.contains("Xã Xuân Hưng"))
        }
    }

    @Test("the agency sheet has nine indices, maximum, own and verified score, total, band and the three shares")
    func agency() async throws {
        let site = try await filled()
        try await site.rate(
            desk: "XH-1", answers: (0..<12).map { "\($0 % 3 + 1)&contacts=0&agencies=\($0 % 2)" }, of: 12, from: 500)
        let unit = try #require(try site.store.catalogue().units(code: "14122").first)
        let november = Period.month(Month(number: 2026 * 12 + 10))
        let own: [AgencyIndex] = [.agencyTime, .oneStop, .publicity, .conduct, .complaints]
        try await site.store.enter(
            own.map { AgencyPoints(index: $0, kind: .own, points: 2, note: "") }, unit: unit.id, period: november,
            by: "hoa")
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let address = "/manage/indices?unit=14122&since=&period=2026-11&format=xlsx"
            let unverified = try ReadSheet(try await client.get(address, manager))
            let line = try unverified.line("B", "Tổng điểm")
            #expect(unverified.number("D\(line)") == 15.5 && unverified.kind("E\(line)") == nil)
            #expect(unverified.text("D\(line + 1)") == "Xuất sắc" && unverified.kind("E\(line + 1)") == nil)
            try await site.store.enter(
                [AgencyPoints(index: .conduct, kind: .verified, points: 1, note: "có phản ánh")],
                unit: unit.id, period: november, by: "hoa")
            let sheet = try ReadSheet(try await client.get(address, manager))
            let answers = try sheet.line("B", "Số phiếu đánh giá")
            #expect(sheet.number("D\(answers)") == 24)
            #expect((1...9).allSatisfy { sheet.number("A\(answers + $0)") == Double($0) })
            #expect((1...9).allSatisfy { sheet.number("C\(answers + $0)") == 2 })
            #expect(sheet.number("D\(answers + 4)") == 1.5 && sheet.format("D\(answers + 4)") == "0.0")
            #expect(sheet.number("E\(answers + 7)") == 1)
            #expect(sheet.text("F\(answers + 7)")?.contains("có phản ánh") == true)
            // 2 + 2 + 2 + 1.5 + 2 + 2 + 2 + 2 + 0, and one less as verified.
            let total = try sheet.line("B", "Tổng điểm")
            #expect(sheet.number("D\(total)") == 15.5 && sheet.number("E\(total)") == 14.5)
            #expect(sheet.text("F\(total)") == "đã thẩm định 1/9 chỉ số, còn lại lấy điểm tự chấm")
            #expect(sheet.text("F\(answers + 1)")?.hasPrefix("tính từ ") == true)
            #expect(sheet.text("F\(answers + 1)")?.hasSuffix(" hồ sơ") == true)
            #expect(sheet.text("F\(answers + 4)") == "tính từ 12 câu trả lời")
            #expect(sheet.text("D\(total + 1)") == "Xuất sắc" && sheet.text("E\(total + 1)") == "Tốt")
            let share = try sheet.line("B", "Tỷ lệ không hài lòng")
            #expect(abs((sheet.number("D\(share)") ?? 0) - 5.0 / 24) < 1e-12 && sheet.format("D\(share)") == "0.0%")
            #expect(sheet.isOnePageWide && sheet.orientation == "portrait" && sheet.printArea.contains("$A$1:$F$"))
            #expect(sheet.lines.contains { $0.hasPrefix(",Tổng điểm,18,15.5,14.5,") })
            let all = try ReadSheet(try await client.get("/manage/indices?period=2026-11&format=xlsx", manager))
            let row = try all.line("B", "Xã Xuân Hưng")
            #expect(all.lines.contains { $0.contains(",Chỉ số 1,") && $0.contains(",Chỉ số 9,") })
            #expect(all.number("L\(row)") == 14.5 && all.text("M\(row)") == "Tốt" && all.number("N\(row)") == 1)
            let other = try all.line("B", "Xã Xuân Trường")
            #expect(all.kind("L\(other)") == nil && all.kind("M\(other)") == nil)
            let sum = try all.line("B", "Tổng cộng (trung bình)")
            #expect(all.number("O\(sum)") != nil && all.orientation == "landscape")
            #expect(all.merged.contains { $0.hasPrefix("C") && $0.contains(":K") })
        }
    }

    @Test("with Xuân Trường's figures the situation sheet has both rows of the district's report, percentages included")
    func situation() async throws {
        let site = try await TestSite()
        try site.load(
            .communes,
            "code,name,parent_code,level\n364,Huyện Xuân Trường,37,district\n14089,Xã Xuân Trường,364,commune\n")
        try site.load(.desks, "code,name,unit_code\nH-1,Một cửa huyện,364\nC-1,Một cửa xã,14089\n")
        try site.load(.procedures, "code,name,field,level\n1.001612,Đăng ký hộ kinh doanh,Hộ kinh doanh,district\n")
        try site.load(
            .situation,
            """
            unit_code,month,received_direct,received_online,received_post,carried_over,pending_in_time,pending_late,awaiting_supplement,ineligible
            364,2024-01,7,189,0,248,60,0,3,5
            364,2024-05,30,1200,0,63,86,0,26,10
            14089,2024-01,0,3000,0,0,9,0,0,2
            14089,2024-05,1,5209,0,9,0,0,0,4

            """)
        func dossiers(
            _ desk: String, _ procedure: String, _ agency: String, early: Int, onTime: Int, late: Int,
            digitised: Int
        ) throws {
            let all = early + onTime + late
            let rows = (0..<all).map { number in
                let timeliness = number < early ? "early" : number < early + onTime ? "on_time" : "late"
                return "\(agency)-240301-\(number + 10_000),\(desk),\(procedure),,2024-03-1\(number % 10),online,"
                    + "\(timeliness),\(number < digitised ? 1 : 0)"
            }
            try site.load(
                .dossiers,
                "dossier_code,desk_code,procedure_code,commune_code,completed_on,received_via,timeliness,digitised\n"
                    + rows.joined(separator: "\n") + "\n")
        }
        try dossiers("H-1", "1.001612", "H40.18", early: 1068, onTime: 479, late: 0, digitised: 1524)
        try dossiers("C-1", "1.001193", "H40.19", early: 7056, onTime: 1144, late: 2, digitised: 8184)
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let path = "/manage/situation?from=2024-01&to=2024-05&format="
            let sheet = try ReadSheet(try await client.get(path + "xlsx", manager))
            func numbers(_ name: String) throws -> [Double] {
                let line = try sheet.line("A", name)
                return "BCDEFGHIJKLMNOPQ".map { ((sheet.number("\($0)\(line)") ?? -1) * 1e9).rounded() / 1e9 }
            }
            #expect(
                try numbers("Cấp huyện")
                    == [1674, 1389, 37, 0, 248, 1547, 1068, 479, 0, 86, 86, 0, 26, 15, 1524, 0.985132515])
            #expect(
                try numbers("Cấp xã")
                    == [8210, 8209, 1, 0, 0, 8202, 7056, 1144, 2, 0, 0, 0, 0, 6, 8184, 0.997805413])
            let field = try sheet.line("A", "Hộ tịch")
            #expect(sheet.number("G\(field)") == 8202 && sheet.kind("B\(field)") == nil)
            #expect(sheet.lines.contains { $0.contains("Cấp huyện,") && $0.hasSuffix(",98.51%") })
            #expect(sheet.lines.contains { $0.contains("Cấp xã,") && $0.hasSuffix(",99.78%") })
            #expect(sheet.merged.contains { $0.hasPrefix("B") && $0.contains(":F") })
            let csv = try await client.get(path + "csv", manager).text
            // Districts and communes have no dossier in common: the last row is both together.
            #expect(
                try numbers("Tổng cộng")
                    == [9884, 9598, 38, 0, 248, 9749, 8124, 1623, 2, 86, 86, 0, 26, 21, 9708, 0.99579444])
            #expect(csv.contains("\nHộ tịch,") && csv.contains("\nTổng cộng,9884,"))
            #expect(csv.contains("Cấp huyện,1674,1389,37,0,248,1547,1068,479,0,86,86,0,26,15,1524,0.9851"))
            let html = try await client.get("/manage/situation?from=2024-01&to=2024-05", manager).text
            #expect(ReadPage(html: html).rows("Tổng cộng").count == 2)
            #expect(html.contains("(98,51\u{A0}%)") && html.contains("(99,78\u{A0}%)"))
        }
    }

    @Test("an example's label has a row of its own above the heads, which are as high as their words")
    func exampleLabel() async throws {
        let site = try await filled()
        try await site.store.set("example", to: "1", by: "test")
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let sheet = try ReadSheet(
                try await client.get("/manage?by=desk&period=2026-11&boundaries=now&format=xlsx", manager))
            #expect(sheet.text("A1") == "Dữ liệu ví dụ – không phải đánh giá thật" && sheet.text("B1") == nil)
            #expect(sheet.text("A2") == "Mã" && sheet.text("A3") == "XH-1" && sheet.number("N3") == 12)
            #expect((sheet.heights["2"] ?? 0) > 30 && sheet.titles.contains("1") && sheet.titles.contains("2"))
            #expect(sheet.printArea.hasSuffix("$A$1:$Y$6"))
        }
    }

    @Test("a unit's and a comparison's files have months as days and what is hidden empty")
    func unitAndComparison() async throws {
        let site = try await filled()
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let unit = try ReadSheet(
                try await client.get("/manage/desk/XH-1?since=&period=2026-11&boundaries=now&format=xlsx", manager))
            let november = try #require((2...20).first { unit.number("F\($0)") == 20 })
            let total = try unit.line("A", "tháng 11/2026")
            #expect(total > november && unit.number("E\(total)") == 12 && unit.kind("A\(total + 1)") == nil)
            #expect(unit.kind("A\(november)") == "d" && unit.text("A\(november)") == "2026-11-01")
            let rank = try await client.get("/manage/comparison?by=desk&period=2026-11&format=csv", manager).text
            let lines = rank.split(separator: "\n").map(String.init)
            #expect(lines[1].hasPrefix("1,Quầy 1 – Xã Xuân Hưng,"))
            #expect(lines.contains { $0.hasPrefix(",Quầy 1 – Xã Xuân Trường,,,,,,,,17,,") })
        }
    }

    @Test("the printed report has office, title, period, intervals, checkpoint, page number and room to sign, as text")
    func printed() async throws {
        let site = try await filled()
        try await site.store.set("office_name", to: "Trung tâm Phục vụ hành chính công xã Xuân Trường", by: "test")
        try await site.store.closeDay()
        site.clock.advance(days: 1)
        try await site.store.closeDay()
        let manager = try await site.cookie(.manager)
        try await site.application().test(.router) { client async throws in
            let paths = [
                "/manage?by=desk&period=2026-11&boundaries=now", "/manage/desk/XH-1?since=&period=2026-11",
                "/manage/comparison?by=desk&period=2026-11", "/manage/indices?period=2026-11",
                "/manage/indices?unit=14122&since=&period=2026-11", "/manage/situation?from=2026-10&to=2026-11",
                "/results?by=desk&period=2026-11&boundaries=now",
            ]
            for path in paths {
                let answer = try await client.get(path + "&format=pdf", manager)
                #expect(answer.headers[.contentType] == "application/pdf")
                let text = try pdfText(answer)
                for part in [
                    "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ XUÂN TRƯỜNG", "THỦ TRƯỞNG ĐƠN VỊ", "Trang 1/",
                    "Mốc kiểm chứng", "Độc lập – Tự do – Hạnh phúc",
                ] {
                    #expect(text.contains(part), "\(path) lacks \(part)")
                }
            }
            let text = try pdfText(try await client.get(paths[0] + "&format=pdf", manager))
            #expect(text.contains("TỶ LỆ HÀI LÒNG THEO QUẦY, THÁNG 11/2026"))
            #expect(["91,7 %", "64,6 %", "98,5 %"].allSatisfy(text.contains))
            #expect(text.contains("chưa đủ câu trả lời"))
        }
    }

    private func pdfText(_ answer: TestResponse) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString).pdf")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(answer.body.readableBytesView).write(to: file)
        let text = try ReadSheet.run("/usr/bin/env", ["pdftotext", file.path, "-"])
        return String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
