/// Indicator 5.4 of the national set of indicators (QĐ 766/QĐ-TTg): dossiers resolved in time and without a complaint.
///
/// rate = 1 − (overdue ÷ resolved + disliked ÷ resolved); points = min(6, 6 × rate ÷ 0.90), no less than 0, and 0 when
/// nothing was resolved. A dossier that nobody rated counts as satisfied: that is the indicator's rule, not ours.
public struct ResolutionIndicator: Sendable, Hashable {
    /// Dossiers resolved in the period.
    public let resolved: Int
    /// Those resolved after their due day.
    public let overdue: Int
    /// Those with a complaint or a dislike: here, an answer *không hài lòng*.
    public let disliked: Int

    /// Nil when the counts are impossible: negative, or more overdue or disliked than resolved.
    public init?(resolved: Int, overdue: Int, disliked: Int) {
        guard resolved >= 0, (0...resolved).contains(overdue), (0...resolved).contains(disliked) else { return nil }
        self.resolved = resolved
        self.overdue = overdue
        self.disliked = disliked
    }

    /// 1 when nothing was overdue or disliked; below 0 when most dossiers were both; nil when none was resolved.
    public var rate: Double? {
        resolved > 0 ? Double(resolved - overdue - disliked) / Double(resolved) : nil
    }

    /// 0 … 6.
    public var points: Double {
        guard let rate else { return 0 }
        return min(ResolutionIndicator.maximum, max(0, ResolutionIndicator.maximum * rate / 0.9))
    }

    public static let maximum = 6.0

    public static let rule = MeasureRule(
        name: Localized(vi: "Chỉ số 5.4 (QĐ 766/QĐ-TTg)", en: "Indicator 5.4 (QĐ 766/QĐ-TTg)"),
        rule: Localized(
            vi:
                "100 % − (% hồ sơ quá hạn + % hồ sơ bị phản ánh hoặc đánh giá không hài lòng). Điểm = min(6, 6 × tỷ lệ ÷ "
                + "0,90), không dưới 0; không có hồ sơ giải quyết thì 0 điểm. Hồ sơ không được đánh giá tính là hài lòng.",
            en: "100 % − (% overdue dossiers + % dossiers with a complaint or a dislike). Points = min(6, 6 × rate ÷ "
                + "0.90), never below 0; 0 when nothing was resolved. An unrated dossier counts as satisfied."),
        source: Localized(
            vi: "Bộ chỉ số theo Quyết định 766/QĐ-TTg, mục 5.4", en: "Indicator set of Decision 766/QĐ-TTg, item 5.4"),
        isLegalTextSeen: false)
}
