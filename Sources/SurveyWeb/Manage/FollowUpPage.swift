/// What units have to follow up: the items of closed months, by month.
struct FollowUpPage: Page {
    static let template = "manage-follow-up"

    struct Row: Sendable {
        let month: String
        let reason: String
        let href: String
        let desk: String
        let unit: String
        /// The answers that gave the reason; a dash when the threshold was raised since.
        let count: String
        let due: String
        /// `quá hạn`, nil while there is time.
        let overdue: String?
        let state: String
    }

    let frame: OfficeFrame
    let t: [String: String]
    /// Those that are not closed, and those that are.
    let choices: [ChoiceLink]
    let rows: [Row]
    /// How many there are, and how many are overdue.
    let summary: String
    /// How items come about.
    let about: String
}

/// One item: what it is about, what was done, and what may be done next.
struct FollowUpItemPage: Page {
    static let template = "manage-follow-up-item"

    struct Step: Sendable {
        let state: String
        let moment: String
        let actor: String
        /// nil when nothing was said.
        let note: String?
    }

    /// The form that takes the item further.
    struct Form: Sendable {
        struct Button: Sendable {
            let state: String
            let text: String
            /// Whether it is not the way forward.
            let isQuiet: Bool
        }

        let action: String
        let csrf: String
        /// The state that the page shows.
        let from: String
        let note: String
        let buttons: [Button]
    }

    struct DueForm: Sendable {
        let action: String
        let csrf: String
        /// The day that the page shows, and the one that was typed.
        let from: String
        let day: String
        let note: String
        let isOpen: Bool
    }

    let frame: OfficeFrame
    let t: [String: String]
    let back: ChoiceLink
    let row: FollowUpPage.Row
    let openedOn: String
    /// The desk's own figures of the month, and its comments.
    let links: [ChoiceLink]
    /// The desk's comments of the month that may be shown, some of them.
    let comments: [String]
    let steps: [Step]
    /// nil for a closed item.
    let form: Form?
    /// The form that moves the due day; nil for an answered item.
    let dueForm: DueForm?
}
