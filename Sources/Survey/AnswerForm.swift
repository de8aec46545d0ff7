import Foundation

/// A survey form as it came in, read against its questionnaire: either an answer, or what is wrong with each field.
///
/// A blank question stays blank. A value that the questionnaire does not have is refused, never guessed; a field that it
/// does not have is ignored, so that a browser's extras do no harm. Values for a question that the overall answer does
/// not lead to (reasons, after a change of mind) are left out.
public struct AnswerForm: Sendable {
    /// What is wrong with one field.
    public struct Problem: Error, Sendable, Hashable {
        /// What can be wrong; the words for it are among the survey's texts, in every language of its pages.
        public enum Kind: Sendable, Hashable {
            /// A required question is blank.
            case missing
            /// A value that the questionnaire does not have.
            case unknown
            /// More than one value where one is asked for.
            case tooMany
            /// A comment of so many characters, more than ``Comment/limit``.
            case tooLong(Int)
        }

        /// The question's code.
        public let question: String
        public let kind: Kind
    }

    public let questionnaire: Questionnaire
    /// The known values that came for each question, right or not, so that a refused form can be shown again as it was.
    public let ticked: [String: Set<String>]
    /// The comment as it was written, tidied but not cut.
    public let comment: String
    /// In the questionnaire's order; empty when the form is an answer.
    public let problems: [Problem]

    /// - Parameter pairs: the form's fields, decoded, in any order; a repeated name is a question of several values.
    public init(_ pairs: some Sequence<(String, String)>, questionnaire: Questionnaire) {
        self.questionnaire = questionnaire
        var given: [String: Set<String>] = [:]
        for (name, value) in pairs where !value.isEmpty { given[name, default: []].insert(value) }

        var ticked: [String: Set<String>] = [:]
        var comment = ""
        var problems: [Problem] = []
        for question in questionnaire.questions {
            let values = given[question.code] ?? []
            if question.kind == .comment {
                comment = values.map(AnswerForm.tidied).sorted().joined(separator: "\n")
                if comment.count > Comment.limit {
                    problems.append(Problem(question: question.code, kind: .tooLong(comment.count)))
                }
                continue
            }
            ticked[question.code] = values.intersection(question.values)
            if values.isEmpty, question.isRequired {
                problems.append(Problem(question: question.code, kind: .missing))
            } else if !values.isSubset(of: question.values) {
                problems.append(Problem(question: question.code, kind: .unknown))
            } else if values.count > 1, question.kind != .several {
                problems.append(Problem(question: question.code, kind: .tooMany))
            }
        }
        self.ticked = ticked
        self.comment = comment
        self.problems = problems
    }

    /// The answer, its comment masked as it may be stored; nil while there are problems.
    public var answer: Answer? {
        guard problems.isEmpty, let overall = ticked["overall"]?.first else { return nil }
        var values: [Answer.Value] = []
        for question in questionnaire.questions where question.applies(after: overall) {
            for value in question.values where ticked[question.code]?.contains(value) == true {
                values.append(Answer.Value(question: question.code, value: value))
            }
        }
        // Most citizens write none, and the masks need not look for it.
        let stored = comment.isEmpty ? nil : Comment(typed: comment)?.text
        return Answer(questionnaire: questionnaire.name, values: values, comment: stored)
    }

    /// NFC, one kind of line end, no control characters, no space around it.
    private static func tidied(_ text: String) -> String {
        let text = text.replacing("\r\n", with: "\n").precomposedStringWithCanonicalMapping
        let scalars = text.unicodeScalars.map { $0 == "\r" ? "\n" : $0 }
            .filter { $0 == "\n" || $0.properties.generalCategory != .control }
        var tidied = String.UnicodeScalarView()
        tidied.append(contentsOf: scalars)
        return String(tidied).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension Questionnaire.Question {
    /// Whether the question is for someone who answered this overall.
    public func applies(after overall: String) -> Bool {
        onlyAfterOverall.isEmpty || onlyAfterOverall.contains(overall)
    }
}
