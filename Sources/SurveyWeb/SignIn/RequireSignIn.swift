import HTTPTypes
import Hummingbird
import Survey
import SurveyStore

/// Finds out who is signed in, and sends everybody else to the sign-in page and back again.
struct RequireSignIn: RouterMiddleware {
    let site: Site

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard let session = Cookies.value(Cookies.session, in: request.headers),
            let account = try await site.store.account(session: session)
        else {
            // A form cannot be sent again from there, but its page can be opened.
            return .seeOther(SiteURL.signIn.path(["next": request.uri.string]))
        }
        var context = context
        context.signedIn = SignedIn(
            account: account, csrf: FormToken(cookie: session, keyRing: site.store.keyRing))
        return try await next(request, context)
    }
}
