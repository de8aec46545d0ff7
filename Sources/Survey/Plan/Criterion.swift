/// What a target can be set for: a share that the published figures of a unit have.
public enum Criterion: String, Sendable, CaseIterable, Codable {
    /// Survey satisfaction.
    case satisfaction
    /// Answers ÷ completed.
    case response
    /// Slips ÷ completed.
    case coverage
    /// Completed early or on time ÷ completed.
    case timeliness
    /// Digitised ÷ completed.
    case digitised

    public var name: Localized {
        switch self {
        case .satisfaction: Localized(vi: "Tỷ lệ hài lòng", en: "Satisfaction")
        case .response: Localized(vi: "Tỷ lệ trả lời", en: "Response rate")
        case .coverage: Localized(vi: "Tỷ lệ phát phiếu", en: "Coverage")
        case .timeliness: Localized(vi: "Trả kết quả đúng hạn", en: "Timeliness")
        case .digitised: Localized(vi: "Số hóa hồ sơ", en: "Digitised dossiers")
        }
    }

    /// What it is computed from.
    public var source: Localized {
        switch self {
        case .satisfaction:
            Localized(
                vi: "câu trả lời hài lòng hoặc rất hài lòng ÷ tất cả câu trả lời được công bố",
                en: "answers satisfied or very satisfied ÷ all answers published")
        case .response:
            Localized(
                vi: "câu trả lời được công bố ÷ hồ sơ đã trả kết quả", en: "answers published ÷ dossiers completed")
        case .coverage:
            Localized(vi: "hồ sơ có phiếu ÷ hồ sơ đã trả kết quả", en: "dossiers with a slip ÷ dossiers completed")
        case .timeliness:
            Localized(
                vi: "hồ sơ trước hạn và đúng hạn ÷ hồ sơ đã trả kết quả",
                en: "dossiers early or on time ÷ dossiers completed")
        case .digitised:
            Localized(vi: "hồ sơ đã số hóa ÷ hồ sơ đã trả kết quả", en: "dossiers digitised ÷ dossiers completed")
        }
    }

    /// Whether it counts answers, which the small-cell rule may hide or hold back.
    public var isOfAnswers: Bool { self == .satisfaction || self == .response }

    /// The share as a count, from a published row; nil where there is nothing to count or the answers may not be shown.
    public func count(_ row: ReportRow) -> SatisfiedCount? {
        let counts = row.counts
        let count: SatisfiedCount?
        switch self {
        case .satisfaction:
            count = SatisfiedCount(satisfied: counts.satisfied, of: counts.answers, scale: row.scale)
        case .response: count = SatisfiedCount(satisfied: counts.answers, of: counts.completed)
        case .coverage: count = SatisfiedCount(satisfied: counts.issued, of: counts.completed)
        case .timeliness: count = SatisfiedCount(satisfied: counts.early + counts.onTime, of: counts.completed)
        case .digitised: count = SatisfiedCount(satisfied: counts.digitised, of: counts.completed)
        }
        guard let count, count.n > 0, !(isOfAnswers && row.isSuppressed) else { return nil }
        return count
    }
}
