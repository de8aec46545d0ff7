import Survey

/// The figures in total and by desk, commune or procedure, as charts and as tables.
struct OverviewPage: Page {
    static let template = "manage-overview"

    /// A chart and the table that says the same.
    struct Trend: Sendable {
        let chart: String
        let rows: [FigureRow]
    }

    let frame: OfficeFrame
    let t: [String: String]
    let groupings: [ChoiceLink]
    let boundaries: [ChoiceLink]
    let periods: PeriodChoice
    /// Why there is no total, for an account whose scope is less than everything.
    let scope: String?
    /// nil when the scope is less than everything.
    let total: FigureRow?
    let trend: Trend?
    let heading: String
    let chart: String
    let rows: [FigureRow]
    let threshold: String
}
