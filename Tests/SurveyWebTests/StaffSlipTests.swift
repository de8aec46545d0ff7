import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct StaffSlipTests {
    @Test(
        "no page tells whether a dossier was rated: reprint, conflict, void and void again are the same, byte for byte")
    func indistinguishable() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let tokens = [try site.dossier(1), try site.dossier(2)]
        try await site.store.markIssued(tokens.map(\.id))
        try await site.application().test(.router) { client in
            #expect(try await client.post("/\(tokens[0].text)", "overall=1").status == .seeOther)
            let steps = [
                ["act": "show"], ["day": "2026-11-19"], ["day": "2026-11-19", "confirm": "1"], ["act": "void"],
                ["act": "voidConfirmed"], ["act": "show"], ["act": "void"], ["day": "2026-11-19"],
            ]
            for (index, step) in steps.enumerated() {
                var answers: [String] = []
                for (number, token) in tokens.enumerated() {
                    let code = "H40.18-241101-\(10_001 + number)"
                    let page = try await client.post(
                        step["act"] == nil ? "/staff" : "/staff/slips",
                        StaffRegisterTests.form(officer, step.merging(["code": code]) { $1 }), officer.headers)
                    let text = page.text
                        .replacing(/data:image\/svg\+xml,[^"]+/, with: "IMAGE")
                        .replacing(token.text, with: "TOKEN").replacing(token.grouped, with: "TOKEN")
                        .replacing(code, with: "CODE")
                        // Lines of today's list: what was done, for both.
                        .replacing(/<tr><td class=code>.*/, with: "")
                    answers.append("\(page.status) \(text.split(separator: "\n").joined(separator: "\n"))")
                }
                #expect(answers[0] == answers[1], "step \(index): \(step)")
                #expect(answers[0].count > 500)
            }
        }
    }

    @Test("a slip is found by its dossier code, its typed code and the address in its QR, and nothing else")
    func found() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let token = try site.dossier(1)
        try await site.application().test(.router) { client in
            for (code, status) in [
                ("H40.18-241101-10001", HTTPResponse.Status.ok), ("h40.18-241101-10001%20", .ok),
                (token.grouped.lowercased(), .ok), ("http://127.0.0.1:8080/\(token.text)", .ok),
                ("H40.18-241101-10009", .notFound), ("hello", .unprocessableContent),
                (String(token.text.reversed()), .unprocessableContent),
            ] {
                let page = try await client.post(
                    "/staff/slips", "csrf=\(officer.csrf)&act=show&code=\(code)", officer.headers)
                #expect(page.status == status, "\(code)")
            }
            let file = try await client.post(
                "/staff/slips/file", "csrf=\(officer.csrf)&token=\(token.text)&file=pdf.a6", officer.headers)
            #expect(file.text.hasPrefix("%PDF"))
            let roll = try await client.post(
                "/staff/slips/file", "csrf=\(officer.csrf)&token=\(token.text)&file=escpos.58mm", officer.headers)
            #expect(roll.body.getBytes(at: 0, length: 2) == [0x1B, 0x40])
        }
    }

    @Test("a void slip no longer works, prints no more, and leaves an entry that names the desk and no dossier")
    func void() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let token = try site.dossier(1)
        try await site.application().test(.router) { client in
            let ask = try await client.post(
                "/staff/slips", "csrf=\(officer.csrf)&act=void&code=\(token.text)", officer.headers)
            #expect(ask.status == .ok)
            #expect(try await client.get("/\(token.text)").status == .ok)
            let done = try await client.post(
                "/staff/slips", "csrf=\(officer.csrf)&act=voidConfirmed&code=\(token.text)", officer.headers)
            #expect(done.text.contains("hủy phiếu"))
            #expect(try await client.get("/\(token.text)").status == .gone)
            let again = try await client.post(
                "/staff/slips", "csrf=\(officer.csrf)&act=show&code=\(token.text)", officer.headers)
            #expect(again.status == .gone)
        }
    }

    @Test("where a slip is gone, the counter stays around the page that says so and what to do")
    func gone() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let void = try site.dossier(1)
        try await site.store.void(void.id, by: "test")
        _ = try site.dossier(2, on: "2026-10-01")
        try await site.application().test(.router) { client in
            for (number, words) in [(1, "Phiếu của hồ sơ này đã bị hủy."), (2, "Phiếu của hồ sơ này đã hết hạn.")] {
                let code = "H40.18-241101-\(10_000 + number)"
                let token = try StaffRegisterTests.token(site, code)
                for (path, form) in [
                    ("/staff", "begin=1&code=\(code)"), ("/staff/slips", "act=show&code=\(code)"),
                    ("/staff/links", "code=\(code)"), ("/staff/slips/file", "token=\(token.text)&file=pdf.a6"),
                ] {
                    let page = try await client.post(path, "csrf=\(officer.csrf)&\(form)", officer.headers)
                    #expect(page.status == .gone, "\(path)")
                    #expect(page.text.contains(words) && page.text.contains("xin quét lại"), "\(path)")
                    #expect(page.text.contains("<nav>") && page.text.contains("href=\"/staff/links\""), "\(path)")
                    #expect(page.text.contains("<a class=button href=\"/staff\" autofocus>Hồ sơ tiếp theo</a>"))
                }
            }
        }
    }

    @Test("the page of a slip is light")
    func weight() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        try await site.application().test(.router) { client in
            let page = try await client.post("/staff", StaffRegisterTests.form(officer), officer.headers)
            #expect(page.text.utf8.count < 220_000, "\(page.text.utf8.count)")
        }
    }

    @Test("today's list has procedure and time, stays with its desk, and is gone at midnight")
    func list() throws {
        let slips = SlipsToday()
        let noon = 20_780.0 * 86_400 + 5 * 3600
        slips.note(.issued, 7, at: 1, now: noon)
        slips.note(.reprinted, 8, at: 1, now: noon + 61)
        #expect(slips.entries(at: 1, now: noon + 62).map(\.minute) == [721, 720])
        #expect(slips.entries(at: 1, now: noon + 62).map(\.procedureID) == [8, 7])
        #expect(slips.entries(at: 2, now: noon + 62).isEmpty)
        #expect(slips.entries(at: 1, now: noon + 12 * 3600).isEmpty)
        #expect(slips.entries(at: 1, now: noon).isEmpty)
    }

    @Test("neither the log nor the database has a dossier code or a token after a day's work at the counter")
    func noTraces() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let token = try StaffRegisterTests.token(site)
        try await site.application().test(.live) { client in
            let slip = try await client.post("/staff", StaffRegisterTests.form(officer), officer.headers)
            #expect(slip.status == .ok)
            for act in ["show", "void", "voidConfirmed"] {
                let form = "csrf=\(officer.csrf)&act=\(act)&code=\(StaffRegisterTests.code)"
                let page = try await client.post("/staff/slips", form, officer.headers)
                #expect(page.status == .ok)
            }
        }
        try await site.store.close()
        var traces = [site.log.text]
        for file in try FileManager.default.contentsOfDirectory(at: site.folder, includingPropertiesForKeys: nil) {
            traces.append(String(decoding: try Data(contentsOf: file), as: UTF8.self))
        }
        #expect(traces.count >= 2)
        for trace in traces {
            #expect(!trace.contains(StaffRegisterTests.code) && !trace.contains("261123-0001"))
            #expect(!trace.contains(token.text) && !trace.contains(token.grouped))
        }
    }
}
