/// A page that says one thing: that a slip is over, that nothing is here, that something went wrong.
struct MessagePage: Page {
    static let template = "message"

    struct Link: Sendable {
        let href: String
        let text: String
    }

    let frame: Frame
    let heading: String
    let paragraphs: [String]
    let links: [Link]
}
