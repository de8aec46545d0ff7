import Foundation

/// A beta distribution: what is believed of a share, on 0 … 1.
public struct BetaDistribution: Sendable, Hashable {
    /// Satisfied answers' worth of belief, above 0.
    public let alpha: Double
    /// Unsatisfied answers' worth of belief, above 0.
    public let beta: Double

    /// Nil unless both are above 0 and finite.
    public init?(alpha: Double, beta: Double) {
        guard alpha > 0, beta > 0, alpha.isFinite, beta.isFinite else { return nil }
        self.init(checkedAlpha: alpha, beta: beta)
    }

    init(checkedAlpha alpha: Double, beta: Double) {
        self.alpha = alpha
        self.beta = beta
    }

    public var mean: Double { alpha / (alpha + beta) }

    public var variance: Double {
        let size = alpha + beta
        return alpha / size * beta / size / (size + 1)
    }

    /// The probability of a share of at most `x`.
    public func cumulative(_ x: Double) -> Double { IncompleteBeta.probabilities(x, alpha, beta).lower }

    /// The probability of a share above `x`; keeps its digits where `1 - cumulative(x)` would not.
    public func upperTail(_ x: Double) -> Double { IncompleteBeta.probabilities(x, alpha, beta).upper }

    /// The share below which the distribution has the probability `probability` (0 … 1).
    ///
    /// Newton's method on the smaller tail, kept inside a bracket that is halved whenever Newton would leave it.
    public func quantile(_ probability: Double) -> Double {
        if probability <= 0 { return 0 }
        if probability >= 1 { return 1 }
        var low = 0.0
        var high = 1.0
        var x = mean
        for _ in 0..<1100 {
            let tails = IncompleteBeta.probabilities(x, alpha, beta)
            let error =
                probability < 0.5 ? tails.lower - probability : (1 - probability) - tails.upper
            if error == 0 { return x }
            if error < 0 { low = x } else { high = x }
            // Nothing between them, or nothing that shows.
            if high - low <= 2 * x.ulp || high < 1e-300 { return x }
            let density = IncompleteBeta.kernel(x, 1 - x, alpha, beta) / (x * (1 - x))
            let next = x - error / density
            let isInside = next > low && next < high
            // A bracket that spans powers of ten is halved on the logarithmic scale.
            let middle = low > 0 && high > 4 * low ? (low * high).squareRoot() : low + (high - low) / 2
            let previous = x
            x = isInside ? next : (low == 0 ? high / 16 : middle)
            if isInside, abs(x - previous) <= 4 * x.ulp { return x }
        }
        return x
    }

    /// The equal-tailed interval that holds the share with a probability of 95 %.
    public var interval: ClosedRange<Double> {
        let low = quantile(0.025)
        return low...max(low, quantile(0.975))
    }
}
