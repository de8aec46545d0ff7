import Foundation
import Hummingbird
import Logging

/// The files of the `Static` folder, under `/static`.
struct StaticRoutes: Sendable {
    let site: Site
    let logger: Logger

    func add(to router: Router<WebContext>) {
        let keep: [CacheControl.CacheControlValue] = [.public, .maxAge(3600)]
        let files = FileMiddleware<WebContext, LocalFileSystem>(
            site.configuration.statics.path, urlBasePath: "/static",
            cacheControl: CacheControl([(.text, keep), (.image, keep), (.application, keep)]),
            logger: logger)
        // The route only stands for the path; the middleware answers in place of its "not found".
        router.group().add(middleware: files).get(SiteURL.file("{name}").pattern) { _, _ -> Response in
            throw HTTPError(.notFound)
        }
    }
}
