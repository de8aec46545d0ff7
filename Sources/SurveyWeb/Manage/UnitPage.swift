/// One desk, commune or procedure: its figures, its trend, its levels and reasons, and how it changed.
struct UnitPage: Page {
    static let template = "manage-unit"

    /// How many answers gave one reason or one level.
    struct Part: Sendable {
        let name: String
        let count: String
        let share: String
    }

    let frame: OfficeFrame
    let t: [String: String]
    /// Desk, commune or procedure, with its code and since when it has this meaning.
    let kind: String
    let back: ChoiceLink
    let boundaries: [ChoiceLink]
    let channels: [ChoiceLink]
    let periods: PeriodChoice
    let total: FigureRow
    /// Against the period before: `tốt lên rõ rệt …`
    let change: String
    let trend: FigureTrend
    /// nil when the answers may not be shown.
    let levels: String?
    let reasons: [Part]
    /// The further questions; none for rows that have no detail.
    let questions: [QuestionView]
    /// The desk's comments and signals in the last month of the period; none for other rows.
    let more: [ChoiceLink]
    /// The same figures as files.
    let exports: [ChoiceLink]
}
