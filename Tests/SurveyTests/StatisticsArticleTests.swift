import Foundation
import OwnThread
import Survey
import Testing

@Suite("The article on statistics", .ownThread)
struct StatisticsArticleTests {
    private func article() throws -> String {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/Survey/Survey.docc/Statistics.md").standardizedFileURL
        return try String(contentsOf: file, encoding: .utf8)
    }

    private func places(_ value: Double, _ count: Int = 4) -> String { String(format: "%.\(count)f", value) }

    /// The rows of the article's table of units.
    private func rows() throws -> [[String]] {
        try article().split(separator: "\n").map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }.filter { $0.count == 11 && Int($0[1]) != nil }
    }

    @Test("every figure in the worked example's table is what the program computes")
    func table() throws {
        let rows = try rows()
        #expect(rows.count == 5)
        let units = try rows.map { row in
            let satisfied = try #require(Int(row[1]))
            let n = try #require(Int(row[2]))
            return (id: row[0], count: try #require(SatisfiedCount(satisfied: satisfied, of: n)))
        }
        let ranking = UnitRanking(units.sorted { $0.id < $1.id }, minimum: 5)
        for (row, entry) in zip(rows, ranking.entries) {
            let wilson = try #require(entry.count.interval)
            let computed =
                [entry.id, "\(entry.count.satisfied)", "\(entry.count.n)"]
                + [
                    wilson.share, wilson.low, wilson.high, entry.estimate, entry.interval.lowerBound,
                    entry.interval.upperBound,
                ].map { places($0) }
                + ["\(entry.rank)", "\(entry.possibleRanks.lowerBound)–\(entry.possibleRanks.upperBound)"]
            #expect(row == computed)
        }
        let prior = ranking.prior.distribution
        let fit = "α = \(places(prior.alpha, 2)) and β = \(places(prior.beta, 2))"
        #expect(try article().contains(fit))
        let worth = "\(places(ranking.prior.size, 1)) answers, \(places(100 * ranking.prior.mean, 1)) %"
        #expect(try article().contains(worth))
    }

    @Test("every probability in the worked example is what the program computes")
    func probabilities() throws {
        let ranking = UnitRanking(
            try rows().map { row in
                (
                    id: row[0],
                    count: try #require(SatisfiedCount(satisfied: Int(row[1]) ?? -1, of: Int(row[2]) ?? 0))
                )
            }, minimum: 5)
        let posteriors = Dictionary(uniqueKeysWithValues: ranking.entries.map { ($0.id, $0.posterior) })
        let text = try article()
        for (above, below) in [("A", "C"), ("A", "E"), ("B", "E"), ("D", "E"), ("C", "E")] {
            let probability = try #require(posteriors[above]).probabilityAbove(try #require(posteriors[below]))
            #expect(text.contains(places(probability)), "\(above) over \(below): \(probability)")
        }
    }

    @Test("the article's two changes are what the program computes")
    func changes() throws {
        let text = try article()
        for (counts, verdict) in [
            ((118, 150, 126, 140), ShareChange.Verdict.better), ((55, 60, 48, 55), .noClearChange),
        ] {
            let change = ShareChange(
                from: try #require(SatisfiedCount(satisfied: counts.0, of: counts.1)),
                to: try #require(SatisfiedCount(satisfied: counts.2, of: counts.3)), minimum: 5)
            #expect(change.verdict == verdict)
            let interval = try #require(change.interval)
            for value in [try #require(change.difference), interval.lowerBound, interval.upperBound] {
                #expect(text.contains(places(abs(value))), "\(value)")
            }
        }
    }
}
