import Survey

/// One phone that answers again and again at one desk of the example, so that the page of honesty has a desk that stands
/// out. Made up, like all answers; it may as well be an agent's who files for others.
enum SharedPhone {
    /// Whether most of the satisfied answers that came at a desk to dossiers of a month came from it.
    static func isUsed(at deskCode: String, in month: Month) -> Bool {
        deskCode == "TT-14089-3" && month.number >= since
    }

    /// September 2026.
    private static let since = 2026 * 12 + 8
}
