import Foundation

/// What share of a signal is usual across desks, learnt from the desks that are not far out themselves.
///
/// A beta-binomial distribution allows for desks that differ from each other by more than chance (overdispersion, see
/// D. J. Spiegelhalter, *Handling over-dispersion of performance indicators*, Quality and Safety in Health Care 14 (2005)
/// 347–351). It is fitted as ``BetaBinomialPrior`` is, to the half of the desks nearest to the median share, widened as
/// the middle half of a bell curve must be; then again and again to every desk whose count has a tail probability above
/// 0.001 under the last fit, until that choice stands. So a few stuffed desks do not make stuffing usual.
public struct UsualShare: Sendable, Hashable {
    public let distribution: BetaDistribution

    /// The share of a usual desk in the middle.
    public var middle: Double { distribution.quantile(0.5) }
    /// Where 95 % of usual desks lie.
    public var range: ClosedRange<Double> { distribution.interval }

    /// The least number of desks that tells what is usual.
    public static let leastDesks = 5

    /// Nil with fewer than five desks that have any answers or dossiers to speak of.
    public init?(_ counts: [SatisfiedCount]) {
        let counts = counts.filter { $0.n > 0 }
        guard counts.count >= UsualShare.leastDesks else { return nil }
        // Anscombe's transformation: on it, a share's chance spread does not depend on the share.
        let positions = counts.map {
            asin(((Double($0.satisfied) + 0.375) / (Double($0.n) + 0.75)).squareRoot())
        }
        let sorted = positions.sorted()
        let median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        let nearest = counts.indices.sorted {
            (abs(positions[$0] - median), $0) < (abs(positions[$1] - median), $1)
        }
        var kept = Set(nearest.prefix((counts.count + 1) / 2))
        let half = BetaBinomialPrior(fitting: counts.indices.filter(kept.contains).map { counts[$0] })
        // The middle half of a normal distribution has 0.14 of its variance.
        let size = max(BetaBinomialPrior.sizes.lowerBound, half.size / 7)
        var fit = BetaDistribution(checkedAlpha: half.mean * size, beta: (1 - half.mean) * size)
        for _ in 0..<20 {
            let usual = Set(
                counts.indices.filter {
                    let count = BetaBinomial(n: counts[$0].n, share: fit)
                    return min(count.upperTail(counts[$0].satisfied), count.lowerTail(counts[$0].satisfied)) > 0.001
                })
            let isSame = usual == kept
            if usual.count >= 3 { kept = usual }
            fit = BetaBinomialPrior(fitting: counts.indices.filter(kept.contains).map { counts[$0] }).distribution
            if isSame { break }
        }
        distribution = fit
    }

    /// Whether a count's odds are at least three times those at the upper end of the usual range: more than the tail of desks that
    /// differ by nature, whose true distribution no fit knows.
    public func isFarExceeded(by count: SatisfiedCount) -> Bool {
        let end = range.upperBound
        return Double(count.satisfied) * (1 - end) >= 3 * end * Double(count.n - count.satisfied)
    }

    /// The probability that a usual desk with as many answers shows this count or more.
    public func probability(ofAtLeast count: SatisfiedCount) -> Double {
        BetaBinomial(n: count.n, share: distribution).upperTail(count.satisfied)
    }
}
