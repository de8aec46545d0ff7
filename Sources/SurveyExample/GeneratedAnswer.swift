public import Survey

/// A made-up answer to a dossier of the example, in the values of the three-level questionnaire.
public struct GeneratedAnswer: Sendable, Hashable {
    /// The answer to one optional question.
    public struct Value: Sendable, Hashable {
        /// `contacts`, `agencies`, `conduct`, `guidance` or `timeliness`.
        public let question: String
        public let value: String
    }

    /// `3`, `2` or `1`.
    public let overall: String
    /// In the order of the questionnaire; questions left blank are missing.
    public let values: [Value]
    /// The values of `reason`; only after *không hài lòng*.
    public let reasons: [String]
    public let comment: String?
    public let channel: Channel
    /// Days from the dossier's completion to the answer, 0 to 21.
    public let dayOffset: Int
}
