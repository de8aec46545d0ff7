/// The procedures that are public on a day, by field.
struct ProceduresPage: Page {
    static let template = "procedures"

    struct Row: Sendable {
        let code: String
        let name: String
        let level: String
        /// Whether it stands for one whose code is not known.
        let isPlaceholder: Bool
    }

    struct Field: Sendable {
        let name: String
        let count: String
        let rows: [Row]
    }

    struct Level: Sendable {
        let name: String
        let href: String
        let count: String
        /// How many of them are placeholders; nil for none.
        let placeholders: String?
        let isCurrent: Bool
    }

    let frame: OfficeFrame
    let t: [String: String]
    let action: String
    let day: String
    /// What is chosen; empty for all.
    let level: String
    let levels: [Level]
    let fields: [Field]
    let hasPlaceholders: Bool
}
