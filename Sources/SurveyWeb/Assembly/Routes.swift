import HTTPTypes
import Hummingbird
import Logging
import Survey

/// Every route of the site; read it beside `SiteURL`.
///
/// - Parameter logger: of the service; requests have their own.
func makeRouter(_ site: Site, logger: Logger) -> Router<WebContext> {
    let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
        RequestLog(metrics: site.metrics)
        SecurityHeaders()
        ErrorPages(site: site)
    }
    StartRoutes(site: site).add(to: router)
    OperatorRoutes(site: site).add(to: router)
    StaticRoutes(site: site, logger: logger).add(to: router)
    ReceiptRoutes(site: site).add(to: router)
    APIRoutes(site: site).add(to: router)
    SignInRoutes(site: site).add(to: router)
    StaffRoutes(site: site).add(to: router)
    KioskRoutes(site: site).add(to: router)
    ManageRoutes(site: site).add(to: router)
    // Last, since its pattern is any first part of a path.
    SurveyRoutes(site: site).add(to: router)
    refuseOtherMethods(router)
    return router
}

/// Answers known addresses under a wrong method with 405 and what is allowed; Hummingbird alone would say 404.
private func refuseOtherMethods(_ router: Router<WebContext>) {
    let routes = Dictionary(grouping: router.routes, by: { $0.path.description })
    let standard: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options, .trace]
    let all = standard + [HTTPRequest.Method("QUERY")].compactMap(\.self)
    for group in routes.values {
        var known = Set(group.map(\.method))
        if known.contains(.get) { known.insert(.head) }
        let allow = all.filter(known.contains).map(\.rawValue).joined(separator: ", ")
        for method in all where !known.contains(method) {
            router.on(group[0].path, method: method) { _, _ -> Response in
                throw HTTPError(.methodNotAllowed, headers: [.allow: allow])
            }
        }
    }
}
