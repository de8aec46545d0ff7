/// What citizens wrote, by month and unit, apart from their other answers; each can be hidden or masked further.
struct CommentsPage: Page {
    static let template = "manage-comments"

    /// A unit or desk to look at.
    struct Place: Sendable {
        let name: String
        let href: String
        /// How many comments are shown; nil: not enough answers.
        let count: String?
        /// How many a manager has hidden, nil for none.
        let hidden: String?
    }

    struct Comment: Sendable {
        let id: String
        let text: String
        /// The desk, where it may be told.
        let desk: String?
        let isHidden: Bool
    }

    let frame: OfficeFrame
    let t: [String: String]
    let month: String
    let previous: ChoiceLink?
    let next: ChoiceLink?
    /// Whose comments these are.
    let heading: String
    /// Leads back to all places.
    let back: ChoiceLink?
    let placesTitle: String
    let places: [Place]
    /// nil: not enough answers, or no place chosen.
    let comments: [Comment]
    /// Why there are none.
    let reason: String?
    /// How many are hidden, with the link that shows them or leaves them out.
    let hiddenLink: ChoiceLink?
    /// Where the forms go: the page's own address.
    let action: String
    let csrf: String
}
