/// What one citizen answered about one dossier, already checked against the questionnaire; nothing in it says which dossier.
public struct Answer: Sendable, Hashable {
    /// One ticked value; a question of several values has several of them.
    public struct Value: Sendable, Hashable {
        /// The question's code, for example `overall`.
        public let question: String
        /// The value ticked, for example `3`.
        public let value: String

        public init(question: String, value: String) {
            self.question = question
            self.value = value
        }
    }

    /// The name of the questionnaire, with its version, that was answered: `three-level/1`.
    public let questionnaire: String
    /// In the questionnaire's order, whatever order the form came in; a blank question has none. Never empty.
    public let values: [Value]
    /// What was written, to be kept apart from the values; nil when nothing was.
    public let comment: String?

    /// Takes what is known to fit the questionnaire; ``AnswerForm`` checks what people send.
    public init(questionnaire: String, values: [Value], comment: String?) {
        self.questionnaire = questionnaire
        self.values = values
        self.comment = comment
    }

    /// The value of the one question that everybody answers.
    public var overall: String { self["overall"].first ?? "" }

    /// The values ticked for a question, none when it was left blank.
    public subscript(question: String) -> [String] { values.filter { $0.question == question }.map(\.value) }
}
