import Foundation
import OwnThread
import Testing

@testable import Survey

@Suite("Statistics against scipy and statsmodels", .ownThread)
struct StatisticsReferenceTests {
    @Test("Wilson intervals of random counts are statsmodels'")
    func wilson() throws {
        var random = SeededGenerator(1)
        let counts = (0..<300).map { _ in
            let n = Int.random(in: 1...5000, using: &random)
            return (Int.random(in: 0...n, using: &random), n)
        }
        let reference = try Reference.values(counts.map { ["wilson", $0.0, $0.1] })
        for (count, expected) in zip(counts, reference) {
            let ours = try #require(WilsonInterval(satisfied: count.0, of: count.1))
            #expect(abs(ours.low - expected[0]) < 1e-12 && abs(ours.high - expected[1]) < 1e-12)
        }
    }

    @Test("Newcombe's interval of a difference is statsmodels', and the verdict follows from it")
    func newcombe() throws {
        var random = SeededGenerator(2)
        let tables = (0..<300).map { _ in
            let n = (Int.random(in: 5...400, using: &random), Int.random(in: 5...400, using: &random))
            return (
                Int.random(in: (n.0 / 2)...n.0, using: &random), n.0, Int.random(in: (n.1 / 2)...n.1, using: &random),
                n.1
            )
        }
        let reference = try Reference.values(tables.map { ["newcombe", $0.0, $0.1, $0.2, $0.3] })
        for (table, expected) in zip(tables, reference) {
            let earlier = try #require(SatisfiedCount(satisfied: table.0, of: table.1))
            let later = try #require(SatisfiedCount(satisfied: table.2, of: table.3))
            let change = ShareChange(from: earlier, to: later, minimum: 5)
            let interval = try #require(change.interval)
            #expect(abs(interval.lowerBound - expected[0]) < 1e-10 && abs(interval.upperBound - expected[1]) < 1e-10)
            let verdict: ShareChange.Verdict =
                expected[0] > 0 ? .better : expected[1] < 0 ? .worse : .noClearChange
            #expect(change.verdict == verdict)
        }
    }

    @Test("ln B is mpmath's, ψ and ψ′ are scipy's, over eleven powers of ten")
    func gammaFunctions() throws {
        var random = SeededGenerator(3)
        let points = (0..<400).map { _ in
            (pow(10, Double.random(in: -4...7, using: &random)), pow(10, Double.random(in: -4...7, using: &random)))
        }
        let reference = try Reference.values(points.map { ["special_functions", $0.0, $0.1] })
        for (point, expected) in zip(points, reference) {
            #expect(Reference.agree(GammaFunctions.logBeta(point.0, point.1), expected[0], 1e-12, absolute: 1e-12))
            #expect(Reference.agree(GammaFunctions.digamma(point.0), expected[1], 1e-13, absolute: 1e-13))
            #expect(Reference.agree(GammaFunctions.trigamma(point.0), expected[2], 1e-13))
        }
    }

    @Test("the beta distribution's tails and quantiles are scipy's, for lopsided and for large parameters")
    func beta() throws {
        var random = SeededGenerator(4)
        let points = (0..<400).map { index -> (Double, Double, Double, Double) in
            let a = pow(10, Double.random(in: -1...(index % 2 == 0 ? 2 : 5), using: &random))
            let b = pow(10, Double.random(in: -1...(index % 2 == 0 ? 2 : 5), using: &random))
            // Around the mean, where it is used.
            let deviation = (a * b / (a + b + 1)).squareRoot() / (a + b)
            let x = a / (a + b) + deviation * Double.random(in: -6...6, using: &random)
            return (a, b, min(max(x, 1e-6), 1 - 1e-6), Double.random(in: 0.0001...0.9999, using: &random))
        }
        let reference = try Reference.values(points.map { ["beta", $0.0, $0.1, $0.2, $0.3] })
        for (point, expected) in zip(points, reference) {
            let ours = try #require(BetaDistribution(alpha: point.0, beta: point.1))
            #expect(Reference.agree(ours.cumulative(point.2), expected[0], 1e-9, absolute: 1e-14), "\(point)")
            #expect(Reference.agree(ours.upperTail(point.2), expected[1], 1e-9, absolute: 1e-14), "\(point)")
            #expect(Reference.agree(ours.quantile(point.3), expected[2], 1e-9), "\(point)")
        }
    }

    @Test("the probability that one share is above another is an adaptive quadrature's")
    func probabilityAbove() throws {
        var random = SeededGenerator(5)
        let pairs = (0..<120).map { _ in
            (0..<4).map { _ in pow(10, Double.random(in: -0.5...3, using: &random)) }
        }
        let reference = try Reference.values(pairs.map { ["probability_above", $0[0], $0[1], $0[2], $0[3]] })
        for (pair, expected) in zip(pairs, reference) {
            let a = try #require(BetaDistribution(alpha: pair[0], beta: pair[1]))
            let b = try #require(BetaDistribution(alpha: pair[2], beta: pair[3]))
            #expect(abs(a.probabilityAbove(b) - expected[0]) < 1e-9, "\(pair)")
            #expect(abs(a.probabilityAbove(b) + b.probabilityAbove(a) - 1) < 1e-12)
        }
    }

    @Test("the fitted prior is the maximum that scipy's optimiser finds")
    func fit() throws {
        var random = SeededGenerator(6)
        let tables = (0..<24).map { index in
            let units = Int.random(in: 3...60, using: &random)
            let mean = Double.random(in: 0.5...0.97, using: &random)
            // No spread between units in every fourth table, where plain maximum likelihood has no answer.
            let spread = index % 4 == 0 ? 0 : Double.random(in: 0.05...1.2, using: &random)
            return (0..<units).compactMap { _ in
                let n = Int.random(in: 5...400, using: &random)
                return SatisfiedCount(
                    satisfied: random.binomial(n, random.share(mean: mean, spread: spread)), of: n)
            }
        }
        let allSatisfied = (5..<15).compactMap { SatisfiedCount(satisfied: $0, of: $0) }
        let all = [allSatisfied] + tables
        let reference = try Reference.values(all.map { ["fit", $0.map(\.satisfied), $0.map(\.n)] })
        for (table, expected) in zip(all, reference) {
            let ours = BetaBinomialPrior(fitting: table).distribution
            #expect(Reference.agree(ours.alpha, expected[0], 1e-6), "\(ours) \(expected)")
            #expect(Reference.agree(ours.beta, expected[1], 1e-6), "\(ours) \(expected)")
        }
    }
}
