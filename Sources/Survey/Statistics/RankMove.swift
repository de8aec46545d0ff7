/// How a unit's rank moved from an earlier period to a later one.
public enum RankMove: Sendable, Hashable {
    /// The ranks that the later answers allow are all better than those that the earlier ones did.
    case up(from: ClosedRange<Int>, to: ClosedRange<Int>)
    case down(from: ClosedRange<Int>, to: ClosedRange<Int>)
    /// The possible ranks of the two periods overlap: the move, if there is one, may be chance.
    case noClearChange
    /// In one of the periods the unit had too few answers, or did not exist.
    case notEnoughAnswers
    /// In the earlier period the unit was rated on another scale.
    case otherScale

    /// As people read it.
    public var words: Localized {
        switch self {
        case .up: Localized(vi: "lên hạng rõ rệt", en: "clearly up")
        case .down: Localized(vi: "xuống hạng rõ rệt", en: "clearly down")
        case .noClearChange: ShareChange.Verdict.noClearChange.words
        case .notEnoughAnswers: ShareChange.Verdict.notEnoughAnswers.words
        case .otherScale: ShareChange.Verdict.otherScale.words
        }
    }
}

extension UnitRanking {
    /// Each unit's move since an earlier ranking, for the units of this one, ranked or not.
    ///
    /// Both rankings are told among the units that have a rank in both, so that nobody moves because others came or went.
    public func moves(since earlier: UnitRanking) -> [ID: RankMove] {
        let before = Dictionary(earlier.entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let comparable = entries.filter { entry in before[entry.id].map { $0.count.scale == entry.count.scale } ?? false
        }
        let common = Set(comparable.map(\.id))
        let others = Set(entries.map(\.id)).intersection(before.keys).subtracting(common)
        let from = earlier.only(common)
        let to = only(common)
        var moves: [ID: RankMove] = [:]
        for id in notEnoughAnswers + entries.map(\.id) {
            guard let old = from[id], let new = to[id] else {
                moves[id] = others.contains(id) ? .otherScale : .notEnoughAnswers
                continue
            }
            if new.upperBound < old.lowerBound {
                moves[id] = .up(from: old, to: new)
            } else if new.lowerBound > old.upperBound {
                moves[id] = .down(from: old, to: new)
            } else {
                moves[id] = .noClearChange
            }
        }
        return moves
    }

    /// The possible ranks among some of the units, with the same estimates.
    private func only(_ ids: Set<ID>) -> [ID: ClosedRange<Int>] {
        let kept = entries.filter { ids.contains($0.id) }
        let among =
            kept.count == entries.count
            ? self : UnitRanking(kept.map { ($0.id, $0.count) }, prior: prior, notEnoughAnswers: [])
        return Dictionary(
            among.entries.map { ($0.id, $0.possibleRanks) }, uniquingKeysWith: { first, _ in first })
    }
}
