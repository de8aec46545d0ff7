/// A share of a count with its Wilson score interval at 95 %.
///
/// Of `n` answers `k` are satisfied; `share` = k ÷ n, and the interval holds every true share π that a two-sided score
/// test at 5 % would not reject. It stays within 0 … 1 and keeps its promise for small n and for shares near 1, where the
/// textbook interval does not. All three values are unrounded fractions, 0 … 1.
///
/// Source: E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, JASA 22 (1927) 209–212;
/// without continuity correction.
public struct WilsonInterval: Sendable, Hashable {
    public let share: Double
    public let low: Double
    public let high: Double

    /// The 97.5 % point of the standard normal distribution.
    public static let z = 1.959963984540054

    /// Nil when there is no answer, or when the counts are impossible (`satisfied` negative or above `n`).
    public init?(satisfied: Int, of n: Int) {
        guard n > 0, (0...n).contains(satisfied) else { return nil }
        let n = Double(n)
        let share = Double(satisfied) / n
        let square = WilsonInterval.z * WilsonInterval.z
        let centre = share + square / (2 * n)
        let reach = WilsonInterval.z * (share * (1 - share) / n + square / (4 * n * n)).squareRoot()
        let scale = 1 + square / n
        self.share = share
        // At the ends the interval touches 0 or 1 exactly; floating point would miss it by a hair.
        low = satisfied == 0 ? 0 : (centre - reach) / scale
        high = share == 1 ? 1 : (centre + reach) / scale
    }
}
