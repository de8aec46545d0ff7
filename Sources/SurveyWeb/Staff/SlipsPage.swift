/// Today's slips at a desk, and the box to have one again.
struct SlipsPage: Page {
    static let template = "staff-slips"

    struct Row: Sendable {
        /// `08:05`
        let time: String
        let procedure: String
        let what: String
    }

    let frame: OfficeFrame
    let t: [String: String]
    let action: String
    let csrf: String
    let desk: String
    let deskHref: String
    let slips: [Row]
}

/// Asks before a slip is made void.
struct VoidPage: Page {
    static let template = "staff-void"

    let frame: OfficeFrame
    let t: [String: String]
    let action: String
    let csrf: String
    let token: String
    let typedCode: String
    let procedure: String
    let day: String
}
