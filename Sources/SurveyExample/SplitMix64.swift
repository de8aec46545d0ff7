/// A small seeded generator (SplitMix64, Steele, Lea and Flood 2014) whose numbers are the same on every machine.
///
/// The standard library's `random(in:using:)` and `shuffle(using:)` may change between releases, so what the example
/// draws is drawn here, with integers and plain IEEE arithmetic only.
struct SplitMix64: Sendable {
    private var state: UInt64

    /// - Parameter stream: what the numbers are for; each stream of a seed has numbers of its own.
    init(seed: UInt64, stream: String) {
        state = seed ^ SplitMix64.hash(stream)
        _ = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number in 0 ..< `bound`; the bias of the multiplication is below 2⁻⁴⁰ for the small bounds used here.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(max(1, bound))).high)
    }

    /// A number in 0 ..< 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    mutating func among(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// An index of `weights`, each as likely as its share of their sum.
    mutating func index(weights: [Int]) -> Int {
        var rest = below(weights.reduce(0, +))
        for (index, weight) in weights.enumerated() {
            if rest < weight { return index }
            rest -= weight
        }
        return max(0, weights.count - 1)
    }

    /// FNV-1a of a text's UTF-8.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}

/// `total` split in proportion to weights, exactly, by largest remainder; ties go to the first.
func split(_ total: Int, weights: [Int]) -> [Int] {
    let sum = max(1, weights.reduce(0, +))
    var parts = weights.map { total * $0 / sum }
    let rest = total - parts.reduce(0, +)
    let order = weights.indices.sorted {
        let (a, b) = (total * weights[$0] % sum, total * weights[$1] % sum)
        return a == b ? $0 < $1 : a > b
    }
    for index in order.prefix(rest) { parts[index] += 1 }
    return parts
}
