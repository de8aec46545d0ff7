/// Name and password.
struct SignInPage: Page {
    static let template = "sign-in"

    let frame: OfficeFrame
    let t: [String: String]
    let action: String
    let csrf: String
    /// Where to go afterwards, empty for the account's own first page.
    let next: String
    let name: String
}
