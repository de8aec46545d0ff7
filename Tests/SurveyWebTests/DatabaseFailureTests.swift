import GRDB
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Survey
import Testing

@testable import SurveyStore
@testable import SurveyWeb

/// The database fails in the middle of the service's work: whoever asked is told so plainly, and nothing is half done.
@Suite("Failures of the database")
struct DatabaseFailureTests {
    /// A way to fail, and the end of it.
    enum Failure: String, CaseIterable, Sendable {
        case full, readOnly, locked
    }

    private func begin(_ failure: Failure, _ site: TestSite) throws -> DatabaseQueue? {
        var hand: DatabaseQueue?
        if failure == .locked {
            var configuration = GRDB.Configuration()
            // The store tidies its file whenever it falls idle.
            configuration.busyMode = .timeout(30)
            configuration.allowsUnsafeTransactions = true
            let other = try DatabaseQueue(path: site.store.path, configuration: configuration)
            try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
            hand = other
        }
        try site.store.pool.writeWithoutTransaction { db in
            switch failure {
            case .full:
                let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 1
                try db.execute(sql: "PRAGMA max_page_count = \(pages)")
            case .readOnly: try db.execute(sql: "PRAGMA query_only = ON")
            // Else each of the writer's attempts takes as long as another process may need.
            case .locked: try db.execute(sql: "PRAGMA busy_timeout = 1")
            }
        }
        return hand
    }

    private func end(_ hand: DatabaseQueue?, _ site: TestSite) throws {
        try hand?.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try hand?.close()
        try site.store.pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA max_page_count = 1000000; PRAGMA query_only = OFF; PRAGMA busy_timeout = 15000")
        }
    }

    @Test(
        "is a plain page for a citizen and a problem for a program, and afterwards the same requests work",
        arguments: Failure.allCases)
    func request(_ failure: Failure) async throws {
        let site = try await TestSite()
        let tokens = try (1...60).map { try site.dossier($0) }
        let key = try await site.store.addAPIKey("mot-cua", scopes: [.register], by: "test")
        let app = try await site.application()
        try await app.test(.router) { client in
            let hand = try begin(failure, site)
            var taken = 0
            var refused: TestResponse?
            for token in tokens where refused == nil {
                let long = String(repeating: "Chờ+lâu+quá.+", count: 20)
                let response = try await client.post("/\(token.text)", "overall=1&comment=\(long)")
                if response.status == .seeOther { taken += 1 } else { refused = response }
            }
            let page = try #require(refused)
            #expect(page.status == .serviceUnavailable)
            #expect(page.text.contains("Hệ thống đang tạm nghỉ") && page.text.contains("Phiếu vẫn còn hiệu lực"))
            let english = try await client.post(
                "/\(tokens[taken].text)", "overall=1&comment=x", [.acceptLanguage: "en"])
            #expect(english.status == .serviceUnavailable || failure == .full)
            if english.status == .serviceUnavailable {
                #expect(english.text.contains("The service is not available now"))
            } else {
                taken += 1
            }
            let many = try await register(client, key, 1000...1400)
            #expect(many.status == .serviceUnavailable)
            #expect(many.headers[.contentType] == "application/problem+json")
            #expect(many.text.contains("\"detail\"") && many.text.contains(words(failure)))
            for text in [page.text, english.text, many.text] {
                #expect(!text.contains("INSERT") && !text.contains("UPDATE") && !text.contains("SQLite"))
            }
            try end(hand, site)
            let answers = try await site.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM answer") }
            let comments = try await site.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM comment") }
            #expect(answers == taken && comments == taken)
            #expect(try site.store.verify() == [])
            #expect(try await client.post("/\(tokens[taken].text)", "overall=1").status == .seeOther)
            #expect(try await register(client, key, 1000...1400).status == .created)
            #expect(try site.store.verify() == [])
        }
        try await site.store.close()
    }

    private func words(_ failure: Failure) -> String {
        switch failure {
        case .full: "đĩa đã đầy; không có gì được ghi"
        case .readOnly: "cơ sở dữ liệu chỉ cho đọc"
        case .locked: "cơ sở dữ liệu đang bận"
        }
    }

    private func register(
        _ client: any TestClientProtocol, _ key: String, _ numbers: ClosedRange<Int>
    ) async throws -> TestResponse {
        let rows = numbers.map {
            """
            {"dossier_code":"H40.18-241101-\($0 + 10_000)","desk_code":"XH-1","procedure_code":"1.001193",\
            "completed_on":"2026-11-20","received_via":"direct","timeliness":"early","digitised":true}
            """
        }
        return try await client.executeRequest(
            uri: "/api/v1/dossiers", method: .post,
            headers: [.contentType: "application/json", .authorization: "Bearer \(key)", .acceptLanguage: "vi"],
            body: ByteBuffer(string: "{\"dossiers\":[" + rows.joined(separator: ",") + "]}"))
    }
}
