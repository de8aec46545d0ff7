import Foundation
import Hummingbird
import Logging
import NIOCore
import Survey

/// What is known of a request beside itself.
struct WebContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection.
    let channel: any NIOCore.Channel
    /// Who is signed in, on the pages that ask for it.
    var signedIn: SignedIn?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// A parameter of the path, percent-decoded, which the router leaves undone; nil when it is no UTF-8.
    func parameter(_ name: String) -> String? {
        guard let text = parameters.get(name) else { return nil }
        return text.utf8.contains(UInt8(ascii: "%")) ? text.removingPercentEncoding : text
    }

    /// Where the request really comes from.
    func client(_ request: Request, trusting proxies: [Network]) -> ClientAddress {
        ClientAddress(peer: channel.remoteAddress, headers: request.headers, trusting: proxies)
    }

    /// The whole body of a request, which has to arrive in time; a connection that dawdles is closed.
    ///
    /// The clock is looked at whenever a part comes: a timer for every form would cost more than reading it. Where no part
    /// comes at all, the connection's idle timeout ends it.
    ///
    /// - Parameter limit: in bytes.
    /// - Throws: `HTTPError` 413 for more than the limit, 408 for what comes too late.
    func body(of request: Request, limit: Int, within time: TimeAmount) async throws -> ByteBuffer {
        let deadline = NIODeadline.now() + time
        var body = ByteBuffer()
        for try await var part in request.body {
            if NIODeadline.now() > deadline {
                channel.close(promise: nil)
                throw HTTPError(.requestTimeout)
            }
            guard body.readableBytes + part.readableBytes <= limit else { throw HTTPError(.contentTooLarge) }
            if body.readableBytes == 0 { body = part } else { body.writeBuffer(&part) }
        }
        return body
    }
}
