/// A digest as a page of its own, for a folder or an e-mail; nothing in it is fetched.
struct DigestPage: Page {
    static let template = "digest"

    /// A unit's published figures.
    struct Row: Sendable {
        let name: String
        /// nil: not enough answers.
        let answers: FigureRow.Answers?
        /// What stands in their place.
        let hidden: String
        let completed: String
        let coverage: String
    }

    let lang: String
    let style: String
    let title: String
    let office: String
    let example: String?
    let t: [String: String]
    /// Which month's figures they are, as of when.
    let about: String
    /// The total in sentences.
    let total: [String]
    /// What happened in the week to items and tasks; nil for a month. Answers are told by month alone.
    let happened: String?
    let rows: [Row]
    /// Items of follow-up: how many, and each that is overdue.
    let followUp: [String]
    /// Tasks, and figures below their target.
    let plan: [String]
    let link: String
}
