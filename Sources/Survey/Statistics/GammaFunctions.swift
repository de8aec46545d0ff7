import Foundation

/// The functions around Γ that the beta distribution is computed from, for positive arguments.
///
/// ln Γ is the C library's. The rest keeps its digits where differences of ln Γ would lose them, after A. R. DiDonato and
/// A. H. Morris, *Algorithm 708: significant digit computation of the incomplete beta function ratios*, ACM TOMS 18
/// (1992) 360–373.
enum GammaFunctions {
    /// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b).
    static func logBeta(_ a: Double, _ b: Double) -> Double {
        let small = min(a, b)
        let large = max(a, b)
        guard large >= 15 else { return logGamma(small) + logGamma(large) - logGamma(small + large) }
        if small < 15 {
            // ln Γ(large) − ln Γ(small + large) by Stirling, so that the two big numbers never meet.
            let difference =
                -(large - 0.5) * log1p(small / large) - small * log(small + large) + small + remainder(large)
                - remainder(small + large)
            return logGamma(small) + difference
        }
        let sum = small + large
        return 0.5 * log(2 * .pi) - 0.5 * log(large) + (small - 0.5) * log(small / sum)
            - large * log1p(small / large) + remainder(small) + remainder(large) - remainder(sum)
    }

    static func logGamma(_ x: Double) -> Double {
        #if canImport(Glibc)
            var sign: Int32 = 0
            return lgamma_r(x, &sign)
        #else
            return lgamma(x)
        #endif
    }

    /// ln Γ(x) less Stirling's (x − ½) ln x − x + ½ ln 2π: the series of DLMF 5.11.1, for x ≥ 15.
    static func remainder(_ x: Double) -> Double {
        let r = 1 / (x * x)
        let series =
            1.0 / 12
            - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188 - r * 691.0 / 360_360))))
        return series / x
    }

    /// ψ(x) = d ln Γ(x) / dx: recurrence up to 10, then the asymptotic series of DLMF 5.11.2.
    static func digamma(_ x: Double) -> Double {
        var x = x
        var sum = 0.0
        while x < 10 {
            sum -= 1 / x
            x += 1
        }
        let r = 1 / (x * x)
        let series =
            r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r * (1.0 / 132 - r * 691.0 / 32_760)))))
        return sum + log(x) - 0.5 / x - series
    }

    /// ψ′(x): recurrence up to 10, then the asymptotic series (DLMF 5.15.8).
    static func trigamma(_ x: Double) -> Double {
        var x = x
        var sum = 0.0
        while x < 10 {
            sum += 1 / (x * x)
            x += 1
        }
        let r = 1 / (x * x)
        let series =
            1.0 / 6 - r * (1.0 / 30 - r * (1.0 / 42 - r * (1.0 / 30 - r * (5.0 / 66 - r * 691.0 / 2730))))
        return sum + 1 / x + 0.5 * r + series * r / x
    }

    /// x − ln(1 + x), without loss near 0.
    static func lessLog1p(_ x: Double) -> Double {
        guard abs(x) < 0.1 else { return x - log1p(x) }
        // x²/2 − x³/3 + x⁴/4 − …
        var power = x * x
        var sum = 0.0
        var index = 2.0
        while abs(power) > 1e-18 * abs(sum) * index, power != 0 {
            sum += power / index
            power *= -x
            index += 1
        }
        return sum
    }
}
