/// What this is, and a box for a code.
struct StartPage: Page {
    static let template = "start"

    let frame: Frame
    let t: [String: String]
    let action: String
    let typed: String
    let error: String?
}
