/// Accounts with their scope, API keys, and the forms that change them.
struct AccountsPage: Page {
    static let template = "manage-accounts"

    struct AccountRow: Sendable {
        let name: String
        let role: String
        let scope: String
        let isDisabled: Bool
        /// `1` to disable, `0` to enable again.
        let change: String
        let changeText: String
        /// What its scope would be today.
        let units: String
        let desks: String
        /// That some of its units or desks have ended; nil where none has.
        let ended: String?
    }

    struct KeyRow: Sendable {
        let name: String
        let scopes: String
        /// The units and desks that it is for.
        let area: String
        let lastUsed: String
        let isRevoked: Bool
    }

    let frame: OfficeFrame
    let t: [String: String]
    let action: String
    let keyAction: String
    let csrf: String
    let accounts: [AccountRow]
    let keys: [KeyRow]
    /// A key that was just made, the only time that it is shown.
    let newKey: String?
}
