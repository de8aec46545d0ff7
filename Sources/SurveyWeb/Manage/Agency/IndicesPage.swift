/// The four measures side by side, each under its own name and with its rule; none is added to another.
struct IndicesPage: Page {
    static let template = "manage-indices"

    struct Measure: Sendable {
        let name: String
        let figure: String?
        /// What stands in place of the figure.
        let words: String?
        /// What the figure was computed from.
        let basis: String
        let rows: [Row]
        let rule: String
        let source: String
        /// Where the legal text was not seen.
        let caveat: String?
    }

    /// An index or a factor.
    struct Row: Sendable {
        let name: String
        let figure: String
        let basis: String
        let rule: String
    }

    /// An agency in the comparison of all of them.
    struct AgencyRow: Sendable {
        let rank: String
        let name: String
        let href: String
        /// One for each index.
        let points: [String]
        let total: String
        let band: String
        let responseRate: String
        let coverage: String
    }

    /// What may be entered for one index.
    struct EntryRow: Sendable {
        let number: String
        let name: String
        let rule: String
        let isOwn: Bool
        let own: String
        let isVerified: Bool
        let verified: String
        let note: String
    }

    struct EntryForm: Sendable {
        let action: String
        let csrf: String
        let unit: String
        let since: String
        let period: String
        let isVerified: Bool
        let rows: [EntryRow]
    }

    /// One entry, also one that no longer holds.
    struct HistoryRow: Sendable {
        let day: String
        let by: String
        let index: String
        let kind: String
        let points: String
        let note: String
    }

    let frame: OfficeFrame
    let t: [String: String]
    let periods: PeriodChoice
    /// The agency that is shown; nil for everything together.
    let unit: String?
    /// Back to all agencies, for those who may see them all.
    let back: ChoiceLink?
    let measures: [Measure]
    /// The further questions that the answers of the main scale have.
    let questions: [QuestionView]
    /// The heads of the nine columns.
    let indexNumbers: [ChoiceLink]
    let agencies: [AgencyRow]
    /// The agency's sheet as files; none for everything together.
    let exports: [ChoiceLink]
    /// The sheet of all agencies as files.
    let agencyExports: [ChoiceLink]
    /// nil where nothing may be entered.
    let entry: EntryForm?
    let history: [HistoryRow]
}
