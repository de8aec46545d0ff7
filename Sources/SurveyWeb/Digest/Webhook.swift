import AsyncHTTPClient
import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1
import Survey

/// Posts a signed body to an address.
struct Webhook: Sendable {
    let client: HTTPClient
    let url: String
    let secret: String
    let now: @Sendable () -> Double

    /// The receiver's refusal.
    struct Refusal: Error, CustomStringConvertible {
        let status: Int
        var description: String { "HTTP \(status)" }
    }

    /// - Parameter delivery: the same when it is tried again, so that the receiver can drop what it has.
    /// - Throws: `Refusal` for a status other than 2xx; what the client throws.
    func post(_ body: Data, delivery: String) async throws {
        let timestamp = Int(now())
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json; charset=utf-8")
        request.headers.add(name: "User-Agent", value: "hailong")
        request.headers.add(name: WebhookSignature.deliveryHeader, value: delivery)
        request.headers.add(name: WebhookSignature.timestampHeader, value: "\(timestamp)")
        request.headers.add(
            name: WebhookSignature.header,
            value: WebhookSignature(body, timestamp: timestamp, secret: secret).text)
        request.body = .bytes(ByteBuffer(bytes: body))
        let response = try await client.execute(request, timeout: .seconds(20))
        guard (200..<300).contains(response.status.code) else { throw Refusal(status: Int(response.status.code)) }
    }
}
