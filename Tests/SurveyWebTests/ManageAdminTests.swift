import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyQR
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct ManageAdminTests {
    @Test("settings, accounts and the trail are for admins alone")
    func roles() async throws {
        let site = try await TestSite()
        let manager = try await site.cookie(.manager)
        let admin = try await site.cookie(.admin)
        try await site.application().test(.router) { client async throws in
            for path in ["/manage/settings", "/manage/accounts", "/manage/audit"] {
                #expect(try await client.get(path, manager).status == .forbidden)
                #expect(try await client.get(path, admin).status == .ok)
            }
        }
    }

    @Test("a setting is set and told in the trail; a bad value comes back; a form without the token changes nothing")
    func settings() async throws {
        let site = try await TestSite()
        let admin = try await site.signedIn(.admin, "quantri")
        try await site.application().test(.router) { client async throws in
            let form = "name=small_cell&value=7&csrf=\(admin.csrf)"
            #expect(try await client.post("/manage/settings", form, admin.headers).status == .seeOther)
            #expect(try site.store.settings().smallCell == 7)
            let bad = try await client.post(
                "/manage/settings", "name=small_cell&value=1&csrf=\(admin.csrf)", admin.headers)
            #expect(bad.status == .unprocessableContent && bad.text.contains("small_cell"))
            #expect(
                try await client.post("/manage/settings", "name=small_cell&value=9", admin.headers).status == .forbidden
            )
            #expect(try site.store.settings().smallCell == 7)
            let trail = try await client.get("/manage/audit", admin.headers).text
            #expect(trail.contains("<td>quantri</td><td>đổi thiết lập</td><td>small_cell</td>"))
        }
    }

    @Test("a logo that is no PNG and a digest's folder that is none are refused with the file's name, and not kept")
    func settingFiles() async throws {
        let site = try await TestSite()
        let admin = try await site.signedIn(.admin, "quantri")
        // The trail takes no path with what may be a token in it, and the site's own folder is named at random.
        let folder = FileManager.default.temporaryDirectory.appending(path: "logos-\(Int.random(in: 1...99_999))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = folder.appending(path: "logo.txt").path
        try Data("no picture".utf8).write(to: URL(filePath: text))
        let logo = folder.appending(path: "logo.png").path
        let token = try site.dossier()
        let png = try PrintedQR(SurveyLink(base: "http://127.0.0.1:8080", token: token), dpi: 203).png()
        try png.write(to: URL(filePath: logo))
        try await site.application().test(.router) { client async throws in
            func set(_ name: String, _ value: String) async throws -> TestResponse {
                try await client.post(
                    "/manage/settings", "name=\(name)&value=\(value)&csrf=\(admin.csrf)", admin.headers)
            }
            for (name, path) in [
                ("office_logo", text), ("office_logo", "/no/such/logo.png"), ("office_logo", "/dev/zero"),
                ("office_logo", folder.path), ("digest_folder", text), ("digest_folder", text + "/below"),
            ] {
                let bad = try await set(name, path)
                #expect(bad.status == .unprocessableContent, "\(name) \(path)")
                let file = path.replacing("/below", with: "")
                #expect(ReadPage(html: bad.text).html.contains("\(name): ") && bad.text.contains(file))
                #expect(try site.store.settings()[name].isEmpty)
            }
            #expect(try await set("office_logo", logo).status == .seeOther)
            // The service may run in another folder than whoever typed the path.
            let here = URL(filePath: FileManager.default.currentDirectoryPath).pathComponents.count - 1
            let relative = String(repeating: "../", count: here) + logo.dropFirst()
            #expect(try await set("office_logo", relative).status == .seeOther)
            #expect(try site.store.settings()["office_logo"] == logo)
            #expect(try await set("digest_folder", folder.path + "/new/digests").status == .seeOther)
        }
        #expect(try site.store.settings().officeLogo == logo)
    }

    @Test("an account is added, disabled and given a password, each in the trail")
    func accounts() async throws {
        let site = try await TestSite()
        let admin = try await site.signedIn(.admin, "quantri")
        try await site.application().test(.router) { client async throws in
            func send(_ form: String) async throws -> HTTPResponse.Status {
                try await client.post("/manage/accounts", "\(form)&csrf=\(admin.csrf)", admin.headers).status
            }
            #expect(try await send("do=add&name=hoa&role=manager&units=14122&desks=&password=long+enough") == .seeOther)
            #expect(try await site.store.account(named: "hoa")?.units == ["14122"])
            #expect(try await send("do=add&name=hoa&role=manager&password=long+enough") == .conflict)
            #expect(try await send("do=password&name=hoa&password=another+long+one") == .seeOther)
            #expect(try await site.store.signIn("hoa", password: "another long one") != nil)
            #expect(try await send("do=state&name=hoa&disabled=1") == .seeOther)
            #expect(try await site.store.account(named: "hoa")?.isDisabled == true)
            #expect(try await send("do=state&name=quantri&disabled=1") == .conflict)
            let trail = try await client.get("/manage/audit", admin.headers).text
            for act in ["thêm tài khoản", "đổi mật khẩu", "khóa tài khoản"] {
                #expect(trail.contains("<td>quantri</td><td>\(act)</td><td>hoa</td>"))
            }
        }
    }

    @Test("an API key is shown once, works, and is revoked")
    func keys() async throws {
        let site = try await TestSite()
        let admin = try await site.signedIn(.admin, "quantri")
        try await site.application().test(.router) { client async throws in
            let made = try await client.post(
                "/manage/keys", "do=add&name=ke&scope=report&scope=print&csrf=\(admin.csrf)", admin.headers)
            let key = try #require(made.text.firstMatch(of: /hl_[A-Za-z0-9_-]+/)).output
            #expect(try await site.store.apiKey(String(key))?.scopes == [.report, .print])
            #expect(try await !client.get("/manage/accounts", admin.headers).text.contains(key))
            let form = "do=revoke&name=ke&csrf=\(admin.csrf)"
            #expect(try await client.post("/manage/keys", form, admin.headers).status == .seeOther)
            #expect(try await site.store.apiKeys().first?.isRevoked == true)
        }
    }

    @Test("an account whose unit has ended is offered its successor, and nobody gets everything by an empty form")
    func scope() async throws {
        let site = try await TestSite()
        try site.load(
            .communes,
            """
            code,name,parent_code,level,valid_from,valid_to,successor_code
            14119,Xã Xuân Bắc,37,commune,,2025-07-01,14122

            """)
        let admin = try await site.signedIn(.admin, "quantri")
        let manager = try await site.signedIn(.manager, "bac", units: ["14119"])
        try await site.application().test(.router) { client async throws in
            func send(_ form: String) async throws -> TestResponse {
                try await client.post("/manage/accounts", "do=scope&\(form)&csrf=\(admin.csrf)", admin.headers)
            }
            let page = try await client.get("/manage/accounts", admin.headers).text
            #expect(page.contains("Đã kết thúc: 14119."))
            #expect(page.contains("name=units value=\"14122\""))
            #expect(try await send("name=bac&units=&desks=").status == .unprocessableContent)
            #expect(try await send("name=bac&units=99999&desks=").status == .unprocessableContent)
            #expect(try await send("name=nobody&units=14122").status == .notFound)
            #expect(try await site.store.account(named: "bac")?.units == ["14119"])
            #expect(try await send("name=bac&units=14122&desks=XH-1").status == .seeOther)
            let account = try #require(try await site.store.account(named: "bac"))
            #expect(account.units == ["14122"] && account.desks == ["XH-1"])
            // Whoever was signed in with the old scope is not any more.
            #expect(try await client.get("/manage/comparison", manager.headers).status == .seeOther)
            #expect(!(try await client.get("/manage/accounts", admin.headers).text.contains("Đã kết thúc")))
            #expect(try await send("name=bac&everything=1").status == .seeOther)
            #expect(try await site.store.account(named: "bac")?.units == [])
            let trail = try await client.get("/manage/audit", admin.headers).text
            #expect(trail.contains("<td>đổi phạm vi tài khoản</td><td>bac</td>") && trail.contains("14122 XH-1"))
        }
    }

    @Test("every kind of act in the trail has words in both languages, and its details are read as pairs")
    func acts() async throws {
        let site = try await TestSite()
        let renderer = try Renderer(configuration: site.configuration(), pages: [])
        for language in Language.own {
            let texts = try renderer.texts("manage", language)
            for action in AuditAct.Action.allCases {
                #expect(texts.table["act.\(action.rawValue)"]?.isEmpty == false, "\(action) \(language)")
            }
        }
        let admin = try await site.signedIn(.admin, "quantri")
        try await site.store.set("small_cell", to: "7", by: "quantri")
        try await site.application().test(.router) { client async throws in
            let trail = try await client.get("/manage/audit?lang=en", admin.headers).text
            #expect(trail.contains("<td>setting changed</td><td>small_cell</td><td>value: 7</td>"), "\(trail)")
        }
    }

    @Test("every detail that the trail's entries have is named in both languages, wherever in the code it is written")
    func detailNames() async throws {
        let site = try await TestSite()
        let copy = try Site(store: site.store, configuration: site.configuration())
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources").standardized
        var names: Set = ["note", "rows", "created", "updated", "before", "scope"]
        for kind in ImportKind.allCases where kind != .dossiers && kind != .situation {
            names.formUnion(kind.requiredColumns)
            names.formUnion(kind.optionalColumns)
        }
        let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
        for file in files {
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            guard text.contains("AuditAct(") else { continue }
            // `details: [ … ]`, `details = [ … ]`, in which a value may have brackets of its own, and `details["…"] =`.
            for list in text.matches(of: /((?:details:|details =) \[(?:[^\[\]]|\[[^\[\]]*\])*\])/) {
                for name in list.output.1.matches(of: /"([a-z_]+)":/) { names.insert(String(name.output.1)) }
            }
            for name in text.matches(of: /details\["([a-z_]+)"\]/) { names.insert(String(name.output.1)) }
        }
        #expect(names.isSuperset(of: ["criterion", "opened", "ended_desks", "permille", "scopes", "after", "act"]))
        for language in Language.own {
            let texts = try copy.renderer.texts("manage", language)
            #expect(names.filter { texts.table["detail.\($0)"] == nil } == [], "\(language)")
            for name in ["service", "operator", "demo"] { #expect(texts.table["actor.\(name)"] != nil) }
        }
        let words = AuditWords(
            texts: try copy.renderer.texts("manage", .vietnamese), questionnaires: copy.questionnaires)
        var chain = AuditChain()
        func entry(_ act: AuditAct) -> AuditEntry { chain.append(act, by: "service", at: 0) }
        let followUp = entry(
            try AuditAct(
                .plan, subject: "follow-up XH-1",
                details: ["month": "2026-07", "reason": "trips", "state": "in_hand", "note": ""]))
        #expect(words.actor(followUp.actor) == "hệ thống" && words.subject(of: followUp) == "việc theo dõi XH-1")
        let details = words.details(of: followUp)
        #expect(details.hasPrefix("kỳ: tháng 7/2026; lý do: ") && details.hasSuffix("; trạng thái: Đang xử lý"))
        #expect(!details.contains("trips"))
        let figure = entry(
            try AuditAct(.figure, subject: "14122", details: ["index": "6", "kind": "verified", "points": "1.0"]))
        #expect(words.details(of: figure) == "chỉ số: 6; loại: Thẩm định; điểm: 1,0")
    }
}
