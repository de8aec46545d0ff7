import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

/// What a service looks like from its counters and phones for a month, by HTTP alone.
///
/// Seven desks of forty dossiers each are honest: phones of their own, answers of every kind, slips for most. The eighth is
/// what a test is about.
@Suite struct ManageHonestyTests {
    private static let page = "/manage/honesty?month=2026-11"
    private static let odd = "Quầy 8"

    /// One dossier of a desk and what becomes of it.
    private struct Visit {
        var timeliness = "on_time"
        var day = 20
        var hasSlip = true
        /// nil: no answer.
        var overall: String?
        /// Its phone; nil: one that keeps no cookie.
        var phone: String?
        var address = "100.64.0.1"
        /// At the desk's kiosk, where no phone is known.
        var isAtKiosk = false
        /// Registered in the minute before its answer.
        var isPrompt = false
    }

    /// A desk whose citizens answer for themselves.
    private func honest(_ random: inout SeededNumbers, visits: Int = 40, answering: Double = 0.6) -> [Visit] {
        (0..<visits).map { _ in
            var visit = Visit()
            visit.timeliness = Double.random(in: 0..<1, using: &random) < 0.25 ? "late" : "on_time"
            visit.day = Int.random(in: 2...20, using: &random)
            visit.hasSlip = Double.random(in: 0..<1, using: &random) < 0.85
            if visit.hasSlip, Double.random(in: 0..<1, using: &random) < answering {
                visit.overall = ["3", "3", "2", "2", "2", "1"].randomElement(using: &random)
                visit.phone = DeviceCookie(using: &random).text
            }
            return visit
        }
    }

    /// Seven honest desks and the eighth, from registration to answer, by HTTP; returns the manager's page and the
    /// eighth desk's own.
    private func month(seed: UInt64, eighth: (inout SeededNumbers) -> [Visit]) async throws -> (
        all: String, own: String
    ) {
        var random = SeededNumbers(seed)
        let site = try await TestSite()
        try site.load(
            .desks, "code,name,unit_code\n" + (1...8).map { "Q-\($0),Quầy \($0),14122" }.joined(separator: "\n") + "\n")
        let key = try await site.store.addAPIKey("mot-cua", scopes: [.register, .print], by: "test")
        var desks = (1...7).map { _ in honest(&random) }
        desks.append(eighth(&random))
        let visits = desks.enumerated().flatMap { desk, visits in visits.map { (desk: desk + 1, visit: $0) } }
        return try await site.application { $0.trustedProxies = [Network("127.0.0.1/32")].compactMap { $0 } }
            .test(.live) { client async throws in
                for (number, (desk, visit)) in visits.enumerated() where !visit.isPrompt {
                    try await register(number, desk, visit, key, client)
                }
                site.clock.advance(days: 1)
                for (number, (desk, visit)) in visits.enumerated() {
                    if visit.isPrompt { try await register(number, desk, visit, key, client) }
                    guard let overall = visit.overall else { continue }
                    if visit.isAtKiosk {
                        try await enter(number, desk, overall, site, client)
                    } else {
                        try await answer(number, overall, visit, site, client)
                    }
                }
                let manager = try await site.cookie(.manager)
                let all = try await client.get(Self.page, manager)
                let own = try await client.get("\(Self.page)&desk=Q-8", manager)
                #expect(all.status == .ok && own.status == .ok)
                return (all.text, own.text)
            }
    }

    private func code(_ number: Int) -> String { "H40.18-241101-\(number + 10_000)" }

    private func register(
        _ number: Int, _ desk: Int, _ visit: Visit, _ key: String, _ client: some TestClientProtocol
    ) async throws {
        let day = visit.day < 10 ? "0\(visit.day)" : "\(visit.day)"
        let body = """
            {"dossier_code": "\(code(number))", "desk_code": "Q-\(desk)", "procedure_code": "1.001193",
             "completed_on": "2026-11-\(day)", "received_via": "direct", "timeliness": "\(visit.timeliness)",
             "digitised": true}
            """
        let made = try await client.executeRequest(
            uri: "/api/v1/dossiers", method: .post,
            headers: [.authorization: "Bearer \(key)", .contentType: "application/json"], body: .init(string: body))
        #expect(made.status == .created)
        guard visit.hasSlip else { return }
        let token = try #require(made.text.firstMatch(of: /"token"\s*:\s*"([^"]+)"/)).output.1
        let slip = try await client.get(
            "/api/v1/slips/\(token.replacing("-", with: "")).svg?qr=1", [.authorization: "Bearer \(key)"])
        #expect(slip.status == .ok)
    }

    private func answer(
        _ number: Int, _ overall: String, _ visit: Visit, _ site: TestSite, _ client: some TestClientProtocol
    ) async throws {
        let token = site.store.keyRing.newest.token(for: try DossierCode(code(number)))
        var headers = HTTPFields()
        if let phone = visit.phone { headers[.cookie] = "\(Cookies.device)=\(phone)" }
        if let forwarded = HTTPField.Name("X-Forwarded-For") { headers[forwarded] = visit.address }
        #expect(try await client.post("/\(token.text)", "overall=\(overall)", headers).status == .seeOther)
    }

    /// Sends an answer from the desk's kiosk.
    private func enter(
        _ number: Int, _ desk: Int, _ overall: String, _ site: TestSite, _ client: some TestClientProtocol
    ) async throws {
        let token = site.store.keyRing.newest.token(for: try DossierCode(code(number)))
        let place = try #require(try site.store.catalogue().desks(code: "Q-\(desk)").first)
        let pass = KioskPass(.cookie, desk: place, keyRing: site.store.keyRing, now: site.store.now()).text
        let csrf = FormToken(cookie: pass, keyRing: site.store.keyRing).text
        let answer = try await client.post(
            "/kiosk/Q-\(desk)", "csrf=\(csrf)&token=\(token.text)&overall=\(overall)",
            [.cookie: "\(Cookies.kiosk)=\(pass)"])
        #expect(answer.status == .seeOther)
    }

    /// What the table says of a desk.
    private func row(_ desk: String, _ html: String) throws -> String {
        try #require(ReadPage(html: html).rows(desk).first, "\(desk)")
    }

    private let quiet = "không có gì khác thường"

    @Test("an officer who scans twenty slips with one phone is found, with the satisfaction beside it that is left")
    func scanning() async throws {
        let (all, own) = try await month(seed: 1) { random in
            let phone = DeviceCookie(using: &random).text
            return honest(&random, answering: 0.4)
                + (0..<20).map { _ in Visit(overall: "3", phone: phone, isPrompt: false) }
        }
        let row = try row(Self.odd, all)
        #expect(row.contains("Nhiều câu trả lời từ một thiết bị: 17 trên"), "\(row)")
        #expect(own.contains("<b>khác hẳn các quầy khác</b>") || own.contains("<b>đáng lưu ý</b>"))
        // Every signal is explained, with what is usual across desks; no network is the office's here.
        for signal in HonestySignal.allCases where signal != .officeNetwork {
            let row = try self.row(signal.name.vi, own)
            #expect(row.contains(signal.explanation.vi), "\(signal)")
            #expect(row.contains("trung vị") || signal == .missingOnBadDays, "\(row)")
        }
        // 17 doubtful answers and those of the citizens are each enough to be shown apart.
        #expect(!row.contains("quá ít") && row.components(separatedBy: "khoảng tin cậy").count == 3)
        for desk in 1...7 { #expect(try self.row("Quầy \(desk)", all).contains(quiet), "\(desk)") }
        // What stands out stands first.
        #expect(
            all.range(of: ">Quầy 8<").map(\.lowerBound) ?? all.endIndex < all.range(of: ">Quầy 1<")?.lowerBound
                ?? all.startIndex)
    }

    @Test("a phone passed around at the counter, each slip answered as it is printed, is found")
    func passedAround() async throws {
        let (all, _) = try await month(seed: 2) { random in
            let phone = DeviceCookie(using: &random).text
            return honest(&random, visits: 20)
                + (0..<24).map { number in
                    Visit(overall: number % 5 == 0 ? "2" : "3", phone: phone, isPrompt: true)
                }
        }
        let row = try row(Self.odd, all)
        #expect(
            row.contains("Nhiều câu trả lời từ một thiết bị") && row.contains("Trả lời ngay sau khi đăng ký"), "\(row)")
        for desk in 1...7 { #expect(try self.row("Quầy \(desk)", all).contains(quiet), "\(desk)") }
    }

    @Test("an officer who enters slips at the kiosk as they are printed is found without any device being known")
    func kiosk() async throws {
        let (all, own) = try await month(seed: 5) { random in
            honest(&random, answering: 0.4)
                + (0..<20).map { _ in Visit(overall: "3", isAtKiosk: true, isPrompt: true) }
        }
        let row = try row(Self.odd, all)
        #expect(row.contains("Trả lời ngay sau khi đăng ký"), "\(row)")
        #expect(own.contains("<b>khác hẳn các quầy khác</b>") || own.contains("<b>đáng lưu ý</b>"))
        for desk in 1...7 { #expect(try self.row("Quầy \(desk)", all).contains(quiet), "\(desk)") }
    }

    @Test("slips withheld from those whose dossier is late are found, without a single answer being doubtful")
    func withheld() async throws {
        let (all, own) = try await month(seed: 3) { random in
            honest(&random, visits: 80).map { visit in
                var visit = visit
                if visit.timeliness == "late", Double.random(in: 0..<1, using: &random) < 0.9 {
                    visit.hasSlip = false
                    visit.overall = nil
                }
                return visit
            }
        }
        let row = try row(Self.odd, all)
        #expect(row.contains("Phát ít phiếu vào ngày có hồ sơ quá hạn: hồ sơ quá hạn được phát phiếu"), "\(row)")
        #expect(own.contains("<b>đáng lưu ý</b>") || own.contains("<b>khác hẳn các quầy khác</b>"))
        for desk in 1...7 { #expect(try self.row("Quầy \(desk)", all).contains(quiet), "\(desk)") }
    }

    @Test("a busy honest desk whose citizens share one Wi-Fi and one model of phone stands out in nothing")
    func busy() async throws {
        let (all, own) = try await month(seed: 4) { random in
            // One address for all; of ten phones three keep no cookie, as that model's browser does; and a family or two
            // answer for all of theirs.
            var visits = honest(&random, visits: 160, answering: 0.8)
            let family = DeviceCookie(using: &random).text
            for index in visits.indices where visits[index].overall != nil {
                visits[index].address = "10.1.2.3"
                if index % 10 < 3 { visits[index].phone = nil }
                if index < 6 { visits[index].phone = family }
            }
            return visits
        }
        #expect(try row(Self.odd, all).contains(quiet))
        #expect(!own.contains("<b>đáng lưu ý</b>") && !own.contains("<b>khác hẳn các quầy khác</b>"))
        for desk in 1...7 { #expect(try row("Quầy \(desk)", all).contains(quiet), "\(desk)") }
    }

    @Test("a desk with too few answers has no signal of theirs, and managers see the desks of their scope alone")
    func small() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        let all = try await site.cookie(.manager)
        let other = try await site.cookie(.manager, units: ["14089"])
        try await site.application().test(.router) { client async throws in
            let html = try await client.get(Self.page, all).text
            #expect(try row("Quầy 1 – Xã Xuân Hưng", html).contains("12 câu trả lời"))
            let few = try row("Quầy 1 – Xã Xuân Trường", html)
            #expect(few.contains("chưa đủ câu trả lời") && !few.contains("khoảng"))
            // Slips ÷ completed alone, which is of dossiers.
            #expect(few.matches(of: /[0-9]\u{A0}%/).count == 1)
            #expect(few.contains("data-label=\"Tỷ lệ trả lời\">–<"))
            #expect(try row("Quầy 1 – Xã Xuân Hưng", html).contains("data-label=\"Tỷ lệ trả lời\">60,0\u{A0}%<"))
            let own = try await client.get("\(Self.page)&desk=XT-1", all).text
            #expect(!own.contains("trên 4") && !own.contains("trên 3"))
            let limited = try await client.get(Self.page, other).text
            #expect(!limited.contains("Xuân Hưng") && limited.contains("Quầy 2 – Xã Xuân Trường"))
            #expect(try await client.get("\(Self.page)&desk=XH-1", other).status == .forbidden)
        }
    }
}

/// Random numbers that are the same in every run: SplitMix64.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
