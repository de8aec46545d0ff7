/// How a share changed from an earlier period to a later one, with a 95 % interval of the difference.
///
/// The interval is Newcombe's hybrid score interval, made from the two Wilson intervals (R. G. Newcombe, *Interval
/// estimation for the difference between independent proportions: comparison of eleven methods*, Statistics in Medicine
/// 17 (1998) 873–890, method 10). With d = p₂ − p₁ it runs from d − √((p₂ − l₂)² + (u₁ − p₁)²) to
/// d + √((u₂ − p₂)² + (p₁ − l₁)²).
public struct ShareChange: Sendable, Hashable {
    /// What may be said of a change.
    public enum Verdict: String, Sendable, CaseIterable, Codable {
        case better, worse, noClearChange, notEnoughAnswers
        /// The two are shares on different scales, which cannot be compared.
        case otherScale
    }

    public let earlier: SatisfiedCount
    public let later: SatisfiedCount
    public let verdict: Verdict
    /// Later share minus earlier share, −1 … 1; nil without enough answers, or on two scales.
    public let difference: Double?
    /// The interval of the difference; nil without enough answers, or on two scales.
    public let interval: ClosedRange<Double>?

    /// - Parameter minimum: the least number of answers that each period must have; at least 1 is always asked.
    public init(from earlier: SatisfiedCount, to later: SatisfiedCount, minimum: Int) {
        self.earlier = earlier
        self.later = later
        guard earlier.scale == later.scale else {
            verdict = .otherScale
            difference = nil
            interval = nil
            return
        }
        guard earlier.n >= minimum, later.n >= minimum, let before = earlier.interval, let after = later.interval else {
            verdict = .notEnoughAnswers
            difference = nil
            interval = nil
            return
        }
        func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
        let difference = after.share - before.share
        let low = difference - length(after.share - after.low, before.high - before.share)
        let high = difference + length(after.high - after.share, before.share - before.low)
        self.difference = difference
        interval = low...high
        verdict = low > 0 ? .better : high < 0 ? .worse : .noClearChange
    }
}

extension ShareChange.Verdict {
    /// As people read it.
    public var words: Localized {
        switch self {
        case .better: Localized(vi: "tốt lên rõ rệt", en: "clearly better")
        case .worse: Localized(vi: "kém đi rõ rệt", en: "clearly worse")
        case .noClearChange: Localized(vi: "không có thay đổi rõ rệt", en: "no clear change")
        case .notEnoughAnswers: Localized(vi: "chưa đủ câu trả lời", en: "not enough answers")
        case .otherScale: Localized(vi: "thang khác, không so sánh", en: "another scale, not compared")
        }
    }
}
