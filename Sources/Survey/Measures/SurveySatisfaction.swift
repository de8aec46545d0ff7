/// Survey satisfaction: the answers that are satisfied or very satisfied ÷ all answers, never without its n.
public struct SurveySatisfaction: Sendable, Hashable {
    public let count: SatisfiedCount
    /// Dossiers completed in the period.
    public let completed: Int
    /// Those of them for which a slip, QR or link was made at least once.
    public let issued: Int

    public init(count: SatisfiedCount, completed: Int, issued: Int) {
        self.count = count
        self.completed = completed
        self.issued = issued
    }

    /// The share with its 95 % interval; nil without answers.
    public var interval: WilsonInterval? { count.interval }
    /// Answers ÷ dossiers completed, 0 … 1; nil when none was completed.
    public var responseRate: Double? { completed > 0 ? Double(count.n) / Double(completed) : nil }
    /// Slips ÷ dossiers completed, 0 … 1; nil when none was completed.
    public var coverage: Double? { completed > 0 ? Double(issued) / Double(completed) : nil }

    public static let rule = MeasureRule(
        name: Localized(vi: "Mức độ hài lòng qua phiếu khảo sát", en: "Survey satisfaction"),
        rule: Localized(
            vi:
                "Số câu trả lời “hài lòng” hoặc “rất hài lòng” chia cho tổng số câu trả lời, luôn kèm số câu trả lời, "
                + "khoảng tin cậy 95\u{A0}% (Wilson) và tỷ lệ trả lời. Hồ sơ không có câu trả lời thì không tính.",
            en: "Answers “satisfied” or “very satisfied” ÷ all answers, always with their number, the 95% interval "
                + "(Wilson) and the response rate. A dossier without an answer does not count."),
        source: Localized(vi: "Định nghĩa của phần mềm này", en: "This program's own definition"),
        isLegalTextSeen: true)
}
