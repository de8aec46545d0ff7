/// How a share stands to its target, as far as chance lets one say.
///
/// *Below* is said only when the whole 95 % Wilson interval lies below the target, which is a one-sided test at 2.5 %; *met*
/// only when the whole interval lies at or above it. Shares of dossiers (timeliness, coverage, digitised) are all counted,
/// not sampled; the interval then stands for the chance with which another month of the same office would differ.
public struct TargetCheck: Sendable, Hashable {
    public enum Verdict: String, Sendable, CaseIterable, Codable {
        case below, met, unclear, notEnoughAnswers
    }

    public let verdict: Verdict
    /// The share and its interval; nil without enough answers.
    public let interval: WilsonInterval?
    /// Target minus share, as a fraction; nil without enough answers.
    public let gap: Double?

    /// - Parameters:
    ///   - count: nil when nothing may be shown.
    ///   - target: 0 … 1.
    ///   - minimum: the least number to say anything from; at least 1 is always asked.
    public init(_ count: SatisfiedCount?, target: Double, minimum: Int) {
        guard let count, count.n >= minimum, let interval = count.interval else {
            verdict = .notEnoughAnswers
            self.interval = nil
            gap = nil
            return
        }
        self.interval = interval
        gap = target - interval.share
        verdict = interval.high < target ? .below : interval.low >= target ? .met : .unclear
    }
}

extension TargetCheck.Verdict {
    public var words: Localized {
        switch self {
        case .below: Localized(vi: "dưới mục tiêu rõ rệt", en: "clearly below target")
        case .met: Localized(vi: "đạt mục tiêu rõ rệt", en: "clearly met")
        case .unclear: Localized(vi: "chưa thể kết luận", en: "cannot be told yet")
        case .notEnoughAnswers: Localized(vi: "chưa đủ số liệu", en: "not enough figures")
        }
    }
}
