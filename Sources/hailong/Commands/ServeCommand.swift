import ArgumentParser
import Foundation
import Logging
import NIOCore
import Survey
import SurveyQR
import SurveyStore
import SurveyWeb

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Chạy dịch vụ: trang khảo sát, trang cán bộ, API.",
        discussion: """
            The service. Prints "listening on http://HOST:PORT" to standard error when it is ready, and stops on SIGTERM \
            or SIGINT once the requests in progress are answered. Every night it does what retention demands. HAILONG_LOG \
            sets the level of the log: notice, or info for a line a request, without address or token.
            """)

    @Option(help: "Địa chỉ lắng nghe. / Address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "Cổng; 0 là một cổng còn trống. / Port; 0 picks a free one.")
    var port = 8080

    @OptionGroup var publicURL: PublicURLOptions

    @Option(
        name: .customLong("trusted-proxy"),
        help: ArgumentHelp(
            "Mạng của proxy được tin, lặp lại được. / A proxy whose X-Forwarded-For is believed, repeatable.",
            valueName: "cidr"))
    var trustedProxies: [Network] = []

    @Option(
        name: .customLong("metrics-network"),
        help: ArgumentHelp(
            "Mạng được đọc /metrics, lặp lại được. / Who may read /metrics beside this machine, repeatable.",
            valueName: "cidr"))
    var metricsNetworks: [Network] = []

    @OptionGroup var home: HomeOptions
    @OptionGroup var storeOptions: StoreOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port 0…65535") }
    }

    func run() async throws {
        let configuration = WebConfiguration(
            host: host, port: port, publicURL: try publicURL.address().text, trustedProxies: trustedProxies,
            metricsNetworks: metricsNetworks, resources: try home.folder())
        let logger = ServeCommand.logger()
        try await storeOptions.withStore(mayCreate: true, logger: logger) { store in
            try await ServeCommand.serve(store, configuration, logger)
        }
    }

    /// Serves until a signal; the demo does the same.
    static func serve(_ store: Store, _ configuration: WebConfiguration, _ logger: Logger) async throws {
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        func cannotListen(_ vi: String, _ en: String) -> Failure {
            let place = "http://\(host):\(configuration.port)"
            return Failure(vi: "không lắng nghe được ở \(place): \(vi)", en: "cannot listen on \(place): \(en)")
        }
        let service = try await WebService(store: store, configuration: configuration, logger: logger) { port in
            Console().message("listening on http://\(host):\(port)")
        }
        let calendar = try WorkingCalendar(templates: configuration.templates)
        do {
            try await service.runUntilSignal(with: [DailyPurge(store: store, calendar: calendar, logger: logger)])
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw cannotListen("cổng đã có chương trình khác dùng", "the port is in use")
        } catch let error as IOError where [EACCES, EADDRNOTAVAIL].contains(error.errnoCode) {
            throw cannotListen(
                error.errnoCode == EACCES ? "không có quyền dùng cổng này" : "máy này không có địa chỉ đó",
                error.errnoCode == EACCES ? "no permission for this port" : "this machine has no such address")
        } catch is SocketAddressError.UnknownHost {
            throw cannotListen("không có máy nào tên như vậy", "there is no host of that name")
        }
    }

    /// The log goes to standard error; `HAILONG_LOG` names the lowest level that is written. Once a process.
    static func logger() -> Logger {
        let level = ProcessInfo.processInfo.environment["HAILONG_LOG"].flatMap { Logger.Level(rawValue: $0) }
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level ?? .notice
            return handler
        }
        return Logger(label: "hailong")
    }
}
