/// p-values corrected for their number, so that of all that are called striking few are so by chance.
public enum FalseDiscovery {
    /// The p-values after Benjamini and Yekutieli: calling those up to q striking keeps the expected share of false calls
    /// at q or less, however the tests depend on each other.
    ///
    /// Source: Y. Benjamini and D. Yekutieli, *The control of the false discovery rate in multiple testing under
    /// dependency*, Annals of Statistics 29 (2001) 1165–1188. Same order as given; each 0 … 1.
    public static func adjusted(_ p: [Double]) -> [Double] {
        let count = Double(p.count)
        let harmonic = (1...max(1, p.count)).reduce(0) { $0 + 1 / Double($1) }
        var adjusted = p
        var least = 1.0
        let order = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
        for (place, index) in order.enumerated().reversed() {
            least = min(least, p[index] * count * harmonic / Double(place + 1))
            adjusted[index] = least
        }
        return adjusted
    }
}
