/// The choice of the desk and of its printer's paper.
struct DeskPage: Page {
    static let template = "staff-desk"

    let frame: OfficeFrame
    let t: [String: String]
    let action: String
    let csrf: String
    let desks: [FormChoice]
    let papers: [FormChoice]
}

/// One value of a form's field that can be chosen.
struct FormChoice: Sendable {
    let value: String
    let text: String
    let isChosen: Bool
}
