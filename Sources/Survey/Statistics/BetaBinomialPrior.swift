import Foundation

/// What the shares of many units have in common: a beta distribution fitted to all their counts (empirical Bayes).
///
/// Unit j has a true share θⱼ ~ Beta(α, β), and kⱼ of its nⱼ answers are satisfied, kⱼ ~ Binomial(nⱼ, θⱼ). With μ = α ÷
/// (α + β) and size M = α + β, the fit maximises over 0 < μ < 1 and 2 ≤ M ≤ 10⁶
///
///     Σⱼ ln [B(α + kⱼ, β + nⱼ − kⱼ) ÷ B(α, β)]  +  ½ ln ρ  +  ½ ln μ (1 − μ),    ρ = 1 ÷ (1 + M).
///
/// The sum is the marginal likelihood. The second term keeps the spread ρ between units from being estimated as none at
/// all, which plain maximum likelihood does for few or alike units, with intervals that are too narrow (Y. Chung, S.
/// Rabe-Hesketh, V. Dorie, A. Gelman and J. Liu, *A nondegenerate penalized likelihood estimator for variance parameters
/// in multilevel models*, Psychometrika 78 (2013) 685–709: a gamma(2, 0) prior on the standard deviation). The third is
/// worth one answer, half of it satisfied (Jeffreys), so that units which are all satisfied have an estimate, too.
///
/// With fewer than three units that have answers there is nothing to learn from others: the prior is Jeffreys' Beta(½, ½).
public struct BetaBinomialPrior: Sendable, Hashable {
    public let distribution: BetaDistribution
    /// Whether it was learnt from the units; otherwise it is Jeffreys' Beta(½, ½).
    public let isFitted: Bool

    /// The mean share over units.
    public var mean: Double { distribution.mean }
    /// How many answers' worth the others' experience is: the larger, the more alike the units are.
    public var size: Double { distribution.alpha + distribution.beta }

    static let sizes = 2.0...1e6

    public init(fitting counts: [SatisfiedCount]) {
        let counts = counts.filter { $0.n > 0 }
        guard counts.count >= 3 else {
            distribution = BetaDistribution(checkedAlpha: 0.5, beta: 0.5)
            isFitted = false
            return
        }
        // Equal counts share their terms: desks with few answers repeat them.
        let fit = BetaBinomialFit(Dictionary(counts.map { ($0, 1.0) }, uniquingKeysWith: +))
        let (mean, size) = fit.maximum(sizes: BetaBinomialPrior.sizes)
        distribution = BetaDistribution(checkedAlpha: mean * size, beta: (1 - mean) * size)
        isFitted = true
    }

    init(_ distribution: BetaDistribution) {
        self.distribution = distribution
        isFitted = true
    }

    /// What is believed of a unit's true share after its answers: Beta(α + k, β + n − k).
    public func posterior(_ count: SatisfiedCount) -> BetaDistribution {
        BetaDistribution(
            checkedAlpha: distribution.alpha + Double(count.satisfied),
            beta: distribution.beta + Double(count.n - count.satisfied))
    }
}

/// The search for the maximum that ``BetaBinomialPrior`` describes.
struct BetaBinomialFit {
    private let terms: [(k: Double, n: Double, weight: Double)]

    init(_ counts: [SatisfiedCount: Double]) {
        // Sorted, since sums of floating-point numbers depend on their order and a dictionary's order is random.
        terms = counts.map { (Double($0.key.satisfied), Double($0.key.n), $0.value) }
            .sorted { ($0.n, $0.k) < ($1.n, $1.k) }
    }

    /// The best mean for each size is unique, since the objective is concave in the mean; the sizes are searched on a
    /// grid first, because along them it need not be.
    func maximum(sizes: ClosedRange<Double>) -> (mean: Double, size: Double) {
        let from = log(sizes.lowerBound)
        let to = log(sizes.upperBound)
        let steps = 20
        var mean = startingMean
        var values: [Double] = []
        for step in 0...steps {
            let size = exp(from + (to - from) * Double(step) / Double(steps))
            mean = bestMean(size: size, near: mean)
            values.append(objective(mean: mean, size: size))
        }
        let best = values.indices.max { values[$0] < values[$1] } ?? 0
        func logSize(_ step: Int) -> Double { from + (to - from) * Double(min(steps, max(0, step))) / Double(steps) }
        var low = logSize(best - 1)
        var high = logSize(best + 1)
        // The slope in the size is positive left of the maximum and negative right of it.
        while high - low > 1e-11 {
            let middle = (low + high) / 2
            let size = exp(middle)
            mean = bestMean(size: size, near: mean)
            if slopeInSize(mean: mean, size: size) > 0 { low = middle } else { high = middle }
        }
        let size = exp((low + high) / 2)
        return (bestMean(size: size, near: mean), size)
    }

    private var startingMean: Double {
        let satisfied = terms.reduce(0.5) { $0 + $1.k * $1.weight }
        return satisfied / terms.reduce(1) { $0 + $1.n * $1.weight }
    }

    private func objective(mean: Double, size: Double) -> Double {
        let a = mean * size
        let b = (1 - mean) * size
        let prior = GammaFunctions.logBeta(a, b)
        return terms.reduce(0.5 * log(mean * (1 - mean) / (1 + size))) { sum, term in
            sum + term.weight * (GammaFunctions.logBeta(a + term.k, b + term.n - term.k) - prior)
        }
    }

    /// Newton's method for the root of the slope in the mean, in a bracket.
    private func bestMean(size: Double, near start: Double) -> Double {
        var low = 0.0
        var high = 1.0
        var mean = min(max(start, 1e-9), 1 - 1e-9)
        for _ in 0..<100 {
            let a = mean * size
            let b = (1 - mean) * size
            let baseA = (GammaFunctions.digamma(a), GammaFunctions.trigamma(a))
            let baseB = (GammaFunctions.digamma(b), GammaFunctions.trigamma(b))
            var slope = 0.5 / mean - 0.5 / (1 - mean)
            var curvature = -0.5 / (mean * mean) - 0.5 / ((1 - mean) * (1 - mean))
            for term in terms {
                slope +=
                    term.weight * size
                    * (GammaFunctions.digamma(a + term.k) - baseA.0
                        - (GammaFunctions.digamma(b + term.n - term.k) - baseB.0))
                curvature +=
                    term.weight * size * size
                    * (GammaFunctions.trigamma(a + term.k) - baseA.1
                        + (GammaFunctions.trigamma(b + term.n - term.k) - baseB.1))
            }
            if slope > 0 { low = mean } else { high = mean }
            let next = mean - slope / curvature
            let previous = mean
            mean = next > low && next < high ? next : (low + high) / 2
            // Newton's last step squares the error: what is left is rounding.
            if abs(mean - previous) <= 1e-11 * mean { break }
        }
        return mean
    }

    private func slopeInSize(mean: Double, size: Double) -> Double {
        let a = mean * size
        let b = (1 - mean) * size
        let baseA = GammaFunctions.digamma(a)
        let baseB = GammaFunctions.digamma(b)
        let base = GammaFunctions.digamma(size)
        return terms.reduce(-0.5 / (1 + size)) { sum, term in
            let gain =
                mean * (GammaFunctions.digamma(a + term.k) - baseA)
                + (1 - mean) * (GammaFunctions.digamma(b + term.n - term.k) - baseB)
            return sum + term.weight * (gain - (GammaFunctions.digamma(size + term.n) - base))
        }
    }
}
