/// A versioned pack of questions, read from files; answers keep the version that they were given under.
///
/// Two kinds of file make a pack: `NAME.vN.json` has its structure, `NAME.vN.LANGUAGE.json` its texts in one language.
/// A new question or a new language is a new file.
public struct Questionnaire: Sendable, Hashable {
    /// One question of a pack.
    public struct Question: Sendable, Hashable, Codable {
        public enum Kind: String, Sendable, Codable {
            /// One of the pack's levels, the best first.
            case level
            /// One of its own values.
            case choice
            /// Any number of its own values.
            case several
            /// Free text, kept apart from the answer.
            case comment
        }

        /// Its form field and its name in tallies: lower-case letters, digits and underscores.
        public let code: String
        public let kind: Kind
        /// For `choice` and `several`: the values, in the order shown. For `level`: the pack's levels.
        public let values: [String]
        public let isRequired: Bool
        /// The values of `overall` that this question is for; empty: every value.
        public let onlyAfterOverall: [String]
        /// The factor (SIPAS) that it belongs to, or empty.
        public let factor: String

        public init(
            code: String, kind: Kind, values: [String], isRequired: Bool = false, onlyAfterOverall: [String] = [],
            factor: String = ""
        ) {
            self.code = code
            self.kind = kind
            self.values = values
            self.isRequired = isRequired
            self.onlyAfterOverall = onlyAfterOverall
            self.factor = factor
        }
    }

    /// The texts of a pack in one language.
    public struct Texts: Sendable, Hashable, Codable {
        public let title: String
        /// The level's value → its words.
        public let levels: [String: String]
        /// A question's code → its words.
        public let questions: [String: String]
        /// A question's code → value → words.
        public let values: [String: [String: String]]

        public init(
            title: String, levels: [String: String], questions: [String: String], values: [String: [String: String]]
        ) {
            self.title = title
            self.levels = levels
            self.questions = questions
            self.values = values
        }
    }

    /// For example `three-level`.
    public let code: String
    public let version: Int
    /// The values of a level, the best first: `3`, `2`, `1`.
    public let levels: [String]
    /// The levels that count as satisfied.
    public let satisfiedLevels: [String]
    /// The first is `overall`, and the only one that is required.
    public let questions: [Question]
    /// In Vietnamese, in English, and in every language more that it has a file for.
    public let texts: [Language: Texts]

    public init(
        code: String, version: Int, levels: [String], satisfiedLevels: [String], questions: [Question],
        texts: [Language: Texts]
    ) {
        self.code = code
        self.version = version
        self.levels = levels
        self.satisfiedLevels = satisfiedLevels
        self.questions = questions
        self.texts = texts
    }

    /// `three-level/1`: the name under which answers and tallies keep it.
    public var name: String { "\(code)/\(version)" }

    public func question(_ code: String) -> Question? { questions.first { $0.code == code } }
}
