/// What surrounds a page for officers and managers; its layout is `Templates/office.mustache`.
struct OfficeFrame: Sendable {
    struct Link: Sendable {
        let href: String
        let text: String
        /// Whether this is the page that is shown.
        let isCurrent: Bool
    }

    /// Who is signed in, and the form that ends it.
    struct SignedIn: Sendable {
        let account: String
        let csrf: String
        let signOutHref: String
        let signOut: String
    }

    let lang: String
    /// Of the window and of the page: its `<h1>`.
    let title: String
    let office: String
    /// The words that label example data, nil when the data are real.
    let example: String?
    let links: [Link]
    /// The same page in the other language.
    let language: LanguageLink
    /// nil on pages that anyone may see.
    let signedIn: SignedIn?
    /// What was just done.
    let notice: String?
    /// What is wrong with the form that came back.
    let error: String?
}
