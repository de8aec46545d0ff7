import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Survey
import SurveyQR
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct APIDescriptionTests {
    private func read(_ site: TestSite) throws -> [String: Any] {
        try #require(
            JSONSerialization.jsonObject(
                with: Site(
                    store: site.store, configuration: site.configuration()
                ).apiDescription) as? [String: Any])
    }

    /// What stands at the end of a path of keys; a number picks from an array.
    private func value(_ root: Any?, _ path: String...) -> Any? {
        path.reduce(root) { value, key in
            if let array = value as? [Any] { return Int(key).flatMap { array.indices.contains($0) ? array[$0] : nil } }
            return (value as? [String: Any])?[key]
        }
    }

    @Test("the description has exactly the routes that the router has")
    func routes() async throws {
        let site = try await TestSite()
        let router = makeRouter(try Site(store: site.store, configuration: site.configuration()), logger: site.logger)
        let routes = Set(router.routes.map(\.path.description).filter { $0.hasPrefix("/api/") })
        let paths = try #require(try read(site)["paths"] as? [String: [String: Any]])
        #expect(Set(paths.keys) == routes)
        // The router also has the wrong methods of each path, for the 405; so ask which are answered.
        let described = Set(paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } })
        try await site.application().test(.router) { client async throws in
            for path in routes {
                for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] {
                    let status = try await client.executeRequest(
                        uri: path.replacingOccurrences(of: "{token}", with: "A"), method: method, headers: [:],
                        body: nil
                    ).status
                    let isDescribed = described.contains("\(method.rawValue) \(path)")
                    #expect((status != .methodNotAllowed) == isDescribed, "\(method) \(path): \(status)")
                }
            }
        }
    }

    @Test("its lists of words, its limits and its scopes are the code's")
    func words() async throws {
        let site = try await TestSite()
        let document = try read(site)
        func words(_ path: Any?) -> [String]? { path as? [String] }
        let report = value(document, "paths", "/api/v1/report", "get", "parameters")
        #expect(words(value(report, "0", "schema", "enum")) == Grouping.allCases.map(\.rawValue))
        #expect(words(value(report, "3", "schema", "enum")) == Boundaries.allCases.map(\.rawValue))
        let schemas = value(document, "components", "schemas")
        let dossier = value(schemas, "Dossier", "properties")
        #expect(words(value(dossier, "received_via", "enum")) == ReceivedVia.allCases.map(\.rawValue))
        #expect(words(value(dossier, "timeliness", "enum")) == Timeliness.allCases.map(\.rawValue))
        #expect(Set((dossier as? [String: Any] ?? [:]).keys) == Set(RegistrationFields.names))
        #expect(
            words(value(schemas, "Dossier", "required")) == RegistrationFields.names.filter { $0 != "commune_code" })
        #expect(
            value(schemas, "DossierList", "properties", "dossiers", "maxItems") as? Int == DossierBody.most)
        #expect(
            words(value(schemas, "Commune", "properties", "level", "enum"))
                == AdministrativeUnit.Level.allCases.map(\.rawValue))
        for format in SlipRoutes.formats {
            let slip = value(document, "paths", "/api/v1/slips/{token}.\(format.rawValue)", "get")
            #expect(words(value(slip, "parameters", "2", "schema", "enum")) == Paper.allCases.map(\.rawValue))
            #expect(value(slip, "responses", "200", "content", format.mediaType) != nil)
            #expect(words(value(slip, "security", "0", "key")) == [APIKey.Scope.print.rawValue])
        }
        #expect(words(value(document, "paths", "/api/v1/dossiers", "post", "security", "0", "key")) == ["register"])
        #expect(words(value(document, "paths", "/api/v1/report", "get", "security", "0", "key")) == ["report"])
    }

    @Test("anyone may read it; who has it gets 304")
    func open() async throws {
        let site = try await TestSite()
        try await site.application().test(.router) { client async throws in
            let response = try await client.get("/api/v1/openapi.json")
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "application/json")
            let tag = try #require(response.headers[.eTag])
            #expect(try await client.get("/api/v1/openapi.json", [.ifNoneMatch: tag]).status == .notModified)
        }
    }
}
