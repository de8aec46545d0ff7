/// An error that a person may read: what kind it is, and a message in each language.
///
/// Everything else that is thrown is logged, and shown as a plain "something went wrong".
public struct SurveyError: Error, Sendable, Hashable {
    /// The kind of an error; the web turns each into one HTTP status.
    public enum Code: String, Sendable, Hashable {
        /// The input breaks a rule.
        case invalid
        /// Nothing of that name.
        case notFound
        /// The input contradicts what is known.
        case conflict
        /// It was there, and is over: used, expired or void.
        case gone
        /// Nobody is signed in.
        case unauthorized
        /// Whoever is signed in may not.
        case forbidden
        /// Too many attempts.
        case tooMany
        /// The database or a file cannot be used now.
        case unavailable
    }

    public let code: Code
    public let message: Localized

    public init(_ code: Code, vi: String, en: String) {
        self.code = code
        self.message = Localized(vi: vi, en: en)
    }
}

extension SurveyError: CustomStringConvertible {
    public var description: String { message.en }
}
