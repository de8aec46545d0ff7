import HTTPTypes
import Hummingbird
import Survey

/// Keeps the language that an office page's address names for the pages after it, in a cookie.
///
/// The citizen's pages and the public ones set no cookie for it: there it stays in the address.
struct RememberLanguage: RouterMiddleware {
    let site: Site

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard let chosen = request.chosenLanguage(among: Language.own) else { return response }
        response.headers[values: .setCookie].append(
            Cookies.set(
                Cookies.language, chosen.rawValue, path: SiteURL.start.path, maxAge: 400 * 86_400,
                isSecure: site.isSecure))
        return response
    }
}
