import Foundation

/// Whether a desk issues fewer slips for its dossiers on bad days (with late dossiers) than on good ones.
///
/// Days are compared within strata that the caller chooses (for example the weekday or the month), by the
/// Cochran–Mantel–Haenszel test, one-sided (N. Mantel and W. Haenszel, J. National Cancer Institute 22 (1959) 719–748). A
/// printer that fails for a day takes all slips of the day with it; so the variance is widened by Pearson's χ² of the
/// days ÷ its degrees of freedom where that is above 1 (P. McCullagh and J. A. Nelder, *Generalized linear models*, 1989,
/// 4.5). Where the numbers are small enough the exact conditional test is done, too, and the larger p counts.
public struct IssueGap: Sendable, Hashable {
    /// One day of a desk.
    public struct IssueDay: Sendable, Hashable {
        public let stratum: Int
        public let isBad: Bool
        public let completed: Int
        public let issued: Int

        /// Nil when the counts are impossible.
        public init?(stratum: Int = 0, isBad: Bool, completed: Int, issued: Int) {
            guard completed >= 0, (0...completed).contains(issued) else { return nil }
            self.stratum = stratum
            self.isBad = isBad
            self.completed = completed
            self.issued = issued
        }
    }

    /// Slips of dossiers on bad days; `satisfied` are those issued.
    public let bad: SatisfiedCount?
    /// The same on good days.
    public let good: SatisfiedCount?
    /// The probability of a gap like this or larger when bad days are like good ones; nil when no stratum has both, or
    /// when slips were issued for all dossiers or for none.
    public let p: Double?

    public init(_ days: [IssueDay]) {
        let strata = Dictionary(grouping: days, by: \.stratum).sorted { $0.key < $1.key }.map { IssueStratum($0.value) }
        func count(_ isBad: Bool) -> SatisfiedCount? {
            let days = days.filter { $0.isBad == isBad }
            return SatisfiedCount(
                satisfied: days.reduce(0) { $0 + $1.issued }, of: days.reduce(0) { $0 + $1.completed })
        }
        bad = count(true)
        good = count(false)
        guard let z = IssueStratum.mantelHaenszel(strata) else {
            p = nil
            return
        }
        let normal = 0.5 * erfc(-z / IssueGap.dispersion(days).squareRoot() / 2.0.squareRoot())
        p = max(normal, IssueStratum.exactLowerTail(strata) ?? 0)
    }

    /// Pearson's χ² of the days around the share of their kind ÷ degrees of freedom, no less than 1.
    private static func dispersion(_ days: [IssueDay]) -> Double {
        var sum = 0.0
        var freedom = 0
        for (_, group) in Dictionary(grouping: days, by: { $0.stratum * 2 + ($0.isBad ? 1 : 0) }).sorted(by: {
            $0.key < $1.key
        }) {
            let counted = group.filter { $0.completed > 0 }
            let all = counted.reduce(0) { $0 + $1.completed }
            let share = Double(counted.reduce(0) { $0 + $1.issued }) / Double(max(1, all))
            guard counted.count > 1, share > 0, share < 1 else { continue }
            freedom += counted.count - 1
            for day in counted {
                let n = Double(day.completed)
                let difference = Double(day.issued) - n * share
                sum += difference * difference / (n * share * (1 - share))
            }
        }
        return freedom > 0 ? max(1, sum / Double(freedom)) : 1
    }
}

/// A stratum's two-by-two table.
struct IssueStratum {
    private var badIssued = 0
    private var bad = 0
    private var goodIssued = 0
    private var good = 0

    init(_ days: [IssueGap.IssueDay]) {
        for day in days {
            if day.isBad {
                badIssued += day.issued
                bad += day.completed
            } else {
                goodIssued += day.issued
                good += day.completed
            }
        }
    }

    private var issued: Int { badIssued + goodIssued }
    private var all: Int { bad + good }

    /// Negative when less is issued on bad days; nil when nothing can be compared.
    static func mantelHaenszel(_ strata: [IssueStratum]) -> Double? {
        var excess = 0.0
        var variance = 0.0
        for stratum in strata where stratum.all > 1 {
            let (m, n, t) = (Double(stratum.bad), Double(stratum.good), Double(stratum.issued))
            let total = m + n
            excess += Double(stratum.badIssued) - m * t / total
            variance += m * n * t * (total - t) / (total * total * (total - 1))
        }
        return variance > 0 ? excess / variance.squareRoot() : nil
    }

    /// The probability of as few slips on bad days or fewer, given each stratum's totals: the hypergeometric
    /// distributions of the strata, convolved. Nil where that would take long.
    static func exactLowerTail(_ strata: [IssueStratum]) -> Double? {
        let ranges = strata.map { max(0, $0.issued - $0.good)...min($0.bad, $0.issued) }
        guard ranges.reduce(0, { $0 + $1.count }) <= 4000 else { return nil }
        var total = [1.0]
        for (stratum, range) in zip(strata, ranges) {
            let probabilities = range.map { stratum.hypergeometric($0) }
            var next = [Double](repeating: 0, count: total.count + probabilities.count - 1)
            for (i, a) in total.enumerated() where a > 0 {
                for (j, b) in probabilities.enumerated() { next[i + j] += a * b }
            }
            total = next
        }
        let seen = zip(strata, ranges).reduce(0) { $0 + $1.0.badIssued - $1.1.lowerBound }
        return min(1, total.prefix(seen + 1).reduce(0, +))
    }

    private func hypergeometric(_ k: Int) -> Double {
        func logChoose(_ n: Int, _ k: Int) -> Double {
            -GammaFunctions.logBeta(Double(k) + 1, Double(n - k) + 1) - log(Double(n) + 1)
        }
        return exp(logChoose(bad, k) + logChoose(good, issued - k) - logChoose(all, issued))
    }
}
