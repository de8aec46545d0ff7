/// What surrounds a survey that is shown at the counter; its layout is `Templates/entry.mustache`.
struct EntryFrame: Sendable {
    struct Link: Sendable {
        let href: String
        let text: String
    }

    /// Goes back to the start when nobody has touched the page for a while.
    struct Idle: Sendable {
        let start: String
        let seconds: Int
        /// Longer, since without a script the page cannot know of the last touch.
        let secondsWithoutScript: Int
    }

    let lang: String
    let title: String
    let office: String
    /// The words that label example data, nil when the data are real.
    let example: String?
    /// What sets this page apart, above everything.
    let banner: String?
    let back: Link?
    /// The same page in the other languages that it can be read in.
    let languages: [LanguageLink]
    let idle: Idle?
}

/// A survey whose form goes to an address of the office's own.
struct EntrySurveyPage: Page {
    static let template = "entry-survey"

    let frame: EntryFrame
    let survey: SurveyPage
}

/// A page at the counter that says one thing.
struct EntryMessagePage: Page {
    static let template = "entry-message"

    let frame: EntryFrame
    let heading: String
    let paragraphs: [String]
    /// Something to note down, and what it is for.
    let code: String?
    let about: String?
}
