import Foundation

/// What share of a signal is usual across desks, learnt from the desks that are not far out themselves.
///
/// A beta-binomial distribution allows for desks that differ from each other by more than chance (overdispersion, see
/// D. J. Spiegelhalter, *Handling over-dispersion of performance indicators*, Quality and Safety in Health Care 14 (2005)
/// 347–351). It is fitted as ``BetaBinomialPrior`` is, to the half of the desks nearest to the median share, widened as
/// the middle half of a bell curve must be; then again and again to every desk whose count has a tail probability above
/// 0.001 under the last fit, until that choice stands. So a few stuffed desks do not make stuffing usual.
///
/// A sign that hardly any desk has says next to nothing of how much desks differ in it, and the fit, which then takes the
/// widest spread there is, would call anything usual. So desks are taken to differ by a factor of no more than e^±1.3 (one
/// standard deviation of the log odds): neither parameter of the distribution is below 1.
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
        var fit = UsualShare.narrowed(
            BetaDistribution(checkedAlpha: half.mean * size, beta: (1 - half.mean) * size))
        for _ in 0..<20 {
            let usual = Set(
                counts.indices.filter {
                    let count = BetaBinomial(n: counts[$0].n, share: fit)
                    return min(count.upperTail(counts[$0].satisfied), count.lowerTail(counts[$0].satisfied)) > 0.001
                })
            let isSame = usual == kept
            if usual.count >= 3 { kept = usual }
            fit = UsualShare.narrowed(
                BetaBinomialPrior(fitting: counts.indices.filter(kept.contains).map { counts[$0] }).distribution)
            if isSame { break }
        }
        distribution = fit
    }

    /// The same mean with no more spread than the log odds of desks have: trigamma(1) = 1.28².
    private static func narrowed(_ fit: BetaDistribution) -> BetaDistribution {
        let least = min(fit.alpha, fit.beta)
        return least >= 1 ? fit : BetaDistribution(checkedAlpha: fit.alpha / least, beta: fit.beta / least)
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
