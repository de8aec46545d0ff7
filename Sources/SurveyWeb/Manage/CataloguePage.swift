/// Units, desks and procedures with their days, and who became whom.
struct CataloguePage: Page {
    static let template = "manage-catalogue"

    struct Row: Sendable {
        let code: String
        let name: String
        /// The unit above, the desk's unit, or the procedure's field.
        let place: String
        let from: String
        let to: String
        /// The unit that took over.
        let successor: String?
    }

    struct List: Sendable {
        let title: String
        let placeTitle: String
        let rows: [Row]
    }

    let frame: OfficeFrame
    let t: [String: String]
    let lists: [List]
}
