import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle
public import SurveyStore
import UnixSignals

/// The service: what `hailong serve` runs and what tests start, assembled in one place.
public struct WebService: Service, CustomStringConvertible {
    /// What the log calls it: printed in full it is the whole site.
    public var description: String { "web" }

    private let application: Application<RouterResponder<WebContext>>
    private let digests: DigestService
    private let configuration: WebConfiguration
    private let logger: Logger
    private let store: Store

    /// Reads templates, texts, questionnaires and style sheets, and makes the questionnaires known to the store.
    ///
    /// - Parameter onReady: called with the port once the service listens.
    /// - Throws: `SurveyError` with the name of the file that is missing or malformed.
    public init(
        store: Store, configuration: WebConfiguration, logger: Logger,
        onReady: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws {
        let site = try Site(store: store, configuration: configuration)
        application = try await buildApplication(site, logger: logger) { port in
            // Not before the port is ours: who starts a second service by mistake is told at once.
            do { try store.beginFigures() } catch {
                logger.error("the figures could not be begun", metadata: ["error": "\(error)"])
            }
            await onReady(port)
        }
        digests = DigestService(site: site, logger: logger)
        self.configuration = configuration
        self.store = store
        self.logger = logger
    }

    /// Serves until a graceful shutdown, which lets requests in progress finish.
    ///
    /// The figures are begun as soon as it listens, and pages never wait long for them.
    public func run() async throws {
        store.showLastFigures(after: configuration.figurePatience)
        try await application.run()
    }

    /// Runs the service, its digests and other services until SIGTERM or SIGINT; one half-sent request cannot hold the shutdown up.
    public func runUntilSignal(with services: [any Service] = []) async throws {
        var group = ServiceGroupConfiguration(
            services: services + [digests, self], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = configuration.shutdownTimeout
        try await ServiceGroup(configuration: group).run()
    }
}

/// The application behind the service; tests drive it directly.
func buildApplication(
    store: Store, configuration: WebConfiguration, logger: Logger,
    onReady: @escaping @Sendable (Int) async -> Void = { _ in }
) async throws -> Application<RouterResponder<WebContext>> {
    try await buildApplication(
        try Site(store: store, configuration: configuration), logger: logger, onReady: onReady)
}

func buildApplication(
    _ site: Site, logger: Logger, onReady: @escaping @Sendable (Int) async -> Void = { _ in }
) async throws -> Application<RouterResponder<WebContext>> {
    let questionnaires = Array(site.questionnaires.questionnaires.values)
    try await site.store.learn(questionnaires)
    for heavy in try site.citizenPages.heavySurveys(questionnaires, settings: try site.store.settings()) {
        logger.warning(
            "a survey page is too long; shorten its texts",
            metadata: [
                "questionnaire": "\(heavy.questionnaire)", "language": "\(heavy.language)", "bytes": "\(heavy.bytes)",
                "most": "\(CitizenPages.most)",
            ])
    }
    let configuration = site.configuration
    return Application(
        responder: makeRouter(site, logger: logger).buildResponder(),
        server: .http1(configuration: .init(idleTimeout: TimeAmount(configuration.idleTimeout))),
        configuration: ApplicationConfiguration(
            address: .hostname(configuration.host, port: configuration.port), backlog: 1024),
        onServerRunning: { channel in await onReady(channel.localAddress?.port ?? configuration.port) },
        logger: logger)
}
