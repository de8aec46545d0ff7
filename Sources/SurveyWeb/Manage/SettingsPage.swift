/// Every setting with its help, each in a form of its own.
struct SettingsPage: Page {
    static let template = "manage-settings"

    struct Row: Sendable {
        let name: String
        let help: String
        /// Empty for a secret.
        let value: String
        /// What stands for a secret that is set.
        let placeholder: String?
    }

    let frame: OfficeFrame
    let t: [String: String]
    let action: String
    let csrf: String
    let settings: [Row]
}

/// The audit trail, the newest first.
struct AuditPage: Page {
    static let template = "manage-audit"

    struct Row: Sendable {
        let sequence: String
        let moment: String
        let actor: String
        let action: String
        let subject: String
        let details: String
    }

    let frame: OfficeFrame
    let t: [String: String]
    let entries: [Row]
    /// Where older entries are; nil at the end.
    let older: String?
}
