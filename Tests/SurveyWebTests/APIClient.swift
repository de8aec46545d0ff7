import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Survey
import SurveyStore

@testable import SurveyWeb

extension TestSite {
    /// Makes a key and returns it as a header.
    func key(_ scopes: APIKey.Scope...) async throws -> HTTPFields {
        let key = try await store.addAPIKey(
            "k\(UUID().uuidString.prefix(8))", scopes: Set(scopes), by: "test")
        return [.authorization: "Bearer \(key)", .acceptLanguage: "en"]
    }
}

extension TestClientProtocol {
    func register(_ json: String, _ headers: HTTPFields, type: String = "application/json") async throws
        -> TestResponse
    {
        var headers = headers
        headers[.contentType] = type
        return try await executeRequest(
            uri: "/api/v1/dossiers", method: .post, headers: headers, body: ByteBuffer(string: json))
    }
}

extension TestResponse {
    func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(body.readableBytesView))
    }
}

/// A problem as a caller reads it.
struct ReadProblem: Decodable {
    struct Entry: Decodable, Hashable {
        var index: Int?
        var field: String
        var reason: String
    }
    var title: String
    var status: Int
    var detail: String?
    var errors: [Entry]?

    /// `0 desk_code`, in the order given.
    var fields: [String] { (errors ?? []).map { "\($0.index.map(String.init) ?? "-") \($0.field)" } }
}

/// One dossier in JSON.
func dossierJSON(
    _ number: Int = 1, desk: String = "XH-1", timeliness: String = "early", digitised: String = "true",
    more: String = ""
) -> String {
    """
    {"dossier_code": "H40.18-261008-\(10_000 + number)", "desk_code": "\(desk)", "procedure_code": "1.001193", \
    "completed_on": "2026-11-20", "received_via": "online", "timeliness": "\(timeliness)", \
    "digitised": \(digitised)\(more)}
    """
}
