import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct ManageCatalogueTests {
    private func post(
        _ client: some TestClientProtocol, _ path: String, _ form: String, _ session: SignInSession
    ) async throws -> TestResponse {
        try await client.post(path, "\(form)&csrf=\(session.csrf)", session.headers)
    }

    @Test("the catalogue is changed by admins alone, with the form's token, and each change is in the trail")
    func roles() async throws {
        let site = try await TestSite()
        let manager = try await site.signedIn(.manager, "hoa")
        let admin = try await site.signedIn(.admin, "quantri")
        try await site.application().test(.router) { client async throws in
            for path in ["/manage/catalogue/change?kind=desks", "/manage/catalogue/merger"] {
                #expect(try await client.get(path, manager.headers).status == .forbidden)
                #expect(try await client.get(path, admin.headers).status == .ok)
            }
            let form = "kind=desks&act=add&code=XH-2&name=Quầy+2&unit_code=14122&valid_from=2026-12-01"
            let change = "/manage/catalogue/change"
            #expect(try await post(client, change, form, manager).status == .forbidden)
            #expect(try await client.post(change, form, admin.headers).status == .forbidden)
            #expect(try site.store.catalogue().desks(code: "XH-2").isEmpty)
            #expect(try await post(client, change, form, admin).status == .seeOther)
            #expect(try site.store.catalogue().desks(code: "XH-2").first?.validity.from == Day("2026-12-01"))
            let entry = try #require(try await site.store.auditEntries(limit: 1).first)
            #expect(entry.action == "catalogue" && entry.actor == "quantri" && entry.subject == "XH-2")
            let list = try await client.get("/manage/catalogue", manager.headers).text
            #expect(list.contains("Quầy 2") && !list.contains("/manage/catalogue/change"))
        }
    }

    @Test("what the import refuses the page refuses too, beside the field, and keeps what was typed")
    func refused() async throws {
        let site = try await TestSite()
        let admin = try await site.signedIn(.admin, "quantri")
        try await site.application().test(.router) { client async throws in
            let bad = try await post(
                client, "/manage/catalogue/change",
                "kind=desks&act=add&code=XH-1&name=Quầy+khác&unit_code=99999&valid_from=", admin)
            #expect(bad.status == .unprocessableContent)
            #expect(bad.text.contains("không có trong danh mục đơn vị") && bad.text.contains("value=\"Quầy khác\""))
            let procedure = try await post(
                client, "/manage/catalogue/change",
                "kind=procedures&act=add&code=12&name=a&field=b&level=commune&valid_from=", admin)
            #expect(procedure.status == .unprocessableContent && procedure.text.contains("mã thủ tục không đúng dạng"))
            // Known already, with another name: history is not rewritten.
            let known = try await post(
                client, "/manage/catalogue/change",
                "kind=communes&act=add&code=14122&name=Xã+Khác&level=commune&parent_code=37&valid_from=", admin)
            #expect(known.status == .unprocessableContent && known.text.contains("lịch sử không sửa được"))
        }
    }

    @Test("a desk or procedure is ended, or succeeded by another from the same day on")
    func endAndSucceed() async throws {
        let site = try await TestSite()
        let admin = try await site.signedIn(.admin, "quantri")
        let change = "/manage/catalogue/change"
        try await site.application().test(.router) { client async throws in
            let page = try await client.get("\(change)?kind=desks&code=XH-1&since=", admin.headers).text
            #expect(page.contains("name=act value=\"succeed\"") && page.contains("value=\"Quầy 1 – Xã Xuân Hưng\""))
            let succeed =
                "kind=desks&act=succeed&row.code=XH-1&row.since=&valid_from=2026-12-01&code=XH-1&name=Quầy+số+1&unit_code=14122"
            #expect(try await post(client, change, succeed, admin).status == .seeOther)
            let desks = try site.store.catalogue().desks(code: "XH-1")
            #expect(desks.map(\.validity.to).contains(Day("2026-12-01")) && desks.count == 2)
            #expect(desks.contains { $0.name == "Quầy số 1" && $0.validity.from == Day("2026-12-01") })
            let end = "kind=procedures&act=end&row.code=1.001193&row.since=&valid_to=2027-01-01"
            #expect(try await post(client, change, end, admin).status == .seeOther)
            let procedure = try #require(try site.store.catalogue().procedures(key: "1.001193").first)
            #expect(procedure.validity.to == Day("2027-01-01"))
            #expect(try await post(client, change, end, admin).status == .seeOther)
            let other = end.replacing("2027-01-01", with: "2027-02-01")
            #expect(try await post(client, change, other, admin).status == .unprocessableContent)
        }
    }

    @Test("a merger is entered once: units end, desks move along or end, and every report follows")
    func merger() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        try await site.rate(
            desk: "XH-1", answers: ["3", "3", "2", "2", "1", "2", "3"], of: 8, from: 400)
        let admin = try await site.signedIn(.admin, "quantri")
        try await site.store.addAccount(
            "hoa", role: .manager, password: "long enough", units: ["14089"], desks: [], by: "test")
        let choice = "unit=14122&unit=14089&on=2026-11-22&code=14200&name=Xã+Trường+Hưng&level=commune&parent_code=37"
        try await site.application().test(.router) { client async throws in
            let preview = try await client.get("/manage/catalogue/merger?\(choice)", admin.headers).text
            #expect(preview.contains("Quầy 2 – Xã Xuân Trường") && preview.contains("<b>hoa</b>"))
            #expect(preview.contains("class=\"chart succession\"") && preview.contains(">Xã Trường</text>"))
            #expect(try site.store.catalogue().units(code: "14200").isEmpty)
            let ended = try #require(try site.store.catalogue().desks(code: "XT-2").first).id
            let saved = try await post(client, "/manage/catalogue/merger", "\(choice)&end=\(ended)", admin)
            #expect(saved.status == .seeOther)
            let catalogue = try site.store.catalogue()
            let day = try #require(Day("2026-11-22"))
            let new = try #require(catalogue.unit(code: "14200", on: day))
            for code in ["14122", "14089"] {
                let old = try #require(catalogue.units(code: code).first)
                #expect(old.validity.to == day && catalogue.today(old).id == new.id)
            }
            #expect(catalogue.desk(code: "XT-2", on: day) == nil)
            #expect(catalogue.desk(code: "XH-1", on: day)?.unitCode == "14200")
            #expect(catalogue.desk(code: "XH-1", on: day - 1)?.unitCode == "14122")
            // What was completed before the merger: one commune today, two at the time.
            let now = try await site.store.report(ReportRequest(by: .commune, boundaries: .now))
            #expect(now.rows.map(\.code) == ["14200"] && now.rows[0].counts.completed == 58)
            let then = try await site.store.report(ReportRequest(by: .commune, boundaries: .then))
            #expect(then.rows.map(\.code) == ["14089", "14122"])
            // A dossier of today finds the moved desk under its old code.
            try site.load(
                .dossiers,
                """
                dossier_code,desk_code,procedure_code,commune_code,completed_on,received_via,timeliness,digitised
                H40.18-241101-19999,XH-1,1.001193,,2026-11-23,direct,early,1

                """)
            let after = try await site.store.report(ReportRequest(by: .commune, boundaries: .now))
            #expect(after.rows.map(\.counts.completed) == [59])
            let page = try await client.get("/manage?by=commune&period=2026-11&boundaries=now", admin.headers).text
            #expect(page.contains("Xã Trường Hưng") && !page.contains(">Xã Xuân Hưng<"))
            let entry = try #require(try await site.store.auditEntries(limit: 2).last)
            #expect(entry.action == "catalogue" && entry.details.contains("\"from\":\"14122,14089\""))
            #expect(try site.store.verify().isEmpty)
        }
    }

    @Test("units may merge into one that keeps its code and takes a new name, or into one that stays as it is")
    func keptCode() async throws {
        let site = try await TestSite()
        try site.load(
            .communes, "code,name,parent_code,level\n14089,Xã Xuân Trường,37,commune\n14095,Xã Xuân Hồng,37,commune\n")
        let admin = try await site.signedIn(.admin, "quantri")
        let merger = "/manage/catalogue/merger"
        try await site.application().test(.router) { client async throws in
            let kept = "unit=14122&others=14095&on=2026-12-01&code=14122&name=Xã+Hưng+Hồng&level=commune&parent_code=37"
            #expect(try await post(client, merger, kept, admin).status == .seeOther)
            let day = try #require(Day("2026-12-01"))
            var catalogue = try site.store.catalogue()
            #expect(catalogue.unit(code: "14122", on: day)?.name == "Xã Hưng Hồng")
            #expect(catalogue.unit(code: "14122", on: day - 1)?.name == "Xã Xuân Hưng")
            // The desk stays at the code: it needs no new row.
            #expect(catalogue.desks(code: "XH-1").count == 1)
            #expect(catalogue.unit(of: catalogue.desks(code: "XH-1")[0], on: day)?.name == "Xã Hưng Hồng")
            let joined = "unit=14122&on=2027-01-01&code=14089&name=&level=commune&parent_code="
            #expect(try await post(client, merger, joined, admin).status == .seeOther)
            catalogue = try site.store.catalogue()
            #expect(catalogue.units(code: "14089").count == 1)
            #expect(catalogue.today(try #require(catalogue.units(code: "14095").first)).code == "14089")
            let nothing = try await post(
                client, merger, "on=2027-01-01&code=1&name=a&level=commune&parent_code=", admin)
            #expect(nothing.status == .unprocessableContent && nothing.text.contains("Chưa chọn đơn vị nào"))
        }
    }

    @Test(
        "a unit's name is in one line of the picture, or in two that are about as long",
        arguments: [
            ("Xã Xuân Giang", ["Xã Xuân Giang"]), ("Thị trấn Xuân Trường", ["Thị trấn", "Xuân Trường"]),
            ("Tỉnh Ninh Bình", ["Tỉnh", "Ninh Bình"]), ("Xã Xuân Trường", ["Xã Xuân", "Trường"]),
            ("Mộtcáitênkhôngcóchỗngắt", ["Mộtcáitênkhô…"]), ("", [""]),
            ("Xã Nghĩa Đồng Nghĩa Lâm Nghĩa Sơn", ["Xã Nghĩa Đồng", "Nghĩa Lâm Ng…"]),
        ])
    func names(_ name: String, _ lines: [String]) {
        #expect(NameLines(name, longest: 13).lines == lines)
    }

    @Test("Xuân Trường's three eras are drawn: 20, 14 and 4 communes, each with the days and a table beside")
    func picture() throws {
        let example = QuestionnaireLibraryTests.root.appending(path: "Scripts/example/communes.csv")
        let families = UnitFamily.all(in: try ExampleUnits.catalogue(example)).filter { $0.last.level == .commune }
        #expect(families.map(\.last.name) == ["Xã Xuân Trường", "Xã Xuân Hồng", "Xã Xuân Giang", "Xã Xuân Hưng"])
        let changes = try [#require(Day("2024-09-01")), #require(Day("2025-07-01"))]
        let all = families.flatMap(\.units)
        #expect(all.count { $0.validity.contains(changes[0] - 1) } == 20)
        #expect(all.count { $0.validity.contains(changes[0]) } == 14)
        #expect(all.count { $0.validity.contains(changes[1]) } == 4)
        for family in families {
            let svg = SuccessionChart(family: family, title: "a", description: "b", language: .vietnamese).chart("f")
                .svg
            #expect(svg.components(separatedBy: "<rect").count - 1 == family.units.count)
            #expect(svg.components(separatedBy: "class=\"link\"").count - 1 == family.earlier.count)
            #expect(family.changes.allSatisfy { svg.contains($0.written(.vietnamese)) })
        }
    }

    @Test("the public list of procedures has every one with its field, as on a day, and marks the placeholders")
    func procedures() async throws {
        let site = try await TestSite()
        for name in ["procedures", "procedures-placeholders"] {
            let file = QuestionnaireLibraryTests.root.appending(path: "Scripts/example/\(name).csv")
            var lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
            lines.removeAll { $0.hasPrefix("1.001193") }
            try site.load(.procedures, lines.joined(separator: "\n") + "\n")
        }
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/procedures?on=2024-05-31").text
            #expect(html.contains("Cấp huyện: 248 thủ tục") && html.contains("Cấp xã: 102 thủ tục"))
            #expect(html.contains("Đăng ký khai sinh") && html.contains("1.001193") && html.contains("Hộ tịch"))
            let rows = html.components(separatedBy: "<tr").filter { $0.contains("<td class=code>") }
            #expect(rows.count { $0.contains("<td class=code>9.") } > 300)
            #expect(rows.allSatisfy { $0.contains("<td class=code>9.") == $0.contains("mục giữ chỗ, chưa có mã thật") })
            let district = try await client.get("/procedures?on=2024-05-31&level=district").text
            #expect(district.components(separatedBy: "<td class=code>").count - 1 == 248)
            let today = try await client.get("/procedures").text
            #expect(!today.contains("Cấp huyện:"))
            #expect(try await client.get("/procedures?on=x").status == .unprocessableContent)
        }
    }
}

/// The example's units alone.
enum ExampleUnits {
    static func catalogue(_ file: URL) throws -> Catalogue {
        var reader = CSVReader()
        var units: [AdministrativeUnit] = []
        let take = { (record: CSVReader.Record) in
            let fields = record.fields
            guard fields[0] != "code" else { return }
            units.append(
                AdministrativeUnit(
                    id: units.count, code: fields[0], name: fields[1], level: .init(rawValue: fields[2]) ?? .commune,
                    parentCode: fields[3], validity: Validity(from: Day(fields[4]), to: Day(fields[5])),
                    successorCode: fields[6].isEmpty ? nil : fields[6]))
        }
        try reader.read(Data(contentsOf: file), take)
        try reader.finish(take)
        return Catalogue(units: units, desks: [], procedures: [])
    }
}
