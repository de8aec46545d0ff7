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
    /// - Parameter limit: in bytes.
    /// - Throws: `HTTPError` 413 for more than the limit.
    func body(of request: Request, limit: Int, within time: TimeAmount) async throws -> ByteBuffer {
        let channel = channel
        let deadline = channel.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
        defer { deadline.cancel() }
        do {
            return try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw HTTPError(.contentTooLarge)
        }
    }
}
