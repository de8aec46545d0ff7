public import Foundation
public import Survey

/// Where the service listens, who stands in front of it, and where its files are.
public struct WebConfiguration: Sendable {
    public var host: String
    /// 0 picks a free one.
    public var port: Int
    /// The address that people see, without a path: `https://danhgia.example.vn`.
    public var publicURL: String
    /// The proxies whose word about a client's address is taken.
    public var trustedProxies: [Network]
    /// Who may read `/metrics` beside this machine itself.
    public var metricsNetworks: [Network]
    /// The folder with `*.mustache`, `locales` and `questionnaires`.
    public var templates: URL
    /// The folder of what is served under `/static`.
    public var statics: URL
    /// A connection on which nothing happens for so long is closed.
    public var idleTimeout: Duration
    /// A request that has not arrived in full by then is dropped, however slowly it keeps coming.
    public var requestTimeout: Duration
    /// A shutdown waits no longer than this for requests in progress.
    public var shutdownTimeout: Duration
    /// Pages show the last figures when the newest take longer than this to make.
    public var figurePatience: Duration

    /// - Parameter resources: the folder that holds `Templates` and `Static`.
    public init(
        host: String = "127.0.0.1", port: Int = 8080, publicURL: String = "http://127.0.0.1:8080",
        trustedProxies: [Network] = [], metricsNetworks: [Network] = [], resources: URL,
        idleTimeout: Duration = .seconds(60), requestTimeout: Duration = .seconds(30),
        shutdownTimeout: Duration = .seconds(10), figurePatience: Duration = .seconds(1)
    ) {
        self.host = host
        self.port = port
        self.publicURL = publicURL
        self.trustedProxies = trustedProxies
        self.metricsNetworks = metricsNetworks
        templates = resources.appending(path: "Templates")
        statics = resources.appending(path: "Static")
        self.idleTimeout = idleTimeout
        self.requestTimeout = requestTimeout
        self.shutdownTimeout = shutdownTimeout
        self.figurePatience = figurePatience
    }
}
