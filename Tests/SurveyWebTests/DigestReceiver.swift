import Foundation
import HTTPTypes
import Hummingbird
import Logging
import ServiceLifecycle
import Synchronization

/// A real HTTP server on loopback that takes webhooks: it fails some times, and then accepts.
final class DigestReceiver: Sendable {
    struct Delivery: Sendable {
        let headers: HTTPFields
        let body: Data
    }

    private struct State {
        var failures: Int
        var deliveries: [Delivery] = []
    }

    private let state: Mutex<State>
    /// How long it thinks before it answers.
    private let delay: Duration

    init(failures: Int, delay: Duration = .zero) {
        state = Mutex(State(failures: failures))
        self.delay = delay
    }

    /// Everything that was sent, refused or not.
    var deliveries: [Delivery] { state.withLock { $0.deliveries } }

    /// Runs the server while the body runs, which gets its address.
    func serve(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let router = Router()
        router.post("digest") { [self] request, _ in
            let buffer = try await request.body.collect(upTo: 1 << 20)
            try await Task.sleep(for: delay)
            return state.withLock { state -> HTTPResponse.Status in
                state.deliveries.append(Delivery(headers: request.headers, body: Data(buffer.readableBytesView)))
                state.failures -= 1
                return state.failures >= 0 ? .internalServerError : .ok
            }
        }
        var logger = Logger(label: "receiver")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                port.yield(channel.localAddress?.port ?? 0)
                port.finish()
            }, logger: logger)
        let group = ServiceGroup(
            configuration: .init(services: [application], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await number in ports { try await body("http://127.0.0.1:\(number)/digest") }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
