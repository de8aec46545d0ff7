import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import ServiceLifecycle
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct DigestServiceTests {
    private let secret = "một khóa bí mật đủ dài"

    private func service(
        _ site: TestSite, backOff: BackOff = BackOff(first: .milliseconds(10), attempts: 4)
    ) throws -> DigestService {
        DigestService(
            site: try Site(store: site.store, configuration: site.configuration()), logger: site.logger,
            backOff: backOff)
    }

    /// Time enough for what should not happen.
    private func pause() async throws -> Bool {
        try await Task.sleep(for: .milliseconds(300))
        return true
    }

    /// Runs the service until something holds, and shuts it down; the time that the shutdown took.
    @discardableResult
    private func run(_ service: DigestService, until isDone: () async throws -> Bool) async throws -> Duration {
        let group = ServiceGroup(configuration: .init(services: [service], logger: service.logger))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for _ in 0..<2000 {
                if try await isDone() { break }
                try await Task.sleep(for: .milliseconds(10))
            }
            let start = ContinuousClock.now
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return ContinuousClock.now - start
        }
    }

    @Test("a webhook that fails twice gets each digest once, signed, and nothing again after a restart")
    func webhook() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        let receiver = DigestReceiver(failures: 2)
        try await receiver.serve { address in
            try await site.store.set("digest_webhook", to: address, by: "test")
            try await site.store.set("digest_secret", to: secret, by: "test")
            try await run(try service(site)) { receiver.deliveries.count >= 4 }
            // Everything has gone: another run, as after a restart, sends nothing.
            try await run(try service(site)) { try await pause() }
        }
        let deliveries = receiver.deliveries
        func header(_ delivery: DigestReceiver.Delivery, _ name: String) throws -> String? {
            delivery.headers[try #require(HTTPField.Name(name))]
        }
        #expect(
            try deliveries.map { try header($0, "Hailong-Delivery") } == [
                "2026-W47", "2026-W47", "2026-W47", "2026-10",
            ])
        for delivery in deliveries {
            let timestamp = try #require(Int(try header(delivery, "Hailong-Timestamp") ?? ""))
            #expect(timestamp == Int(site.store.now()))
            let expected = WebhookSignature(delivery.body, timestamp: timestamp, secret: secret).text
            #expect(try header(delivery, "Hailong-Signature") == expected)
        }
        struct Body: Decodable {
            let period: String
            let content: [String: [String: String]]
        }
        let body = try JSONDecoder().decode(Body.self, from: deliveries[2].body)
        #expect(body.period == "2026-W47" && body.content.keys.sorted() == ["en", "vi"])
        #expect(
            body.content["vi"]?["text"]?.hasPrefix(
                "Bản tin mức độ hài lòng: số liệu tháng 11/2026 vào cuối tuần 47/2026 (16/11/2026") == true)
        // The secret stands in no list, log or trail.
        let trail = try await site.store.auditEntries(limit: 50).map(\.details).joined()
        #expect(trail.contains(Setting.mask) && !trail.contains(secret) && !site.log.text.contains(secret))
    }

    @Test("only published figures are in a digest: a hidden unit has no number, and the rest is as on the pages")
    func published() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        // Xã Xuân Trường has seven answers.
        try await site.store.set("small_cell", to: "8", by: "test")
        // Its name must not look like a survey code, which the trail refuses.
        let folder = FileManager.default.temporaryDirectory.appending(path: "digests-\(Int.random(in: 1...99_999))")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await site.store.set("digest_folder", to: folder.path, by: "test")
        try await run(try service(site)) {
            try await site.store.isDelivered(.month(try #require(Month("2026-10"))), by: .folder)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(
            names
                == ["2026-10", "2026-W47"].flatMap { period in
                    ["en.html", "en.txt", "vi.html", "vi.txt"].map { "hailong-\(period).\($0)" }
                })
        let week = try String(contentsOf: folder.appending(path: "hailong-2026-W47.vi.txt"), encoding: .utf8)
        let catalogue = try site.store.catalogue()
        let units = ["37", "14122", "14089"].compactMap { catalogue.units(code: $0).first }
        let rows = try await site.store.unitFigures(units, in: .month(try #require(Month("2026-11"))))
        for unit in units {
            let line = try #require(week.split(separator: "\n").first { $0.hasPrefix("- \(unit.name): ") })
            let row = try #require(rows[unit.id])
            #expect(line.contains("n = \(row.counts.answers)") == !row.isSuppressed)
            #expect(line.contains("chưa đủ câu trả lời") == row.isSuppressed)
        }
        #expect(rows.values.contains { $0.isSuppressed } && rows.values.contains { !$0.isSuppressed })
        let html = try String(contentsOf: folder.appending(path: "hailong-2026-W47.vi.html"), encoding: .utf8)
        #expect(!html.contains("src=") && !html.contains("⟦") && html.contains("Xã Xuân Hưng"))
    }

    @Test("a digest is not made again after a restart, even if its file was taken away")
    func restart() async throws {
        let site = try await TestSite()
        // Its name must not look like a survey code, which the trail refuses.
        let folder = FileManager.default.temporaryDirectory.appending(path: "digests-\(Int.random(in: 1...99_999))")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await site.store.set("digest_folder", to: folder.path, by: "test")
        let month = DigestPeriod.month(try #require(Month("2026-10")))
        try await run(try service(site)) { try await site.store.isDelivered(month, by: .folder) }
        try FileManager.default.removeItem(at: folder)
        try await run(try service(site)) { try await pause() }
        #expect(!FileManager.default.fileExists(atPath: folder.path))
        // The next week is another period.
        site.clock.advance(days: 7)
        try await run(try service(site)) { FileManager.default.fileExists(atPath: folder.path) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { $0.contains("2026-W48") })
    }

    @Test("a shutdown ends the service at once, in the middle of a wait and in the middle of a slow request")
    func shutdown() async throws {
        let site = try await TestSite()
        try await site.store.set("digest_secret", to: secret, by: "test")
        let failing = DigestReceiver(failures: 100)
        try await failing.serve { address in
            try await site.store.set("digest_webhook", to: address, by: "test")
            let service = try service(site, backOff: BackOff(first: .seconds(60)))
            #expect(try await run(service) { !failing.deliveries.isEmpty } < .seconds(30))
        }
        let slow = DigestReceiver(failures: 0, delay: .seconds(1))
        try await slow.serve { address in
            try await site.store.set("digest_webhook", to: address, by: "test")
            var polls = 0
            let time = try await run(try service(site)) {
                polls += 1
                return polls > 20
            }
            #expect(time < .seconds(30))
        }
        #expect(try await !site.store.isDelivered(.month(try #require(Month("2026-10"))), by: .webhook))
    }

    @Test("without a secret nothing is posted, and a secret is never shown on the settings page")
    func withoutSecret() async throws {
        let site = try await TestSite()
        let receiver = DigestReceiver(failures: 0)
        try await receiver.serve { address in
            try await site.store.set("digest_webhook", to: address, by: "test")
            try await run(try service(site)) { try await pause() }
        }
        #expect(receiver.deliveries.isEmpty)
        try await site.store.set("digest_secret", to: secret, by: "test")
        let admin = try await site.cookie(.admin)
        try await site.application().test(.router) { client async throws in
            let html = try await client.get("/manage/settings", admin).text
            #expect(html.contains("digest_secret") && html.contains(Setting.mask) && !html.contains(secret))
        }
    }
}
