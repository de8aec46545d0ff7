import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct APIReportTests {
    @Test("the figures are those that the store publishes, byte for byte")
    func figures() async throws {
        let site = try await TestSite()
        let key = try await site.key(.report)
        try await site.application().test(.router) { client async throws in
            for number in 1...6 {
                let token = try site.dossier(number)
                _ = try await client.post("/\(token.text)", "overall=\(number % 3 + 1)")
            }
            for by in Grouping.allCases {
                for (query, months) in [
                    ("", nil), ("&from=2026-11&to=2026-11", ("2026-11", "2026-11")),
                    ("&from=2026-10&to=2026-12&boundaries=then", ("2026-10", "2026-12")),
                    ("&from=2026-01&to=2026-12", ("2026-01", "2026-12")),
                ] as [(String, (String, String)?)] {
                    let response = try await client.get("/api/v1/report?by=\(by.rawValue)\(query)", key)
                    #expect(response.status == .ok)
                    let request = ReportRequest(
                        by: by, from: months.flatMap { Month($0.0) }, to: months.flatMap { Month($0.1) },
                        boundaries: query.contains("then") ? .then : .now)
                    let published = try await site.store.publish(try await site.store.report(request))
                    let encoder = JSONEncoder()
                    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                    #expect(response.text == String(decoding: try encoder.encode(published), as: UTF8.self))
                }
            }
        }
    }

    @Test("a cell with too few answers has null figures, says suppressed, and keeps its dossiers")
    func suppression() async throws {
        struct Read: Decodable {
            struct Row: Decodable {
                var completed: Int
                var answers: Int?
                var share: Double?
                var suppressed: Bool?
            }
            var by: String
            var rows: [Row]
            var total: Row
        }
        let site = try await TestSite()
        let key = try await site.key(.report)
        try await site.application().test(.router) { client async throws in
            let token = try site.dossier()
            _ = try await client.post("/\(token.text)", "overall=1")
            let report = try await client.get("/api/v1/report?by=desk", key).json(Read.self)
            #expect(report.by == "desk")
            #expect(report.rows.count == 1)
            for row in report.rows + [report.total] {
                #expect(row.completed == 1)
                #expect(row.suppressed == true)
                #expect(row.answers == nil)
                #expect(row.share == nil)
            }
        }
    }

    @Test("only calendar months, quarters, years and everything can be asked for; every bad parameter is named")
    func parameters() async throws {
        let site = try await TestSite()
        let key = try await site.key(.report)
        try await site.application().test(.router) { client async throws in
            for (query, fields) in [
                ("", ["- by"]), ("by=", ["- by"]), ("by=commune,desk", ["- by"]), ("by=desk&by=desk", ["- by"]),
                ("by=desk&from=2026-11", ["- to"]), ("by=desk&to=2026-11", ["- from"]),
                ("by=desk&from=2026-10&to=2026-11", ["- to"]), ("by=desk&from=2026-11&to=2026-10", ["- to"]),
                ("by=desk&from=2026-02&to=2026-04", ["- to"]), ("by=desk&from=2025-12&to=2026-11", ["- to"]),
                ("by=x&from=2026-13&to=y&boundaries=z&form=1", ["- boundaries", "- by", "- form", "- from", "- to"]),
            ] {
                let response = try await client.get("/api/v1/report?\(query)", key)
                #expect(response.status == .unprocessableContent, "\(query)")
                #expect(try response.json(ReadProblem.self).fields.sorted() == fields, "\(query)")
            }
            #expect(try await client.get("/api/v1/report?by=desk").status == .unauthorized)
            let register = try await site.key(.register, .print)
            #expect(try await client.get("/api/v1/report?by=desk", register).status == .forbidden)
        }
    }
}
