import Hummingbird
import Logging

/// One line a request: method, route pattern, status, time. The address that was asked for holds a token, and the rest
/// tells who asked, so neither is ever written.
struct RequestLog: RouterMiddleware {
    let metrics: SiteMetrics

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let duration = start.duration(to: .now).components
        let nanoseconds = duration.seconds * 1_000_000_000 + duration.attoseconds / 1_000_000_000
        let route = context.endpointPath ?? "-"
        metrics.count(
            method: request.method.rawValue, route: route, status: response.status.code, nanoseconds: nanoseconds)
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)", "route": "\(route)", "status": "\(response.status.code)",
                "us": "\(nanoseconds / 1_000)",
            ])
        return response
    }
}
