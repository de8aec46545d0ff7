import Foundation

extension BetaDistribution {
    /// The probability that a share drawn from this distribution is above one drawn, independently, from `other`.
    ///
    /// P(X > Y) = ∫ f_X(t) F_Y(t) dt by the trapezoidal rule on the logit scale s = ln(t ÷ (1 − t)), where the integrand
    /// is smooth and dies off exponentially, so that the rule converges faster than any power of the step
    /// (L. N. Trefethen and J. A. C. Weideman, *The exponentially convergent trapezoidal rule*, SIAM Review 56 (2014)
    /// 385–458). The narrower of the two is the density. Right to about 10⁻¹⁰.
    public func probabilityAbove(_ other: BetaDistribution) -> Double {
        if self == other { return 0.5 }
        if logitDeviation > other.logitDeviation { return 1 - other.probabilityAbove(self) }
        let peak = log(alpha / beta)
        let logPeak = logKernel(peak)
        // Where the density has fallen by e⁻³⁴ ≈ 10⁻¹⁵ of its peak.
        func reach(_ direction: Double) -> Double {
            var far = logitDeviation
            while logKernel(peak + direction * far) - logPeak > -34 { far *= 2 }
            var near = far / 2
            for _ in 0..<8 {
                let middle = (near + far) / 2
                if logKernel(peak + direction * middle) - logPeak > -34 { near = middle } else { far = middle }
            }
            return far
        }
        let left = reach(-1)
        let right = reach(1)
        let step = min(logitDeviation / 5, 0.25)
        var mass = 0.0
        var above = 0.0
        for index in Int(-left / step)...Int(right / step) {
            let s = peak + Double(index) * step
            let weight = exp(logKernel(s) - logPeak)
            mass += weight
            above += weight * other.cumulative(logit: s)
        }
        // Dividing by the sum of the weights takes the same error out of both.
        return min(1, max(0, above / mass))
    }

    /// The standard deviation of the logit of a share: √(ψ′(α) + ψ′(β)).
    private var logitDeviation: Double {
        (GammaFunctions.trigamma(alpha) + GammaFunctions.trigamma(beta)).squareRoot()
    }

    /// ln(tᵅ (1 − t)ᵝ) at t = 1 ÷ (1 + e⁻ˢ).
    private func logKernel(_ s: Double) -> Double {
        -alpha * softplus(-s) - beta * softplus(s)
    }

    private func cumulative(logit s: Double) -> Double {
        // On the side where the share is small it is exact; on the other its complement is.
        s <= 0
            ? IncompleteBeta.probabilities(1 / (1 + exp(-s)), alpha, beta).lower
            : IncompleteBeta.probabilities(1 / (1 + exp(s)), beta, alpha).upper
    }

    /// ln(1 + eˢ).
    private func softplus(_ s: Double) -> Double { s > 0 ? s + log1p(exp(-s)) : log1p(exp(s)) }
}
