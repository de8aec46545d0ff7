import HTTPTypes
import Hummingbird
import NIOCore

/// A page as it goes over the wire, whole, so that it can be sent again and again.
struct RenderedPage: Sendable {
    let headers: HTTPFields
    let body: ByteBuffer

    /// A page of its own: nothing to fetch, no script, only its own style, never kept by a cache.
    init(_ body: ByteBuffer, style: StyleSheet) {
        headers = [
            .contentType: "text/html; charset=utf-8",
            .contentLength: String(body.readableBytes),
            .cacheControl: "no-store",
            .contentSecurityPolicy:
                "default-src 'none';style-src '\(style.hash)';img-src data:;form-action 'self';base-uri 'none';frame-ancestors 'none'",
            .referrerPolicy: "no-referrer",
            .xContentTypeOptions: "nosniff",
            .robotsTag: "noindex",
        ]
        self.body = body
    }

    /// A page for officers and managers, or for the public: it links to our style sheets and scripts, and no cache keeps it.
    init(linking body: ByteBuffer) {
        headers = [
            .contentType: "text/html; charset=utf-8",
            .contentLength: String(body.readableBytes),
            .cacheControl: "no-store",
            .contentSecurityPolicy: SecurityHeaders.policy,
            .referrerPolicy: "same-origin",
            .xContentTypeOptions: "nosniff",
        ]
        self.body = body
    }

    func response(_ status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
