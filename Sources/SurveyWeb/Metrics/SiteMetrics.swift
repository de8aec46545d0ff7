import Metrics
import Synchronization

/// What the service counts of itself, every name in this one file. No label ever holds a token, an address or a code.
struct SiteMetrics: Sendable {
    /// Requests by method, route pattern and status.
    static let requests = "hailong_http_requests_total"
    /// How long they took, by route pattern.
    static let durations = "hailong_http_request_duration_seconds"

    let backend = PrometheusMetrics()
    private let series = SeriesCache()

    /// Metrics that were made before, so that no request has to make them anew.
    private final class SeriesCache: Sendable {
        struct Key: Hashable {
            let method: String
            let route: String
            let status: Int
        }

        let known = Mutex<[Key: (Counter, Metrics.Timer)]>([:])
    }

    /// Counts one request.
    ///
    /// - Parameters:
    ///   - route: the pattern, never the address: `/{token}`.
    ///   - nanoseconds: how long it took.
    func count(method: String, route: String, status: Int, nanoseconds: Int64) {
        let key = SeriesCache.Key(method: method, route: route, status: status)
        let (counter, timer) = series.known.withLock { known in
            if let pair = known[key] { return pair }
            let pair = (
                Counter(
                    label: Self.requests, dimensions: [("method", method), ("route", route), ("status", "\(status)")],
                    factory: backend),
                Metrics.Timer(label: Self.durations, dimensions: [("route", route)], factory: backend)
            )
            known[key] = pair
            return pair
        }
        counter.increment()
        timer.recordNanoseconds(nanoseconds)
    }
}
