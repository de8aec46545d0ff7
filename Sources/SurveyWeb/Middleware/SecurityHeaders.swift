import HTTPTypes
import Hummingbird

/// What every response says, unless the page has said something stricter itself; and no body for HEAD.
struct SecurityHeaders: RouterMiddleware {
    /// For pages that link to our own style sheet and script.
    static let policy =
        "default-src 'none';style-src 'self';script-src 'self';img-src 'self' data:;connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'"

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if !response.headers.contains(.contentSecurityPolicy) {
            response.headers[.contentSecurityPolicy] = Self.policy
            if !response.headers.contains(.referrerPolicy) { response.headers[.referrerPolicy] = "no-referrer" }
            response.headers[.xContentTypeOptions] = "nosniff"
        }
        return request.method == .head ? response.createHeadResponse() : response
    }
}
