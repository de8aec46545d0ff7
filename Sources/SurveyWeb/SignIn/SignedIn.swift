import SurveyStore

/// Whoever is signed in, and what their forms carry.
struct SignedIn: Sendable {
    let account: Account
    /// Stands in every form of the session; another site cannot know it.
    let csrf: FormToken
}
