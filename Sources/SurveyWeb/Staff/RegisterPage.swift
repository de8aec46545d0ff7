import Survey

/// The counter's page: one dossier to register.
struct RegisterPage: Page {
    static let template = "staff"

    /// A field, what is in it, and what is wrong with that.
    struct Field: Sendable {
        var value: String
        var error: String?
        var hasFocus = false
        /// What can be typed, for the browser's list.
        var entries: [String] = []
        /// What it may mean, when several entries fit.
        var choices: [FormChoice] = []
    }

    /// What would change when a known dossier is registered with other particulars.
    struct Change: Sendable {
        let name: String
        let old: String
        let new: String
    }

    let frame: OfficeFrame
    let t: [String: String]
    let action: String
    let csrf: String
    let desk: String
    let deskHref: String
    let code: Field
    let procedure: Field
    let commune: Field
    /// Says what an empty commune means.
    let communeHint: String
    let day: Field
    let today: String
    let via: [FormChoice]
    let timeliness: [FormChoice]
    let isDigitised: Bool
    /// Shown when the dossier is known with other particulars and nothing was issued for it.
    let changes: [Change]
    let asksAboutChanges: Bool
    /// Whether the slip of the known dossier can be had as it is.
    let offersSlip: Bool
}
