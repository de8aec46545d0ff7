import Foundation

/// The number of successes among `n` when their share is itself drawn from a beta distribution: a count whose spread
/// from unit to unit is wider than chance alone makes it.
struct BetaBinomial {
    let n: Int
    let share: BetaDistribution

    func probability(_ k: Int) -> Double {
        guard (0...n).contains(k) else { return 0 }
        let choose = -GammaFunctions.logBeta(Double(k) + 1, Double(n - k) + 1) - log(Double(n) + 1)
        return exp(
            choose + GammaFunctions.logBeta(share.alpha + Double(k), share.beta + Double(n - k))
                - GammaFunctions.logBeta(share.alpha, share.beta))
    }

    /// The probability of `k` or more.
    func upperTail(_ k: Int) -> Double {
        if k <= 0 { return 1 }
        if k > n { return 0 }
        // From k away from the mean, where the terms fall.
        if Double(k) < Double(n) * share.mean { return max(0, 1 - sum(down: k - 1)) }
        var term = probability(k)
        var sum = term
        for j in k..<max(k, n) where term > 1e-18 * sum {
            term *= Double(n - j) / Double(j + 1) * (share.alpha + Double(j)) / (share.beta + Double(n - j - 1))
            sum += term
        }
        return min(1, sum)
    }

    /// The probability of `k` or fewer.
    func lowerTail(_ k: Int) -> Double {
        if k < 0 { return 0 }
        if k >= n { return 1 }
        return Double(k) < Double(n) * share.mean ? sum(down: k) : max(0, 1 - upperTail(k + 1))
    }

    private func sum(down k: Int) -> Double {
        var term = probability(k)
        var sum = term
        for j in stride(from: k, to: 0, by: -1) where term > 1e-18 * sum {
            term *= Double(j) / Double(n - j + 1) * (share.beta + Double(n - j)) / (share.alpha + Double(j - 1))
            sum += term
        }
        return min(1, sum)
    }
}
