import Hummingbird
import Survey
import SurveyStore

/// `GET /receipt/<CODE>`: proof that an answer is counted.
struct ReceiptRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        router.get(SiteURL.receipt("{code}").pattern) { request, context -> Response in
            guard let text = context.parameter("code"), let code = try? ReceiptCode(text) else {
                throw HTTPError(.notFound)
            }
            let status = try await site.store.receipt(code)
            if case .unknown = status { throw HTTPError(.notFound) }
            let page = try site.citizenPages.receipt(
                code, status, language: site.language(request), settings: try site.store.settings())
            return page.response()
        }
    }
}
