/// A month's counts, entered by hand for one unit after the other.
struct SituationEntryPage: Page {
    static let template = "manage-situation-entry"

    struct Unit: Sendable {
        let name: String
        let href: String
        /// Whether the month has counts of it.
        let state: String
    }

    struct Field: Sendable {
        let name: String
        let label: String
        let value: String
        let error: String?
    }

    struct Form: Sendable {
        /// Whose counts, in which month.
        let unit: String
        let unitCode: String
        let fields: [Field]
    }

    let frame: OfficeFrame
    let t: [String: String]
    let action: String
    let csrf: String
    let month: String
    let units: [Unit]
    /// nil while no unit is chosen.
    let form: Form?
}
