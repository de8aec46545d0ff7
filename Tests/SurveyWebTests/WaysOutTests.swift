import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import OwnThread
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

/// Every way out of figures, found in the router: two offices that differ in nothing but hidden answers must look the same
/// on each of them, to everybody, in every table and file.
@Suite(.ownThread) struct WaysOutTests {
    /// What a pattern of the router is asked as; a new one must be put here, or among ``withoutFigures``.
    private static let addresses: [String: [String]] = [
        "/manage": tables("/manage?by=desk", "/manage?by=commune", "/manage?by=procedure"),
        "/manage/desk/{code}": tables("/manage/desk/XT-1?since=", "/manage/desk/XH-1?since="),
        "/manage/commune/{code}": tables("/manage/commune/14089?since=", "/manage/commune/14122?since="),
        "/manage/procedure/{code}": tables("/manage/procedure/1.001193?since="),
        "/manage/comparison": tables(
            "/manage/comparison?by=desk", "/manage/comparison?by=commune", "/manage/comparison?by=procedure"),
        "/manage/heat": periods("/manage/heat?", files: true),
        "/manage/heat/cell": periods(
            "/manage/heat/cell?desk=XT-1&desk_since=&procedure=1.001193&procedure_since=", files: false),
        "/manage/comments": months(
            "/manage/comments?", "/manage/comments?desk=XT-1&since=", "/manage/comments?unit=14089&since=",
            "/manage/comments?unit=37&since="),
        "/manage/honesty": months("/manage/honesty?", "/manage/honesty?desk=XT-1&since="),
        "/manage/indices": periods("/manage/indices?", files: true)
            + periods("/manage/indices?unit=14089&since=", files: true)
            + periods("/manage/indices?unit=14089&since=&sheet=all", files: true),
        "/manage/situation": ["", "&format=csv", "&format=xlsx", "&format=pdf"].map {
            "/manage/situation?from=2026-10&to=2026-11\($0)"
        },
        "/manage/situation/entry": ["/manage/situation/entry?month=2026-11"],
        "/manage/follow-up": ["/manage/follow-up?show=active", "/manage/follow-up?show=all"],
        "/manage/follow-up/{id}": ["/manage/follow-up/1", "/manage/follow-up/2"],
        "/manage/plan": periods("/manage/plan?", files: false),
        "/results": tables("/results?by=desk", "/results?by=commune", "/results?by=procedure")
            + tables("/results?by=desk&unit=14089", "/results?by=commune&unit=37")
            + ["/results?by=commune&period=2026-11&boundaries=now&frame=1"],
        "/api/v1/report": ["level", "commune", "desk", "procedure", "none"].flatMap { by in
            [
                "", "&from=2026-11&to=2026-11", "&from=2026-10&to=2026-12", "&from=2026-01&to=2026-12",
                "&from=2026-11&to=2026-11&boundaries=then",
            ].map { "/api/v1/report?by=\(by)\($0)" }
        },
        // No figures of answers; but they can be asked just as well.
        "/": ["/"], "/procedures": ["/procedures"], "/robots.txt": ["/robots.txt"], "/healthz": ["/healthz"],
        "/manage/kiosks": ["/manage/kiosks"], "/manage/catalogue": ["/manage/catalogue"],
        "/manage/catalogue/change": ["/manage/catalogue/change"],
        "/manage/catalogue/merger": ["/manage/catalogue/merger"],
        "/manage/settings": ["/manage/settings"], "/manage/accounts": ["/manage/accounts"],
        "/manage/audit": ["/manage/audit"], "/staff": ["/staff"], "/staff/slips": ["/staff/slips"],
        "/staff/desk": ["/staff/desk"], "/staff/links": ["/staff/links"], "/staff/batch": ["/staff/batch"],
        "/staff/assisted": ["/staff/assisted"], "/api/v1/communes": ["/api/v1/communes"],
        "/api/v1/desks": ["/api/v1/desks"], "/api/v1/procedures": ["/api/v1/procedures"],
        "/api/v1/openapi.json": ["/api/v1/openapi.json"],
    ]

    /// Patterns that give no figures, and why they are not asked here.
    private static let withoutFigures = [
        "/{token}": "one dossier's form, or that there is none",
        "/thanks": "a cookie's receipt", "/receipt/{code}": "that a leaf is counted",
        "/kiosk/{desk}": "needs a started kiosk", "/static/{name}": "files of the program",
        "/staff/sign-in": "a form", "/metrics": "this machine only; counts requests",
        "/api/v1/slips/{token}.png": "a slip", "/api/v1/slips/{token}.svg": "a slip",
        "/api/v1/slips/{token}.pdf": "a slip", "/api/v1/slips/{token}.escpos": "a slip",
        "/api/v1/dossiers": "takes posts alone", "/manage/keys": "takes posts alone",
        "/manage/plan/targets": "takes posts alone", "/manage/plan/tasks": "takes posts alone",
        "/manage/plan/tasks/{id}": "takes posts alone", "/staff/batch/confirm": "takes posts alone",
        "/staff/sign-out": "takes posts alone", "/staff/slips/file": "takes posts alone",
    ]

    private static func periods(_ path: String, files: Bool) -> [String] {
        ["all", "2026", "2026-Q4", "2026-11", "2026-10"].flatMap { period in
            ([""] + (files ? ["&format=csv"] : [])).map { "\(path)&period=\(period)\($0)" }
        } + (files ? ["\(path)&period=2026-11&format=xlsx", "\(path)&period=2026-11&format=pdf"] : [])
    }

    private static func tables(_ paths: String...) -> [String] {
        paths.flatMap { path in
            ["then", "now"].flatMap { boundaries in
                AnswerSelection.allCases.flatMap { channel in
                    periods("\(path)&boundaries=\(boundaries)&channel=\(channel.rawValue)", files: false)
                }
            } + periods("\(path)&boundaries=now", files: true)
        }
    }

    private static func months(_ paths: String...) -> [String] {
        paths.flatMap { path in ["2026-11", "2026-10"].map { "\(path)&month=\($0)" } }
    }

    /// In what nobody may see offices differ.
    private enum Hidden {
        case plain
        /// The hidden answers of the second and the third desk change places.
        case swapped
        /// No answer is assisted: a hidden one lets another figure out with the next answer that comes.
        case unassisted
        /// After the figures were shown one more answer came to the third desk, and one on another scale to the first.
        case waiting
    }

    /// Three communes with a desk each. In November the first has twelve answers, the others a few each, all of which
    /// together may be shown; in October a reason that is followed up.
    ///
    private func office(_ hidden: Hidden) async throws -> TestSite {
        let swapped = hidden == .swapped
        let site = try await TestSite()
        try site.load(
            .communes, "code,name,parent_code,level\n14089,Xã Xuân Trường,37,commune\n14095,Xã Xuân Giang,37,commune\n")
        try site.load(
            .desks, "code,name,unit_code\nXT-1,Quầy Xã Xuân Trường,14089\nXG-1,Quầy Xã Xuân Giang,14095\n")
        let unhappy = Array(repeating: "1&reason=time&comment=L%C3%A2u", count: 6)
        try await site.rate(desk: "XH-1", on: "2026-10-28", answers: unhappy + ["2", "3", "3"], of: 20, from: 500)
        try await site.rate(
            desk: "XH-1", answers: ["3", "3", "2", "2", "2", "2", "3", "1", "3", "2", "2", "3"], of: 20)
        let four = ["1&reason=fee&contacts=2", "3&via=code&contacts=0", "1&conduct=1", "2&agencies=1"]
        let three = ["3", "3&conduct=3", "2"]
        try await site.rate(desk: "XT-1", answers: swapped ? three : four, of: 17, from: 200)
        try await site.rate(desk: "XG-1", answers: swapped ? four : three, of: 17, from: 300)
        guard hidden == .plain || swapped else { return try await close(site, hidden) }
        let assisted = Answer(
            questionnaire: "three-level/1", values: [.init(question: "overall", value: "1")], comment: nil)
        let token = site.store.keyRing.newest.token(
            for: try DossierCode("H40.18-241101-\((swapped ? 300 : 200) + 10_010)"))
        _ = try await site.store.submit(assisted, for: token.id, channel: .assisted)
        return try await close(site, hidden)
    }

    /// Shows the figures, lets what waits come in, sets targets and lets the months close.
    private func close(_ site: TestSite, _ hidden: Hidden) async throws -> TestSite {
        _ = try await site.store.releasedFigures()
        if hidden == .waiting {
            for (number, questionnaire) in [(305, "three-level/1"), (115, "five-level/1")] {
                let more = Answer(
                    questionnaire: questionnaire, values: [.init(question: "overall", value: "2")], comment: "Còn chờ")
                let id = site.store.keyRing.newest.token(for: try DossierCode("H40.18-241101-\(number + 10_000)")).id
                guard case .counted = try await site.store.submit(more, for: id, channel: .ownDevice) else {
                    Issue.record("an answer that waits was not counted")
                    continue
                }
            }
        }
        for (criterion, unit) in [(Criterion.coverage, "37"), (.satisfaction, "37"), (.response, "37")] {
            let id = try #require(try site.store.catalogue().units(code: unit).first?.id)
            try await site.store.setTarget(criterion, of: id, permille: 900, by: "test")
        }
        site.clock.advance(days: 75)
        try await site.store.closeDay()
        _ = try await site.store.openFollowUps(WorkingCalendar())
        return site
    }

    private struct Visitor {
        let name: String
        let headers: HTTPFields

        /// Whether there is anything for them to read, rather than a refusal.
        func reads(_ address: String) -> Bool {
            switch name {
            case "anybody": !["/manage", "/staff", "/api/v1/"].contains(where: address.hasPrefix)
            case "API": address.hasPrefix("/api")
            default: address.hasPrefix("/manage") || address.hasPrefix("/staff")
            }
        }
    }

    private func visitors(_ site: TestSite) async throws -> [Visitor] {
        var visitors = [Visitor(name: "anybody", headers: [:])]
        for (name, role, units) in [
            ("admin", Account.Role.admin, []), ("mot-xa", .manager, ["14089"]),
        ] {
            try await site.store.addAccount(
                name, role: role, password: "mật khẩu dài", units: units, desks: [], by: "test")
            let account = try #require(try await site.store.account(named: name))
            let cookie = "\(Cookies.session)=\(try await site.store.startSession(account))"
            visitors.append(Visitor(name: name, headers: [.cookie: cookie]))
        }
        let key = try await site.store.addAPIKey("he-thong", scopes: [.report], by: "test")
        return visitors + [Visitor(name: "API", headers: [.authorization: "Bearer \(key)"])]
    }

    /// What somebody reads there, without what is random in every session.
    private func read(_ response: TestResponse) throws -> String {
        guard response.status == .ok else { return "\(response.status.code)" }
        var text: String
        switch response.headers[.contentType]?.split(separator: ";").first {
        case "application/pdf":
            text = try convert(response, ["pdftotext", "-layout"], "pdf")
        case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
            text = try convert(response, ["unzip", "-p"], "xlsx", ["xl/worksheets/*", "xl/sharedStrings.xml"])
        default:
            text = response.text
        }
        text.replace(/name=csrf value="[^"]*"/, with: "csrf")
        text.replace(/name=id value="[^"]*"/, with: "id")
        // The log's root, which has random salts in it.
        text.replace(/[0-9a-f]{64}/, with: "root")
        // The number of all answers is public.
        text.replace(/(\d+) \d+ root/) { "\($0.output.1) all root" }
        return "200\n\(text)"
    }

    private func convert(
        _ response: TestResponse, _ program: [String], _ ending: String, _ arguments: [String] = ["-"]
    ) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "way-\(UUID().uuidString).\(ending)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(response.body.readableBytesView).write(to: file)
        return String(decoding: try ReadSheet.run("/usr/bin/env", program + [file.path] + arguments), as: UTF8.self)
    }

    /// Everything that is read on every address, by visitor and address.
    private func everything(
        _ site: TestSite, for visitors: [Visitor]? = nil, where isAsked: @Sendable (String) -> Bool = { _ in true }
    ) async throws -> [String: String] {
        let visitors = if let visitors { visitors } else { try await self.visitors(site) }
        return try await site.application().test(.router) { client async throws in
            var pages: [String: String] = [:]
            for address in Self.addresses.values.flatMap(\.self).sorted() where isAsked(address) {
                for visitor in visitors where visitor.reads(address) {
                    pages["\(visitor.name) \(address)"] = try read(try await client.get(address, visitor.headers))
                }
            }
            return pages
        }
    }

    /// Reads everything of two offices, which must be the same; returns what is read of the first.
    private func compare(_ one: TestSite, _ other: TestSite) async throws -> [String: String] {
        let (first, second) = (try await everything(one), try await everything(other))
        for (address, text) in first.sorted(by: { $0.key < $1.key }) where text != second[address] {
            let difference = zip(text.split(separator: "\n"), (second[address] ?? "").split(separator: "\n")).first {
                $0 != $1
            }
            Issue.record("\(address): \(difference.map { "\($0) | \($1)" } ?? "")")
        }
        for period in [DigestPeriod.month(Month(number: 2026 * 12 + 10)), .month(Month(number: 2026 * 12 + 9))] {
            let digests = try await [one, other].asyncMap { site in
                try await DigestMaker(site: try Site(store: site.store, configuration: site.configuration()))
                    .make(period).map(\.text)
            }
            #expect(digests[0] == digests[1])
        }
        return first
    }

    @Test("nor does any of them tell that an answer waits, or that one on another scale is there")
    func waitingAnswers() async throws {
        let (one, other) = (try await office(.unassisted), try await office(.waiting))
        let request = ReportRequest(by: .none)
        let answers = try await [one.store, other.store].asyncMap { store in
            try await store.report(request).total.counts.answers
        }
        #expect(answers[0] + 1 == answers[1])
        let first = try await compare(one, other)
        #expect(first["admin /manage?by=desk&boundaries=now&period=2026-11"]?.contains("91,7\u{A0}%") == true)
    }

    @Test("no page, file, API answer or digest tells two offices apart whose shown figures are the same")
    func sameFigures() async throws {
        let (one, other) = (try await office(.plain), try await office(.swapped))
        // They do differ, where nothing is suppressed.
        let request = ReportRequest(by: .desk)
        let answers = try await [one.store, other.store].asyncMap { store in
            try await store.report(request).rows.map(\.counts.answers)
        }
        #expect(answers[0] != answers[1] && answers[0].sorted() == answers[1].sorted())
        let first = try await compare(one, other)
        // The pages were there, and had something to show and to hide.
        let opened = first.filter { $0.key.hasPrefix("admin ") && $0.value.hasPrefix("200") }.count
        #expect(opened > first.keys.count { $0.hasPrefix("admin ") } * 9 / 10, "\(opened)")
        #expect(first["admin /manage?by=desk&boundaries=now&period=2026-11"]?.contains("91,7\u{A0}%") == true)
        #expect(first["admin /manage?by=desk&boundaries=now&period=2026-11"]?.contains("chưa đủ câu trả lời") == true)
        #expect(first["API /api/v1/report?by=desk"]?.hasPrefix("200") == true)
    }

    @Test("where the answers are generated every page, file and digest says so, and where they are not none does")
    func example() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        // A period or two of each page; programs that ask for JSON know whom they ask.
        @Sendable func isForPeople(_ address: String) -> Bool {
            !address.contains("channel=") && !address.contains("period=20") && !address.hasPrefix("/api/")
                && !["/robots.txt", "/healthz"].contains(address)
                || address.contains("format=") && address.contains("period=2026-11") && !address.contains("channel=")
                || address.contains("frame=1")
        }
        let visitors = try await visitors(site).filter { ["anybody", "admin"].contains($0.name) }
        let maker = DigestMaker(site: try Site(store: site.store, configuration: site.configuration()))
        for isExample in [true, false] {
            try await site.store.set("example", to: isExample ? "1" : "0", by: "test")
            let pages = try await everything(site, for: visitors, where: isForPeople)
                .filter { $0.value.hasPrefix("200") }
            for format in ["pdf", "csv", "xlsx"] { #expect(pages.keys.contains { $0.contains("format=\(format)") }) }
            #expect(pages.count > 50, "\(pages.count)")
            for (address, text) in pages.sorted(by: { $0.key < $1.key }) {
                #expect(text.contains("Dữ liệu ví dụ – không phải đánh giá thật") == isExample, "\(address)")
            }
            for digest in try await maker.make(.month(Month(number: 2026 * 12 + 10))) {
                let label = Localized(vi: "Dữ liệu ví dụ", en: "Example data")[digest.language]
                #expect(digest.text.contains(label) == isExample && digest.html.contains(label) == isExample)
            }
        }
    }

    @Test("every address that can be got is on the list of ways out, or named as one without figures")
    func complete() async throws {
        let site = try await TestSite()
        let router = makeRouter(
            try Site(store: site.store, configuration: site.configuration()), logger: site.logger)
        let patterns = Set(router.routes.filter { $0.method == .get }.map { "\($0.path)" })
        let listed = Set(Self.addresses.keys).union(Self.withoutFigures.keys)
        #expect(patterns.subtracting(listed).sorted() == [], "put these on the list")
        #expect(listed.subtracting(patterns).sorted() == [], "these are no more")
    }
}

extension Sequence {
    fileprivate func asyncMap<T>(_ body: (Element) async throws -> T) async rethrows -> [T] {
        var values: [T] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
