import Metrics
import Synchronization

/// A backend of swift-metrics that keeps counters, gauges and histograms in memory, and writes them as Prometheus text.
///
/// Written here since no package of ours has one; it ends when swift-prometheus becomes one.
final class PrometheusMetrics: MetricsFactory {
    /// A metric with its labels, as one line has it: `http_requests_total{route="/",status="200"}`.
    private struct Series: Hashable {
        let name: String
        let labels: String
    }

    private struct State {
        var counters: [Series: PrometheusCounter] = [:]
        var gauges: [Series: PrometheusGauge] = [:]
        var histograms: [Series: PrometheusHistogram] = [:]
    }

    private let state = Mutex(State())

    private static func series(_ label: String, _ dimensions: [(String, String)]) -> Series {
        let name = String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        let labels = dimensions.map { key, value in
            let value = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            return "\(key)=\"\(value)\""
        }
        return Series(name: name, labels: labels.joined(separator: ","))
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let series = Self.series(label, dimensions)
        return state.withLock { state in
            let counter = state.counters[series] ?? PrometheusCounter()
            state.counters[series] = counter
            return counter
        }
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        let series = Self.series(label, dimensions)
        return state.withLock { state in
            let gauge = state.gauges[series] ?? PrometheusGauge()
            state.gauges[series] = gauge
            return gauge
        }
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let series = Self.series(label, dimensions)
        return state.withLock { state in
            let histogram = state.histograms[series] ?? PrometheusHistogram()
            state.histograms[series] = histogram
            return histogram
        }
    }

    // Series stay: those of this site are few, and a counter that vanishes confuses whoever reads them.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    /// The text that Prometheus reads (exposition format 0.0.4).
    func text() -> String {
        let state = state.withLock { $0 }
        var lines: [String] = []
        func write<Value>(_ all: [Series: Value], _ type: String, _ line: (Series, Value) -> [String]) {
            for (name, group) in Dictionary(grouping: all, by: \.key.name).sorted(by: { $0.key < $1.key }) {
                lines.append("# TYPE \(name) \(type)")
                for (series, value) in group.sorted(by: { $0.key.labels < $1.key.labels }) {
                    lines += line(series, value)
                }
            }
        }
        write(state.counters, "counter") { ["\($0.name)\(Self.braced($0.labels)) \($1.value)"] }
        write(state.gauges, "gauge") { ["\($0.name)\(Self.braced($0.labels)) \($1.value)"] }
        write(state.histograms, "histogram") { series, histogram in
            let (buckets, count, sum) = histogram.read()
            let prefix = series.labels.isEmpty ? "" : series.labels + ","
            return buckets.map { "\(series.name)_bucket{\(prefix)le=\"\($0.bound)\"} \($0.count)" } + [
                "\(series.name)_bucket{\(prefix)le=\"+Inf\"} \(count)",
                "\(series.name)_sum\(Self.braced(series.labels)) \(sum)",
                "\(series.name)_count\(Self.braced(series.labels)) \(count)",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }
}

final class PrometheusCounter: CounterHandler {
    private let count = Atomic<Int64>(0)

    var value: Int64 { count.load(ordering: .relaxed) }
    func increment(by amount: Int64) { count.add(amount, ordering: .relaxed) }
    func reset() { count.store(0, ordering: .relaxed) }
}

/// Holds the last value that was recorded.
final class PrometheusGauge: RecorderHandler {
    private let last = Mutex<Double>(0)

    var value: Double { last.withLock { $0 } }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { last.withLock { $0 = value } }
}

/// Counts durations in seconds, by upper bounds.
final class PrometheusHistogram: TimerHandler {
    private static let bounds: [Double] = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5]
    private let counts = Mutex<(buckets: [Int64], sum: Int64)>(([Int64](repeating: 0, count: bounds.count + 1), 0))

    func recordNanoseconds(_ duration: Int64) {
        let seconds = Double(duration) / 1e9
        let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        counts.withLock { counts in
            counts.buckets[bucket] += 1
            counts.sum += duration
        }
    }

    /// The buckets, each with the count of everything up to its bound; how many in all; their sum in seconds.
    func read() -> (buckets: [(bound: Double, count: Int64)], count: Int64, sum: Double) {
        let counts = counts.withLock { $0 }
        var total: Int64 = 0
        var buckets: [(Double, Int64)] = []
        for (bound, count) in zip(Self.bounds, counts.buckets) {
            total += count
            buckets.append((bound, total))
        }
        return (buckets, counts.buckets.reduce(0, +), Double(counts.sum) / 1e9)
    }
}
