import Hummingbird
import Metrics
import NIOCore
import Survey
import SurveyStore

/// What operators ask: whether the service is alive, and what it counts.
struct OperatorRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        router.get(SiteURL.health.pattern) { _, _ in
            // Reads the database; an error becomes a 503.
            try site.store.checkHealth()
            return Self.text("ok\n")
        }
        router.get(SiteURL.metrics.pattern) { request, context in
            let client = site.client(request, context)
            let isAllowed = client.address.map { address in
                site.configuration.metricsNetworks.contains { $0.contains(address) }
                    || address.isLoopback && !client.isForwarded
            }
            guard isAllowed == true else {
                throw SurveyError(
                    .forbidden, vi: "số liệu vận hành chỉ đọc được từ chính máy này",
                    en: "metrics are read from this machine only")
            }
            return Self.text(site.metrics.backend.text(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    private static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
