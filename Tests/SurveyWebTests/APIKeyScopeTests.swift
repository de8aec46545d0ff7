import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct APIKeyScopeTests {
    private struct ReadReport: Decodable {
        struct Row: Decodable {
            var code: String
            var completed: Int
            var answers: Int?
            var suppressed: Bool?
        }
        var rows: [Row]
        var total: Row
    }

    private func key(
        _ site: TestSite, _ scopes: APIKey.Scope..., units: [String] = [], desks: [String] = []
    ) async throws -> HTTPFields {
        let key = try await site.store.addAPIKey(
            "k\(UUID().uuidString.prefix(8))", scopes: Set(scopes), area: DeskScope(units: units, desks: desks),
            by: "test")
        return [.authorization: "Bearer \(key)", .acceptLanguage: "en"]
    }

    @Test("a key for one desk registers and prints dossiers of that desk and of no other")
    func desk() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        let key = try await key(site, .register, .print, desks: ["XH-1"])
        let all = try await site.key(.register, .print)
        try await site.application().test(.router) { client async throws in
            #expect(try await client.register(dossierJSON(1), key).status == .created)
            let refused = try await client.register(
                "{\"dossiers\": [\(dossierJSON(2)), \(dossierJSON(3, desk: "XT-1"))]}", key)
            #expect(refused.status == .forbidden)
            #expect(try refused.json(ReadProblem.self).fields == ["1 desk_code"])
            // Nothing of the refused request was taken.
            #expect(try await client.register(dossierJSON(2), key).status == .created)

            // A dossier of another desk cannot be drawn to this one.
            #expect(try await client.register(dossierJSON(4, desk: "XT-1"), all).status == .created)
            let drawn = try await client.register(dossierJSON(4), key)
            #expect(drawn.status == .conflict)
            #expect(try drawn.json(ReadProblem.self).fields == ["0 dossier_code"])

            for (number, status) in [(1, HTTPResponse.Status.ok), (4, .forbidden)] {
                let code = try DossierCode("H40.18-261008-\(10_000 + number)")
                let address = "/api/v1/slips/\(site.store.keyRing.newest.token(for: code).text).svg"
                #expect(try await client.get(address, key).status == status)
                #expect(try await client.get(address, all).status == .ok)
            }
        }
    }

    @Test("a key for one commune reads the rows of its desks, and the commune's own total; the rest is refused")
    func report() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        let whole = try await site.key(.report)
        let one = try await key(site, .report, units: ["14122"])
        let other = try await key(site, .report, units: ["14089"])
        let mixed = try await key(site, .report, units: ["14122"], desks: ["XT-1"])
        try await site.application().test(.router) { client async throws in
            func report(_ query: String, _ key: HTTPFields) async throws -> ReadReport {
                try await client.get("/api/v1/report?\(query)", key).json(ReadReport.self)
            }
            #expect(try await report("by=desk", whole).rows.map(\.code) == ["XH-1", "XT-1", "XT-2"])
            let own = try await report("by=desk", one)
            #expect(own.rows.map(\.code) == ["XH-1"])
            #expect(own.total.completed == 20 && own.total.answers == own.rows[0].answers)
            #expect(try await report("by=commune", one).rows.map(\.code) == ["14122"])
            #expect(try await report("by=none", one).total.completed == 20)
            #expect(try await report("by=desk", other).rows.map(\.code) == ["XT-1", "XT-2"])
            #expect(try await report("by=desk", other).total.completed == 30)
            // Two desks of two communes are no row of any table: their sum tells of no answers.
            let sum = try await report("by=desk", mixed)
            #expect(sum.rows.map(\.code) == ["XH-1", "XT-1"])
            #expect(sum.total.completed == 37 && sum.total.answers == nil && sum.total.suppressed == true)
            for by in ["level", "procedure"] {
                #expect(try await client.get("/api/v1/report?by=\(by)", whole).status == .ok)
                #expect(try await client.get("/api/v1/report?by=\(by)", one).status == .forbidden)
            }
        }
    }

    @Test("a key is only made for units and desks that there are, and says which")
    func made() async throws {
        let site = try await TestSite()
        await #expect(throws: SurveyError.self) {
            _ = try await site.store.addAPIKey(
                "a", scopes: [.report], area: DeskScope(units: ["99999"]), by: "test")
        }
        _ = try await key(site, .report, units: ["14122"], desks: ["XH-1"])
        let keys = try await site.store.apiKeys()
        #expect(keys.map(\.area) == [DeskScope(units: ["14122"], desks: ["XH-1"])])
        let page = try await site.application().test(.router) { client async throws in
            try await client.get("/manage/accounts", site.cookie(.admin)).text
        }
        #expect(page.contains(">14122, XH-1<"))
    }
}
