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

    let frame: OfficeFrame
    let t: [String: String]
    let periods: PeriodChoice
    let measures: [Measure]
}
