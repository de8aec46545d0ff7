/// What a template shows: a struct of stored properties, each named by the template's tags.
protocol Page: Sendable {
    /// The template's file without its ending: `survey` for `Templates/survey.mustache`.
    static var template: String { get }
}

/// What surrounds every page.
struct Frame: Sendable {
    let lang: String
    let title: String
    /// The page's style sheet, inline; empty for pages that link to it.
    let style: String
    let office: String
    /// The words that label example data, nil when the data are real.
    let example: String?
    /// The same page in the other languages that it can be read in.
    let languages: [LanguageLink]
}

/// Leads to a page in another language.
struct LanguageLink: Sendable {
    let href: String
    let lang: String
    /// What the language calls itself.
    let name: String
}
