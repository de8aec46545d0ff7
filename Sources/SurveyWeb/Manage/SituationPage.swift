/// What was received, resolved and is pending, by level: the counts of the offices' own situation sheet.
struct SituationPage: Page {
    static let template = "manage-situation"

    struct Row: Sendable {
        let name: String
        let received: String
        let direct: String
        let online: String
        let post: String
        let carriedOver: String
        let resolved: String
        let early: String
        let onTime: String
        let late: String
        let pendingInTime: String
        let pendingLate: String
        let awaiting: String
        let ineligible: String
        let digitised: String
        /// Digitised ÷ resolved.
        let digitisedShare: String
    }

    let frame: OfficeFrame
    let t: [String: String]
    let action: String
    /// Where counts are entered by hand.
    let entryHref: String
    let from: String
    let to: String
    let rows: [Row]
    /// What each group of columns was computed from.
    let sources: [String]
    /// The same figures as files.
    let exports: [ChoiceLink]
}
