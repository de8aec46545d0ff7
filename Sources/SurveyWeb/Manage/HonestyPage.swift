/// What each desk's month tells of how honestly its answers came about: signals, never verdicts.
struct HonestyPage: Page {
    static let template = "manage-honesty"

    struct DeskRow: Sendable {
        let name: String
        let href: String
        /// nil: not enough answers.
        let answers: String?
        let share: String
        /// Answers ÷ completed and slips ÷ completed, as published for the month.
        let responseRate: String
        let coverage: String
        /// The satisfaction without the answers that bear a sign of doubt, or why it is not told.
        let undoubted: String
        /// What stands out, with how far.
        let signs: [String]
    }

    /// One signal at the chosen desk.
    struct SignalRow: Sendable {
        let name: String
        let explanation: String
        let count: String
        let usual: String
        let strength: String
        let standsOut: Bool
    }

    struct Detail: Sendable {
        let name: String
        let back: ChoiceLink
        let answers: String?
        let share: String
        let responseRate: String
        let coverage: String
        let undoubted: String
        let rows: [SignalRow]
    }

    /// A signal as it is across desks.
    struct Kind: Sendable {
        let name: String
        let explanation: String
        let usual: String
    }

    let frame: OfficeFrame
    let t: [String: String]
    let month: String
    let previous: ChoiceLink?
    let next: ChoiceLink?
    let detail: Detail?
    /// Those that stand out first.
    let desks: [DeskRow]
    let kinds: [Kind]
}
