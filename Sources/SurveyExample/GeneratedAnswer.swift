public import Survey

/// A made-up answer to a dossier of the example, and how and when it came in.
public struct GeneratedAnswer: Sendable, Hashable {
    /// In the values of the questionnaire `three-level/1`, or `five-level/1` (``FiveLevelAnswers``); optional questions are
    /// often blank.
    public let answer: Answer
    public let channel: Channel
    /// Days from the dossier's completion to the answer, 0 to 21.
    public let dayOffset: Int
    /// The class of the device: 0 unknown, 1 the first answer of its day from there, 3 a fourth or later one.
    public let device: Int
}
