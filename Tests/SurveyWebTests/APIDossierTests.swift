import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct APIDossierTests {
    private struct Registered: Decodable, Hashable {
        var dossier_code: String
        var token: String
        var url: String
        var status: String
    }
    private struct List: Decodable { var dossiers: [Registered] }

    @Test("one dossier is created, then known, then updated, and its link opens the survey")
    func one() async throws {
        let site = try await TestSite()
        let key = try await site.key(.register)
        try await site.application().test(.router) { client async throws in
            let first = try await client.register(dossierJSON(), key)
            #expect(first.status == .created)
            #expect(first.headers[.contentType] == "application/json")
            let made = try first.json(Registered.self)
            let token = site.store.keyRing.newest.token(for: try DossierCode("H40.18-261008-10001"))
            #expect(made.dossier_code == "H40.18-261008-10001")
            #expect(made.token == token.text)
            #expect(made.url == "http://127.0.0.1:8080/\(token.text)")
            #expect(made.status == "created")
            #expect(try await client.get("/\(made.token)").status == .ok)

            let again = try await client.register(dossierJSON(digitised: "1"), key)
            #expect(again.status == .ok)
            #expect(try again.json(Registered.self).status == "known")
            let other = try await client.register(dossierJSON(timeliness: "late", digitised: "0"), key)
            #expect(other.status == .ok)
            #expect(try other.json(Registered.self).status == "updated")
        }
    }

    // The clock of the test stands still, and with it the second for which the service trusts what it knows.
    @Test(
        "what another process has just imported is known at once: to a registration, and on the survey of its dossier")
    func justImported() async throws {
        let site = try await TestSite()
        let key = try await site.key(.register)
        let other = try Store(
            path: site.store.path, keyRing: site.store.keyRing, now: site.store.now, logger: site.logger)
        @Sendable func load(_ kind: ImportKind, _ csv: String) throws {
            var chunks = [Data(csv.utf8)]
            _ = try other.importCSV(kind, from: { chunks.popLast() ?? Data() }, by: "test")
        }
        try await site.application().test(.router) { client async throws in
            #expect(try await client.register(dossierJSON(desk: "XH-9"), key).status == .unprocessableContent)
            try load(.desks, "code,name,unit_code\nXH-9,Quầy 9 – Xã Xuân Hưng,14122\n")
            #expect(try await client.register(dossierJSON(desk: "XH-9"), key).status == .created)

            try load(.desks, "code,name,unit_code\nXH-8,Quầy 8 – Xã Xuân Hưng,14122\n")
            try load(
                .dossiers,
                """
                dossier_code,desk_code,procedure_code,commune_code,completed_on,received_via,timeliness,digitised
                H40.18-261008-0001,XH-8,1.001193,,2026-11-20,direct,early,1

                """)
            let token = site.store.keyRing.newest.token(for: try DossierCode("H40.18-261008-0001"))
            #expect(try await String(buffer: client.get("/\(token.text)").body).contains("Quầy 8 – Xã Xuân Hưng"))
        }
        try await other.close()
    }

    @Test("many come back in their order; the status is 201 when any is new, else 200")
    func many() async throws {
        let site = try await TestSite()
        let key = try await site.key(.register)
        try await site.application().test(.router) { client async throws in
            let two = #"{"dossiers": [\#(dossierJSON(2)), \#(dossierJSON(1))]}"#
            let first = try await client.register(two, key)
            #expect(first.status == .created)
            let list = try first.json(List.self).dossiers
            #expect(list.map(\.dossier_code) == ["H40.18-261008-10002", "H40.18-261008-10001"])
            #expect(try await client.register(two, key).status == .ok)
            let mixed = try await client.register(#"{"dossiers": [\#(dossierJSON(1)), \#(dossierJSON(3))]}"#, key)
            #expect(mixed.status == .created)
            #expect(try mixed.json(List.self).dossiers.map(\.status) == ["known", "created"])
            let none = try await client.register(#"{"dossiers": []}"#, key)
            #expect(none.status == .ok)
            #expect(try none.json(List.self).dossiers.isEmpty)
        }
    }

    @Test(
        "a dossier that a list names twice counts once; with other particulars the list is rejected and both are named")
    func repeats() async throws {
        let site = try await TestSite()
        let key = try await site.key(.register)
        try await site.application().test(.router) { client async throws in
            let lower = dossierJSON(1).replacingOccurrences(of: "H40.18-261008-10001", with: "h40.18-261008-10001 ")
            let twice = try await client.register(
                #"{"dossiers": [\#(dossierJSON(1)), \#(dossierJSON(2)), \#(lower)]}"#, key)
            #expect(twice.status == .created)
            let list = try twice.json(List.self).dossiers
            #expect(list.map(\.status) == ["created", "created", "known"])
            #expect(list[0].token == list[2].token)
            let late = dossierJSON(3, timeliness: "late")
            let other = try await client.register(
                #"{"dossiers": [\#(dossierJSON(3)), \#(dossierJSON(4)), \#(late)]}"#, key)
            #expect(other.status == .unprocessableContent)
            #expect(
                other.text.contains(#""index":2"#) && other.text.contains("row 0 has this dossier already"),
                "\(other.text)")
            let token = site.store.keyRing.newest.token(for: try DossierCode("H40.18-261008-10003"))
            #expect(try site.store.state(of: token.id) == .unknown)
        }
    }

    @Test("an absent, null or empty commune is the desk's unit; a known code with other spelling is the same dossier")
    func defaults() async throws {
        let site = try await TestSite()
        let key = try await site.key(.register)
        try await site.application().test(.router) { client async throws in
            _ = try await client.register(dossierJSON(), key)
            let empty = try await client.register(dossierJSON(more: #", "commune_code": """#), key)
            #expect(try empty.json(Registered.self).status == "known")
            let null = try await client.register(dossierJSON(more: #", "commune_code": null"#), key)
            #expect(try null.json(Registered.self).status == "known")
            let named = try await client.register(dossierJSON(more: #", "commune_code": "14122""#), key)
            #expect(try named.json(Registered.self).status == "known")
            let lower = dossierJSON().replacingOccurrences(of: "H40.18-261008-10001", with: " h40.18-261008-10001 ")
            #expect(try await client.register(lower, key).json(Registered.self).status == "known")
        }
    }

    @Test("without a key 401 and how to ask, with a wrong or revoked one the same, without the scope 403")
    func access() async throws {
        let site = try await TestSite()
        let printer = try await site.key(.print, .report)
        let revoked = try await site.store.addAPIKey("old", scopes: [.register], by: "test")
        try await site.store.revokeAPIKey("old", by: "test")
        try await site.application().test(.router) { client async throws in
            for headers: HTTPFields in [
                [:], [.authorization: "Bearer"], [.authorization: "Basic aGw6aGw="],
                [.authorization: "Bearer nonsense"], [.authorization: "Bearer \(revoked)"],
            ] {
                let response = try await client.register(dossierJSON(), headers)
                #expect(response.status == .unauthorized)
                #expect(response.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
                #expect(response.headers[.contentType] == "application/problem+json")
                #expect(try response.json(ReadProblem.self).status == 401)
            }
            let forbidden = try await client.register(dossierJSON(), printer)
            #expect(forbidden.status == .forbidden)
            #expect(forbidden.headers[.wwwAuthenticate]?.contains(#"scope="register""#) == true)
        }
        #expect(try await site.store.report(ReportRequest(by: .none)).total.counts.completed == 0)
    }

    @Test("every bad field of every row is named with its index, and nothing is taken")
    func badRows() async throws {
        let site = try await TestSite()
        let key = try await site.key(.register)
        try await site.application().test(.router) { client async throws in
            let rows = [
                dossierJSON(1), dossierJSON(2, desk: "XH-9"), dossierJSON(3, digitised: "2"),
                dossierJSON(4, more: #", "citizen": "Nguyễn Văn A""#), #"{"dossier_code": 12, "desk_code": null}"#,
                #""text""#, dossierJSON(5, more: #", "commune_code": 14122"#),
                dossierJSON(6).replacingOccurrences(of: "2026-11-20", with: "2026-11-24"),
                dossierJSON(7, digitised: #""1""#),
            ]
            let response = try await client.register("{\"dossiers\": [\(rows.joined(separator: ","))]}", key)
            #expect(response.status == .unprocessableContent)
            #expect(response.headers[.contentType] == "application/problem+json")
            let problem = try response.json(ReadProblem.self)
            #expect(
                problem.fields.sorted() == [
                    "1 desk_code", "2 digitised", "3 citizen", "4 completed_on", "4 desk_code", "4 digitised",
                    "4 dossier_code", "4 procedure_code", "4 received_via", "4 timeliness", "5 ", "6 commune_code",
                    "7 completed_on", "8 digitised",
                ])
            #expect(problem.errors?.allSatisfy { !$0.reason.isEmpty } == true)
            #expect(response.text.contains(#""value":"XH-9""#))
            #expect(response.text.contains(#""value":12"#))
        }
        #expect(try await site.store.report(ReportRequest(by: .none)).total.counts.completed == 0)
    }

    @Test("all of two hundred bad rows are named, not only the first")
    func allBadRows() async throws {
        let site = try await TestSite()
        let key = try await site.key(.register)
        try await site.application().test(.router) { client async throws in
            let rows = (0..<200).map { dossierJSON($0, desk: "NO") }.joined(separator: ",")
            let problem = try await client.register("{\"dossiers\": [\(rows)]}", key).json(ReadProblem.self)
            #expect(problem.errors?.map(\.index) == (0..<200).map { $0 })
        }
    }

    @Test("particulars of a dossier whose slip was issued cannot change: 409 that names it, and nothing is taken")
    func conflict() async throws {
        let site = try await TestSite()
        let key = try await site.key(.register)
        try await site.application().test(.router) { client async throws in
            let made = try await client.register(dossierJSON(1), key).json(Registered.self)
            try await site.store.markIssued([try Token(made.token).id])
            #expect(try await client.register(dossierJSON(1), key).status == .ok)
            let rows = [dossierJSON(2), dossierJSON(1, timeliness: "late")]
            let response = try await client.register("{\"dossiers\": [\(rows.joined(separator: ","))]}", key)
            #expect(response.status == .conflict)
            #expect(try response.json(ReadProblem.self).fields == ["1 dossier_code"])
        }
        #expect(try await site.store.report(ReportRequest(by: .none)).total.counts.completed == 1)
    }

    @Test("what is no JSON is 400, what is JSON of another shape 422, another type 415, too much 413 or 422")
    func shapes() async throws {
        let site = try await TestSite()
        let key = try await site.key(.register)
        try await site.application().test(.live) { client async throws in
            for text in ["", "{", "{]}", "{'a': 1}", "nope"] {
                #expect(try await client.register(text, key).status == .badRequest, "\(text)")
            }
            for text in ["[]", "null", "12", "\"a\"", "{}", #"{"dossiers": {}}"#, #"{"dossiers": [], "x": 1}"#] {
                #expect(try await client.register(text, key).status == .unprocessableContent, "\(text)")
            }
            for type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""] {
                #expect(try await client.register(dossierJSON(), key, type: type).status == .unsupportedMediaType)
            }
            // Half a character: a string that no text can hold.
            for (body, field) in [
                (dossierJSON(more: #", "commune_code": "\ud800""#), "0 commune_code"), (#"{"\udfff": 1}"#, "- "),
                (#"{"dossiers": [{"\ud800": 1}]}"#, "0 "),
            ] {
                let half = try await client.register(body, key)
                #expect(half.status == .unprocessableContent)
                let problem = try half.json(ReadProblem.self)
                #expect(problem.fields == [field] && problem.detail == "1 field rejected; nothing was taken")
                #expect(problem.errors?.first?.reason.contains("surrogate") == true, "\(half.text)")
                #expect(half.text.contains(#""value":null"#) && !half.text.contains("e+308"))
            }
            let charset = "application/json; charset=utf-8"
            #expect(try await client.register(dossierJSON(), key, type: charset).status == .created)
            let many = String(repeating: "{},", count: 10_000) + "{}"
            #expect(try await client.register("{\"dossiers\": [\(many)]}", key).status == .unprocessableContent)
            let ever = String(repeating: "0,", count: 2_000_000) + "0"
            let millions = try await client.register("{\"dossiers\": [\(ever)]}", key)
            #expect(try millions.json(ReadProblem.self).fields == ["- dossiers"])
            let names = (0..<1_000).map { "\"f\($0)\": 1" }.joined(separator: ",")
            #expect(try await client.register("{\(names)}", key).json(ReadProblem.self).fields.count < 50)
            let large = "{\"a\": \"" + String(repeating: "a", count: 9 << 20) + "\"}"
            #expect(try await client.register(large, key).status == .contentTooLarge)
            #expect(try await client.register(dossierJSON(9, digitised: "1e999"), key).status.code / 100 == 4)
        }
    }

    @Test("a wrong method is 405 with what is allowed, an answer in another form 406, an unknown parameter 422")
    func manners() async throws {
        let site = try await TestSite()
        let key = try await site.key(.register)
        try await site.application().test(.router) { client async throws in
            let get = try await client.get("/api/v1/dossiers", key)
            #expect(get.status == .methodNotAllowed)
            #expect(get.headers[.allow] == "POST")
            #expect(get.headers[.contentType] == "application/problem+json")
            var html = key
            html[.accept] = "text/html"
            #expect(try await client.register(dossierJSON(), html).status == .notAcceptable)
            html[.accept] = "text/html, application/*;q=0.5"
            #expect(try await client.register(dossierJSON(), html).status == .created)
            html[.accept] = "application/json;q=0, */*"
            #expect(try await client.register(dossierJSON(), html).status == .notAcceptable)
            let unknown = try await client.executeRequest(
                uri: "/api/v1/dossiers?dry=1", method: .post, headers: key + [.contentType: "application/json"],
                body: ByteBuffer(string: dossierJSON()))
            #expect(unknown.status == .unprocessableContent)
            #expect(try unknown.json(ReadProblem.self).fields == ["- dry"])
            #expect(try unknown.json(ReadProblem.self).detail == "1 parameter rejected")
            let missing = try await client.get("/api/v1/none", key)
            #expect(missing.status == .notFound)
            #expect(missing.headers[.contentType] == "application/problem+json")
        }
    }

    @Test("a database that cannot be used is 503, so that the caller tries again")
    func unavailable() async throws {
        let site = try await TestSite()
        let key = try await site.key(.register)
        try await site.application().test(.router) { client async throws in
            try await site.store.close()
            let response = try await client.register(dossierJSON(), key)
            #expect(response.status == .serviceUnavailable)
            #expect(response.headers[.contentType] == "application/problem+json")
        }
    }

    @Test("neither keys nor codes nor tokens nor addresses reach the log")
    func log() async throws {
        let site = try await TestSite()
        let key = try await site.key(.register, .print)
        try await site.application().test(.live) { client async throws in
            let made = try await client.register(dossierJSON(1), key).json(Registered.self)
            _ = try await client.get("/api/v1/slips/\(made.token).svg?qr=1", key)
            _ = try await client.register(dossierJSON(2, desk: "no desk"), key)
            let log = site.log.text
            #expect(log.contains("/api/v1/slips/{token}.svg"))
            for secret in [made.token, "H40.18-261008", "Bearer", "hl_", "no desk", "127.0.0.1"] {
                #expect(!log.contains(secret), "\(secret)")
            }
        }
    }

    @Test("ten thousand dossiers fit one request")
    func tenThousand() async throws {
        let site = try await TestSite()
        let key = try await site.key(.register)
        // Not over a socket, whose client in the tests gives a loaded machine no more than 20 seconds.
        try await site.application().test(.router) { client async throws in
            let body = "{\"dossiers\": [\((0..<10_000).map { dossierJSON($0) }.joined(separator: ",\n"))]}"
            let response = try await client.register(body, key)
            #expect(response.status == .created)
            #expect(try response.json(List.self).dossiers.count == 10_000)
        }
        #expect(try await site.store.report(ReportRequest(by: .none)).total.counts.completed == 10_000)
    }
}
