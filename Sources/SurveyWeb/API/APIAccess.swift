import Foundation
import HTTPTypes
import Hummingbird
import Survey
import SurveyStore

/// Who may ask the API for what, and in which form it answers.
struct APIAccess: Sendable {
    let store: Store

    /// Lets a request through whose key is known, not revoked and has a scope.
    ///
    /// - Parameter scope: nil: any key will do.
    /// - Returns: what the key is for.
    /// - Throws: `APIProblem` 401 without a valid key, 403 without the scope; both say how to do better (RFC 6750).
    @discardableResult
    func check(_ request: Request, for scope: APIKey.Scope?) async throws -> DeskScope {
        guard let text = APIAccess.bearer(request.headers[.authorization]) else {
            throw APIAccess.unauthorized(
                #"Bearer realm="hailong""#, vi: "cần khóa API: Authorization: Bearer KHÓA",
                en: "an API key is needed: Authorization: Bearer KEY")
        }
        guard let key = try await store.apiKey(text) else {
            throw APIAccess.unauthorized(
                #"Bearer realm="hailong", error="invalid_token""#, vi: "khóa API không đúng hoặc đã bị thu hồi",
                en: "the API key is unknown or was revoked")
        }
        guard let scope, !key.scopes.contains(scope) else { return key.area }
        throw APIProblem(
            status: .forbidden,
            detail: Localized(
                vi: "khóa API không có quyền \(scope.rawValue)", en: "the API key has not the scope \(scope.rawValue)"),
            headers: [
                .wwwAuthenticate: #"Bearer realm="hailong", error="insufficient_scope", scope="\#(scope.rawValue)""#
            ])
    }

    /// 403 for what lies outside the units and desks of a key.
    static func outside(_ scope: APIKey.Scope, _ entries: [APIProblem.Entry] = []) -> APIProblem {
        APIProblem(
            status: .forbidden,
            detail: Localized(
                vi: "nằm ngoài các đơn vị và quầy của khóa API", en: "outside the units and desks of the API key"),
            entries: entries,
            headers: [
                .wwwAuthenticate: #"Bearer realm="hailong", error="insufficient_scope", scope="\#(scope.rawValue)""#
            ])
    }

    private static func unauthorized(_ challenge: String, vi: String, en: String) -> APIProblem {
        APIProblem(
            status: .unauthorized, detail: Localized(vi: vi, en: en), headers: [.wwwAuthenticate: challenge])
    }

    /// The credentials of `Bearer KEY`; the scheme in any case (RFC 9110, 11.1).
    private static func bearer(_ header: String?) -> String? {
        guard let header else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        let key = parts[1].trimmingCharacters(in: .whitespaces)
        return key.isEmpty ? nil : key
    }
}

extension Request {
    /// Refuses whoever does not take the type that the answer has.
    ///
    /// - Throws: `APIProblem` 406. A missing `Accept` takes everything (RFC 9110, 12.5.1).
    func checkAccepts(_ type: String) throws {
        let accepted = headers[values: .accept].joined(separator: ",")
        if accepted.allSatisfy(\.isWhitespace) { return }
        let type = type.prefix { $0 != ";" }
        let major = type.prefix { $0 != "/" }
        var isAccepted = false
        var precision = 0
        for item in accepted.split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
            let precisions = ["*/*": 1, "\(major)/*": 2, String(type): 3]
            guard let name = parts.first, let found = precisions[name], found >= precision else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            (isAccepted, precision) = (quality > 0, found)
        }
        guard isAccepted else {
            throw APIProblem(
                status: .notAcceptable,
                detail: Localized(vi: "chỉ trả lời bằng \(type)", en: "the answer comes as \(type) only"))
        }
    }
}
