import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import Survey
import SurveyStore

/// Sends the weekly and the monthly digest to the folder and the webhook of the settings, once each, beside the service.
///
/// It looks once an hour for a period that is over and has not gone a way yet. A webhook that fails is tried again with
/// growing waits, and after those with the next hour. A shutdown ends it at once, in the middle of a wait or a request.
struct DigestService: Service, CustomStringConvertible {
    /// What the log calls it: printed in full it is the whole site.
    var description: String { "digests" }

    let site: Site
    let logger: Logger
    var backOff = BackOff()
    var pause: Duration = .seconds(3600)

    func run() async throws {
        var configuration = HTTPClient.Configuration()
        // A signed body goes to the address of the settings and nowhere else.
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(10), read: .seconds(20))
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await deliver(with: client)
                do { try await Task.sleep(for: pause) } catch { return }
            }
        }
        try await client.shutdown()
    }

    /// Sends what is due and has not gone yet.
    func deliver(with client: HTTPClient) async {
        for period in DigestPeriod.due(on: site.store.today) {
            for way in DigestWay.allCases {
                if Task.isCancelled { return }
                do {
                    try await deliver(period, by: way, with: client)
                } catch is CancellationError {
                    return
                } catch {
                    // A folder that is full or a receiver that is down must not end the service.
                    logger.error(
                        "a digest was not delivered",
                        metadata: ["period": "\(period)", "way": "\(way.rawValue)", "reason": "\(reason(error))"])
                }
            }
        }
    }

    private func deliver(_ period: DigestPeriod, by way: DigestWay, with client: HTTPClient) async throws {
        let settings = try site.store.settings()
        guard settings.digest(by: way), try await !site.store.isDelivered(period, by: way) else { return }
        let digests = try await DigestMaker(site: site).make(period)
        switch way {
        case .folder: try write(digests, to: URL(filePath: settings["digest_folder"]))
        case .webhook:
            let webhook = Webhook(
                client: client, url: settings["digest_webhook"], secret: settings["digest_secret"],
                now: site.store.now)
            try await post(try Digest.body(digests), period, to: webhook)
        }
        try await site.store.noteDelivery(of: period, by: way)
        logger.info("a digest was delivered", metadata: ["period": "\(period)", "way": "\(way.rawValue)"])
    }

    private func write(_ digests: [Digest], to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for file in Digest.files(digests) {
            try Data(file.content.utf8).write(to: folder.appending(path: file.name), options: .atomic)
        }
    }

    private func post(_ body: Data, _ period: DigestPeriod, to webhook: Webhook) async throws {
        for failure in 1... {
            do { return try await webhook.post(body, delivery: period.description) } catch {
                try Task.checkCancellation()
                guard let wait = backOff.wait(afterFailure: failure) else { throw error }
                logger.warning(
                    "the digest's webhook failed and is tried again",
                    metadata: ["period": "\(period)", "reason": "\(reason(error))"])
                try await Task.sleep(for: wait)
            }
        }
    }

    /// Without the address, which may hold a key.
    private func reason(_ error: any Error) -> String {
        switch error {
        case let error as Webhook.Refusal: error.description
        case let error as SurveyError: error.message.en
        case let error as HTTPClientError: error.shortDescription
        default: "\(type(of: error))"
        }
    }
}

extension Settings {
    /// Whether digests go this way. A webhook without a secret gets nothing: its receiver could trust nothing.
    fileprivate func digest(by way: DigestWay) -> Bool {
        switch way {
        case .folder: !self["digest_folder"].isEmpty
        case .webhook: !self["digest_webhook"].isEmpty && !self["digest_secret"].isEmpty
        }
    }
}
