import Foundation

/// The regularised incomplete beta function Iₓ(a, b): the beta distribution's cumulative probability.
///
/// The continued fraction of DLMF 8.17.22, summed by the modified Lentz method (W. H. Press and others, *Numerical
/// Recipes*, 3rd edition, 5.2 and 6.4), on the side of the mean where it converges fast; the factor before it as in
/// algorithm 708 (see ``GammaFunctions``). About 12 significant digits, for a and b from 10⁻³ to 10⁷.
enum IncompleteBeta {
    /// Iₓ(a, b) and its complement, each with its own digits.
    static func probabilities(_ x: Double, _ a: Double, _ b: Double) -> (lower: Double, upper: Double) {
        if x <= 0 { return (0, 1) }
        if x >= 1 { return (1, 0) }
        let y = 1 - x
        if x <= (a + 1) / (a + b + 2) {
            let lower = min(1, kernel(x, y, a, b) * fraction(x, a, b) / a)
            return (lower, 1 - lower)
        }
        let upper = min(1, kernel(x, y, a, b) * fraction(y, b, a) / b)
        return (1 - upper, upper)
    }

    /// xᵃ yᵇ ÷ B(a, b), with y = 1 − x: x (1 − x) times the density.
    static func kernel(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        guard min(a, b) >= 15 else {
            let logX = x > 0.5 ? log1p(-y) : log(x)
            let logY = x > 0.5 ? log(y) : log1p(-x)
            return exp(a * logX + b * logY - GammaFunctions.logBeta(a, b))
        }
        // Around the mean a ÷ (a + b), where the three big logarithms cancel.
        let lambda = a > b ? (a + b) * y - b : a - (a + b) * x
        let exponent =
            a * GammaFunctions.lessLog1p(-lambda / a) + b * GammaFunctions.lessLog1p(lambda / b)
            + GammaFunctions.remainder(a) + GammaFunctions.remainder(b) - GammaFunctions.remainder(a + b)
        return (a / (a + b) * b / (2 * .pi)).squareRoot() * exp(-exponent)
    }

    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func nonzero(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
        var result = d
        // The number of steps grows as the square root of the larger parameter; the limit is for a and b near 10⁹.
        for step in 1...100_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / nonzero(1 + even * d)
            c = nonzero(1 + even / c)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / nonzero(1 + odd * d)
            c = nonzero(1 + odd / c)
            let change = d * c
            result *= change
            if abs(change - 1) < 1e-15 { break }
        }
        return result
    }
}
