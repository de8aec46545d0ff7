/// How far each desk stands out from what is usual, signal by signal.
///
/// For a signal counted as k of n, p is the probability that a usual desk shows k or more of n (``UsualShare``). All the
/// p-values of a report, of every desk and signal, are corrected together (``FalseDiscovery``). It accuses nobody.
public struct SignalReport<ID: Hashable & Sendable>: Sendable {
    /// How far a desk stands out.
    public enum Strength: Int, Sendable, Hashable, CaseIterable, Comparable, Codable {
        /// Too few desks or answers to say what is usual.
        case notComparable
        case usual
        /// A corrected p below 0.05, five counts or more, and odds at least three times those at the end of the usual range.
        case noticeable
        /// The same with a corrected p below 0.001.
        case strong

        public var words: Localized {
            switch self {
            case .notComparable: Localized(vi: "chưa so sánh được", en: "cannot be compared")
            case .usual: Localized(vi: "bình thường", en: "usual")
            case .noticeable: Localized(vi: "đáng lưu ý", en: "worth a look")
            case .strong: Localized(vi: "khác hẳn các quầy khác", en: "far from other desks")
            }
        }

        public static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
    }

    /// One signal at one desk.
    public struct Finding: Sendable {
        public let desk: ID
        public let signal: HonestySignal
        /// How many of how many (`satisfied` are those with the signal); nil for ``HonestySignal/missingOnBadDays``.
        public let count: SatisfiedCount?
        /// What is usual across desks; nil when that cannot be said.
        public let usual: UsualShare?
        /// Uncorrected, 0 … 1; nil when it cannot be compared.
        public let p: Double?
        /// Corrected for all desks and signals of the report.
        public let adjusted: Double?
        public let strength: Strength
    }

    /// In the order of signals, then of desks as given.
    public let findings: [Finding]

    /// The least number of marked answers or dossiers that is called anything but usual.
    public static var leastCount: Int { 5 }

    /// - Parameters:
    ///   - counts: per signal, each desk once.
    ///   - issueGaps: per desk, slips on bad days against good ones, for ``HonestySignal/missingOnBadDays``.
    public init(
        counts: [HonestySignal: [(desk: ID, count: SatisfiedCount)]], issueGaps: [(desk: ID, gap: IssueGap)] = []
    ) {
        var drafts: [(desk: ID, signal: HonestySignal, count: SatisfiedCount?, usual: UsualShare?, p: Double?)] = []
        for signal in HonestySignal.allCases {
            let desks = counts[signal] ?? []
            let usual = UsualShare(desks.map(\.count))
            for (desk, count) in desks {
                let p = usual.flatMap { count.n > 0 ? $0.probability(ofAtLeast: count) : nil }
                drafts.append((desk, signal, count, usual, p))
            }
            if signal == .missingOnBadDays {
                drafts += issueGaps.map { ($0.desk, signal, nil, nil, $0.gap.p) }
            }
        }
        let tested = drafts.indices.filter { drafts[$0].p != nil }
        let adjusted = Dictionary(
            uniqueKeysWithValues: zip(tested, FalseDiscovery.adjusted(tested.compactMap { drafts[$0].p })))
        findings = drafts.enumerated().map { index, draft in
            var strength = Strength.notComparable
            if let p = adjusted[index] {
                let isSlight =
                    draft.count.map {
                        $0.satisfied < SignalReport.leastCount || draft.usual?.isFarExceeded(by: $0) == false
                    }
                    ?? false
                strength = isSlight || p >= 0.05 ? .usual : p >= 0.001 ? .noticeable : .strong
            }
            return Finding(
                desk: draft.desk, signal: draft.signal, count: draft.count, usual: draft.usual, p: draft.p,
                adjusted: adjusted[index], strength: strength)
        }
    }

    /// Whether anything but chance and the innocent should be asked for at a desk: at least one signal that can stand by
    /// itself (``HonestySignal/needsAnother``) is noticeable.
    public func standsOut(_ desk: ID) -> Bool {
        findings.contains { $0.desk == desk && !$0.signal.needsAnother && $0.strength >= .noticeable }
    }
}
