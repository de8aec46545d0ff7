import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Survey
import SurveyQR
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct APISlipTests {
    private func issued(_ site: TestSite) async throws -> Int {
        try await site.store.report(ReportRequest(by: .none)).total.counts.issued
    }

    @Test("a slip comes in every format, whole or as the bare QR, and counts as issued once")
    func formats() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        let key = try await site.key(.print)
        let beginnings: [(SlipFormat, [UInt8])] = [
            (.png, [0x89, 0x50, 0x4E, 0x47]), (.svg, Array("<".utf8)), (.pdf, Array("%PDF".utf8)),
            (.escpos, [0x1B, 0x40]),
        ]
        try await site.application().test(.router) { client async throws in
            for (format, beginning) in beginnings {
                let address = "/api/v1/slips/\(token.text).\(format.rawValue)"
                let head = try await client.executeRequest(uri: address, method: .head, headers: key, body: nil)
                #expect(head.status == .ok)
                let before = try await issued(site)
                #expect(before == (format == .png ? 0 : 1))
                for query in ["", "?qr=1", format == .escpos ? "?paper=58mm&dpi=203" : "?paper=a5&dpi=300"] {
                    let response = try await client.get(address + query, key)
                    #expect(response.status == .ok, "\(format) \(query)")
                    #expect(response.headers[.contentType] == format.mediaType)
                    #expect(response.headers[.cacheControl] == "no-store")
                    #expect(response.body.readableBytesView.starts(with: beginning), "\(format) \(query)")
                    #expect(try await issued(site) == 1)
                }
            }
            let grouped = try await client.get("/api/v1/slips/\(token.grouped.lowercased()).svg", key)
            #expect(grouped.status == .ok)
        }
    }

    @Test("the bare QR is that of the library, for the link that registration returned")
    func bareQR() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        let key = try await site.key(.print)
        try await site.application().test(.router) { client async throws in
            let response = try await client.get("/api/v1/slips/\(token.text).png?qr=1&dpi=300", key)
            let link = try SurveyLink(base: "http://127.0.0.1:8080", token: token)
            #expect(Data(response.body.readableBytesView) == (try PrintedQR(link, dpi: 300).png()))
        }
    }

    @Test("whoever tries wrong tokens with a valid key is slowed down; right tokens and unknown dossiers never are")
    func wrongTokens() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        let unknown = try site.store.keyRing.newest.token(for: DossierCode("H40.18-241101-99999"))
        let key = try await site.key(.print)
        try await site.application().test(.router) { client async throws in
            func status(_ token: String) async throws -> Int {
                try await client.get("/api/v1/slips/\(token).svg?qr=1", key).status.code
            }
            // A registered dossier's id with the proof of another, and what is no token at all.
            let forged = "\(token.text.prefix(12))\(unknown.text.suffix(6))"
            var seen: [Int] = []
            for number in 0..<130 { seen.append(try await status(number.isMultiple(of: 2) ? forged : "A")) }
            #expect(seen == Array(repeating: 404, count: 120) + Array(repeating: 429, count: 10))
            #expect(try await status(token.text) == 200)
            #expect(try await status(unknown.text) == 404)
            let limited = try await client.get("/api/v1/slips/\(forged).png", key)
            #expect(limited.headers[.retryAfter] == "60")
            #expect(limited.headers[.contentType] == "application/problem+json")
            site.clock.advance(seconds: 60)
            #expect(try await status(forged) == 404)
        }
    }

    @Test("bad parameters are named, and what was refused was not issued")
    func badParameters() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        let key = try await site.key(.print)
        try await site.application().test(.router) { client async throws in
            for (query, field) in [
                ("paper=a3", "- paper"), ("dpi=99", "- dpi"), ("dpi=2401", "- dpi"), ("dpi=+300", "- dpi"),
                ("dpi=", "- dpi"), ("qr=2", "- qr"), ("papers=a4", "- papers"), ("qr=1&qr=1", "- qr"),
            ] {
                let response = try await client.get("/api/v1/slips/\(token.text).pdf?\(query)", key)
                #expect(response.status == .unprocessableContent, "\(query)")
                #expect(try response.json(ReadProblem.self).fields == [field], "\(query)")
            }
            for query in ["paper=a4", "dpi=2400", "dpi=2400&qr=1"] {
                let page = try await client.get("/api/v1/slips/\(token.text).escpos?\(query)", key)
                #expect(page.status == .unprocessableContent)
                #expect(page.headers[.contentType] == "application/problem+json")
            }
        }
        #expect(try await issued(site) == 0)
    }

    @Test("forged, mistyped and unknown tokens are 404, expired and void ones 410, a missing scope 403")
    func refusals() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        let void = try site.dossier(2)
        let old = try site.dossier(3, on: "2026-10-20")
        let unknown = site.store.keyRing.newest.token(for: try DossierCode("H40.18-241101-99999"))
        let forged = String(token.text.dropLast()) + (token.text.hasSuffix("0") ? "1" : "0")
        try await site.store.void(void.id, by: "test")
        let key = try await site.key(.print)
        let register = try await site.key(.register, .report)
        try await site.application().test(.router) { client async throws in
            func status(_ text: String, _ headers: HTTPFields) async throws -> HTTPResponse.Status {
                let response = try await client.get("/api/v1/slips/\(text)", headers)
                #expect(response.headers[.contentType] == "application/problem+json")
                return response.status
            }
            for text in ["\(forged).png", "\(unknown.text).svg", "ABC.pdf", "%FF.png", "\(token.text).gif", token.text]
            {
                #expect(try await status(text, key) == .notFound, "\(text)")
            }
            #expect(try await status("\(void.text).png", key) == .gone)
            #expect(try await status("\(old.text).png", key) == .gone)
            #expect(try await status("\(token.text).png", register) == .forbidden)
            #expect(try await status("\(token.text).png", [:]) == .unauthorized)
        }
        // The void one was a slip or a link; nothing else was made.
        #expect(try await issued(site) == 1)
    }

    @Test("a reprint is the same before and after the dossier was rated")
    func reprint() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        let key = try await site.key(.print)
        try await site.application().test(.router) { client async throws in
            for format in ["png", "svg", "escpos", "pdf"] {
                let before = try await client.get("/api/v1/slips/\(token.text).\(format)", key)
                if format == "png" { #expect(try await client.post("/\(token.text)", "overall=3").status == .seeOther) }
                let after = try await client.get("/api/v1/slips/\(token.text).\(format)", key)
                #expect(after.status == .ok)
                #expect(after.headers == before.headers)
                #expect(after.body == before.body)
            }
        }
    }
}
