import Foundation

/// How long a run of one and the same answer chance makes, when each answer is that one with a given share.
public enum LongestRun {
    /// The probability of a run of at least `length` among `n` answers.
    ///
    /// With g(m) that probability among m: g(length) = pˡ and g(m) = g(m − 1) + (1 − p) pˡ (1 − g(m − l − 1)).
    public static func probability(atLeast length: Int, among n: Int, share: Double) -> Double {
        guard length > 0 else { return 1 }
        guard n >= length, share > 0 else { return 0 }
        guard share < 1 else { return 1 }
        let power = pow(share, Double(length))
        var g = [Double](repeating: 0, count: n + 1)
        g[length] = power
        for m in stride(from: length + 1, through: n, by: 1) {
            g[m] = g[m - 1] + (1 - share) * power * (1 - g[m - length - 1])
        }
        return min(1, g[n])
    }

    /// About how long the longest run among `n` answers is on average, at least 0.
    ///
    /// Source: M. F. Schilling, *The longest run of heads*, College Mathematics Journal 21 (1990) 196–207:
    /// log_{1/p}(n (1 − p)) + γ ÷ ln(1/p) − ½.
    public static func expected(among n: Int, share: Double) -> Double {
        guard n > 0, share > 0 else { return 0 }
        guard share < 1 else { return Double(n) }
        let euler = 0.577_215_664_901_532_9
        let scale = log(1 / share)
        return min(Double(n), max(0, (log(Double(n) * (1 - share)) + euler) / scale - 0.5))
    }
}
