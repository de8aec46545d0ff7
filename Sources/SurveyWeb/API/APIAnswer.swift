import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// How the API answers with JSON.
struct APIAnswer {
    static let json = "application/json"

    var status: HTTPResponse.Status

    init(_ status: HTTPResponse.Status = .ok) { self.status = status }

    /// An answer for whoever asked, which no cache keeps.
    func response(_ value: some Encodable) throws -> Response {
        response(try APIAnswer.encoded(value), [.cacheControl: "no-store"])
    }

    /// An answer that changes seldom: tagged by what is in it, and not sent again to whoever has it (RFC 9110, 13.1.2).
    func response(_ value: some Encodable, unlessKnownTo request: Request) throws -> Response {
        response(try APIAnswer.encoded(value), unlessKnownTo: request)
    }

    func response(_ data: Data, unlessKnownTo request: Request) -> Response {
        let hash = SHA256.hash(data: data).prefix(12).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        let tag = "\"\(hash.joined())\""
        let headers: HTTPFields = [.eTag: tag, .cacheControl: "no-cache"]
        let known = request.headers[values: .ifNoneMatch].flatMap { $0.split(separator: ",") }
            .map { $0.trimmingCharacters(in: .whitespaces) }
        if known.contains("*") || known.contains(tag) || known.contains("W/" + tag) {
            return Response(status: .notModified, headers: headers)
        }
        return response(data, headers)
    }

    private func response(_ data: Data, _ headers: HTTPFields) -> Response {
        var headers = headers
        headers[.contentType] = APIAnswer.json
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }

    private static func encoded(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }
}
