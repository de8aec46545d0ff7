import Foundation

/// Marks answers that stand in a long run of identical ones, while they arrive; it lives in memory and is never stored.
///
/// The store keeps no order of answers, so a run can only be seen as it happens, and the mark goes into the answer's cell
/// from the start. An answer is marked from the rᵗʰ of its run on, where r is the length that chance would reach at this
/// answer with a probability below `chance`: pʳ < chance, with p the share of the same answer among the desk's others seen
/// so far. A desk whose citizens nearly all give the same answer has long runs by nature, and a high r. Until enough was
/// seen, p leans on the desk's stored share of the same overall level, which is never smaller.
public struct IdenticalRunCounter<ID: Hashable & Sendable>: Sendable {
    private struct Seen: Sendable {
        var counts: [Int: Int] = [:]
        var all = 0
        var current: Int?
        var run = 0
        var needed = 0
    }

    private var desks: [ID: Seen] = [:]
    private let chance: Double
    private let least: Int
    private let share: Double
    private let weight: Double

    /// - Parameters:
    ///   - chance: about the probability with which an honest answer is marked.
    ///   - least: no shorter run is marked.
    ///   - share: the share of one answer that is assumed where nothing is known of a desk.
    ///   - weight: how many answers what is assumed, or stored, is worth against those seen.
    public init(chance: Double = 0.0001, least: Int = 5, share: Double = 0.8, weight: Double = 30) {
        self.chance = chance
        self.least = least
        self.share = share
        self.weight = weight
    }

    /// Takes the next answer at a desk.
    ///
    /// - Parameters:
    ///   - values: question code → values, all that was answered.
    ///   - usualShare: the share of this answer's overall level among the desk's stored answers, where there are some.
    /// - Returns: whether the answer is part of a run of identical answers that chance hardly makes.
    public mutating func add(_ values: [String: Set<String>], at desk: ID, usualShare: Double? = nil) -> Bool {
        let answer = values.filter { !$0.value.isEmpty }.hashValue
        var seen = desks[desk, default: Seen()]
        if seen.current == answer {
            seen.run += 1
        } else {
            if let current = seen.current {
                // A run that stands out counts as no more than one that does not, lest stuffing become usual.
                let counted = min(seen.run, seen.needed)
                seen.counts[current, default: 0] += counted
                seen.all += counted
            }
            seen.current = answer
            seen.run = 1
            // A share of 1 would need a run without end.
            let p = min(
                0.995, (Double(seen.counts[answer] ?? 0) + weight * (usualShare ?? share)) / (Double(seen.all) + weight)
            )
            seen.needed = max(least, Int((log(chance) / log(p)).rounded(.up)))
        }
        desks[desk] = seen
        return seen.run >= seen.needed
    }

    /// Forgets everything. Not needed from day to day: what was seen makes the marks fairer.
    public mutating func reset() { desks = [:] }
}
