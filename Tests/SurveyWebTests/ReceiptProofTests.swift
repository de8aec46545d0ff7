import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct ReceiptProofTests {
    /// Answers over three days, each day's checkpoint made after it; the receipt codes in order.
    private func site() async throws -> (site: TestSite, codes: [String]) {
        let site = try await TestSite()
        var codes: [String] = []
        for day in 0..<3 {
            let tokens = try (1...7).map { try site.dossier(day * 7 + $0) }
            codes += try await site.application().test(.router) { client async throws in
                var codes: [String] = []
                for token in tokens {
                    let reply = try await client.post("/\(token.text)", "overall=2")
                    let cookie = try #require(
                        reply.headers[.setCookie]?.firstMatch(of: /hailong_receipt=([0-9A-Z-]+);/))
                    codes.append(String(cookie.output.1))
                }
                return codes
            }
            site.clock.advance(days: 1)
            if day < 2 { try await site.store.closeDay() }
        }
        return (site, codes)
    }

    /// What the page says of a proof, put together as somebody would who does not trust us.
    private func proof(_ html: String) throws -> (leaf: MerkleHash, proof: InclusionProof, root: MerkleHash) {
        let hashes = html.matches(of: /<code>([0-9a-f]{64})<\/code>/).compactMap { match in
            let digits = Array(match.output.1.utf8)
            let bytes = stride(from: 0, to: 64, by: 2).compactMap {
                UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
            }
            return MerkleHash(Data(bytes))
        }
        let count = try #require(html.firstMatch(of: /<b>([0-9]+)<\/b>/)).output.1
        let index = try #require(html.firstMatch(of: /: ([0-9]+)<\/p>\s*<ol>/)).output.1
        try #require(hashes.count >= 2)
        return (
            hashes[1],
            InclusionProof(index: try #require(Int(index)), count: try #require(Int(count)), path: Array(hashes[2...])),
            hashes[0]
        )
    }

    @Test("after the night each receipt's page proves its answer to be in the checkpoint that the results print")
    func proves() async throws {
        let (site, codes) = try await site()
        try await site.application().test(.live) { client async throws in
            // The third day is not closed yet.
            let pending = try await client.get("/receipt/\(codes[20])")
            #expect(pending.status == .ok && !pending.text.contains("<code>"))
            try await site.store.closeDay()
            let results = try await client.get("/results").text
            let line = try #require(results.firstMatch(of: /hailong (\d{4}-\d{2}-\d{2}) (\d+) ([0-9a-f]{64})/)).output
            #expect(line.1 == "2026-11-25" && line.2 == "21")
            for code in codes {
                let page = try await client.get("/receipt/\(code)")
                #expect(page.status == .ok)
                let (leaf, proof, root) = try proof(page.text)
                #expect("\(root)" == line.3 && proof.count == 21)
                #expect(proof.verifies(leaf, root: root))
                // A receipt names its own leaf and proves no other.
                #expect(try ReceiptCode(leaf: leaf).text == ReceiptCode(code).text)
                let other = MerkleHash.node(leaf, leaf)
                #expect(!proof.verifies(other, root: root))
                // Not what was answered, at which desk, for which dossier.
                for secret in ["Hài lòng", "Xuân Hưng", "khai sinh", "H40.18"] { #expect(!page.text.contains(secret)) }
            }
        }
    }

    @Test("codes that differ from a receipt's by one character are no receipts")
    func wrong() async throws {
        let (site, codes) = try await site()
        try await site.store.closeDay()
        try await site.application().test(.router) { client async throws in
            for position in codes[0].indices where codes[0][position] != "-" {
                var code = codes[0]
                code.replaceSubrange(position...position, with: code[position] == "7" ? "8" : "7")
                #expect(try await client.get("/receipt/\(code)").status == .notFound, "\(code)")
            }
        }
    }
}
