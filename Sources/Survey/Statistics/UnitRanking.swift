/// Units compared by their satisfied shares, in which those that cannot be told apart share a rank.
///
/// Every unit with enough answers gets the empirical-Bayes estimate of ``BetaBinomialPrior``. Unit A is *clearly better*
/// than B when P(θ_A > θ_B) > 0.95 under their posteriors; these are not corrected for the number of pairs, since the
/// shrinkage towards the common mean already does what a correction is for (A. Gelman, J. Hill and M. Yajima, *Why we
/// (usually) don't have to worry about multiple comparisons*, J. Research on Educational Effectiveness 5 (2012) 189–211).
///
/// - Units are listed by posterior mean, the best first; equal means keep the order in which the units were given.
/// - ``Entry/rank``: the list is cut wherever every unit above the cut is clearly better than every unit below it. Units
///   between two cuts share the rank 1 + the number of units above. So two units of different rank can always be told
///   apart, and two that cannot always share theirs.
/// - ``Entry/possibleRanks`` says more where the cuts are few: from 1 + the number of clearly better units to the number
///   of units less those that are clearly worse (after M. Mogstad, J. P. Romano, A. M. Shaikh and D. Wilhelm, *Inference
///   for ranks with applications to mobility across neighbourhoods and academic achievement across countries*, Review of
///   Economic Studies 91 (2024) 476–518).
///
/// Costs the square of the number of units; a few hundred take well under a second.
public struct UnitRanking<ID: Hashable & Sendable>: Sendable {
    /// One unit's place.
    public struct Entry: Sendable {
        public let id: ID
        public let count: SatisfiedCount
        /// What is believed of its true share; the mean is the estimate that orders the list.
        public let posterior: BetaDistribution
        /// The 95 % equal-tailed interval of its true share.
        public let interval: ClosedRange<Double>
        /// 1 for the best; shared by units that cannot be told apart.
        public let rank: Int
        /// The ranks that the answers allow it.
        public let possibleRanks: ClosedRange<Int>

        /// The empirical-Bayes estimate of its share, 0 … 1.
        public var estimate: Double { posterior.mean }
    }

    /// The units with enough answers, the best first.
    public let entries: [Entry]
    /// The units with too few answers to be compared, in the order given.
    public let notEnoughAnswers: [ID]
    public let prior: BetaBinomialPrior

    /// - Parameters:
    ///   - units: each unit once, in the order that settles ties, for example by code.
    ///   - minimum: the least number of answers for a rank; units below it are neither ranked nor learnt from.
    public init(_ units: [(id: ID, count: SatisfiedCount)], minimum: Int) {
        let minimum = max(1, minimum)
        let compared = units.filter { $0.count.n >= minimum }
        self.init(
            compared, prior: BetaBinomialPrior(fitting: compared.map(\.count)),
            notEnoughAnswers: units.filter { $0.count.n < minimum }.map(\.id))
    }

    init(_ compared: [(id: ID, count: SatisfiedCount)], prior: BetaBinomialPrior, notEnoughAnswers: [ID]) {
        self.prior = prior
        self.notEnoughAnswers = notEnoughAnswers
        let units = compared.map { (id: $0.id, count: $0.count, bounds: PosteriorBounds(prior.posterior($0.count))) }
        let order = units.indices.sorted {
            let (a, b) = (units[$0].bounds.posterior.mean, units[$1].bounds.posterior.mean)
            return a == b ? $0 < $1 : a > b
        }
        var better = [Int](repeating: 0, count: units.count)
        var worse = better
        // The last place that is not clearly worse than someone at or above each place: no cut before it.
        var reach = Array(0..<units.count)
        for i in units.indices {
            for j in units.indices where j > i {
                if units[order[i]].bounds.isClearlyAbove(units[order[j]].bounds) {
                    better[j] += 1
                    worse[i] += 1
                } else {
                    reach[i] = j
                }
            }
        }
        var entries: [Entry] = []
        var rank = 1
        var groupEnd = -1
        for (place, index) in order.enumerated() {
            if place > groupEnd { rank = place + 1 }
            groupEnd = max(groupEnd, reach[place])
            let unit = units[index]
            entries.append(
                Entry(
                    id: unit.id, count: unit.count, posterior: unit.bounds.posterior, interval: unit.bounds.interval,
                    rank: rank, possibleRanks: (1 + better[place])...(units.count - worse[place])))
        }
        self.entries = entries
    }
}

/// A posterior with the quantiles that settle most comparisons without an integral.
private struct PosteriorBounds {
    let posterior: BetaDistribution
    let interval: ClosedRange<Double>
    /// The points with a probability of √0.05 below, and above.
    let inner: (low: Double, high: Double)

    init(_ posterior: BetaDistribution) {
        self.posterior = posterior
        interval = posterior.interval
        let tail = 0.05.squareRoot()
        inner = (posterior.quantile(tail), posterior.quantile(1 - tail))
    }

    /// P(self > other) > 0.95.
    func isClearlyAbove(_ other: PosteriorBounds) -> Bool {
        // Each misses its bound with a probability of 0.025, so that together they do with at most 0.05.
        if interval.lowerBound > other.interval.upperBound { return true }
        // Both on the wrong side of a point in between, independently: at least √0.05 × √0.05.
        if inner.low <= other.inner.high { return false }
        return posterior.probabilityAbove(other.posterior) > 0.95
    }
}
