/// What was received, resolved and is pending, by level, unit and month: the counts of the offices' own situation sheet.
struct SituationPage: Page {
    static let template = "manage-situation"

    /// What was received and is pending.
    struct Known: Sendable {
        let received: String
        let direct: String
        let online: String
        let post: String
        let carriedOver: String
        let pendingInTime: String
        let pendingLate: String
        let awaiting: String
        let ineligible: String
    }

    struct Row: Sendable {
        let name: String
        /// Leads to the unit's own months.
        let href: String?
        /// nil where nobody has told of it, which is not nothing.
        let known: Known?
        let resolved: String
        let early: String
        let onTime: String
        let late: String
        let digitised: String
        /// Digitised ÷ resolved.
        let digitisedShare: String
    }

    struct Table: Sendable {
        let heading: String
        /// What the rows are.
        let first: String
        let rows: [Row]
        /// nil while there are no rows.
        let total: Row?
    }

    let frame: OfficeFrame
    let t: [String: String]
    let action: String
    /// Where counts are entered by hand.
    let entryHref: String
    let from: String
    let to: String
    /// Both months in words.
    let period: String
    /// From one unit's months back to all units.
    let back: ChoiceLink?
    /// By level and by unit; of one unit by month.
    let tables: [Table]
    /// Which months of which units are missing.
    let gaps: [String]
    /// What each group of columns was computed from.
    let sources: [String]
    /// The same figures as files.
    let exports: [ChoiceLink]
}
