import Foundation
import GRDB
import Survey

/// An answer as it is stored: its cell, its values, its marks, and a seal that only the key can make.
struct AnswerRow: Sendable {
    let key: Int64
    let cell: AnswerCell
    /// `question=value` in the questionnaire's order, joined by `;`.
    let choices: String
    let marks: Int
    let seal: Data
    /// The row as one line of text, every column but the seal, in a fixed order, separated by tabs.
    let canonical: Data

    init(key: Int64, cell: AnswerCell, answer: Answer, marks: Int, sealedBy sealer: AnswerSealer) {
        self.key = key
        self.cell = cell
        choices = AnswerRow.choices(answer)
        self.marks = marks
        canonical = AnswerRow.canonical(key, cell, choices, marks)
        seal = sealer.seal(canonical).data
    }

    static func choices(_ answer: Answer) -> String {
        answer.values.map { "\($0.question)=\($0.value)" }.joined(separator: ";")
    }

    init?(_ row: Row) {
        guard let channel = Channel(rawValue: row["channel"]) else { return nil }
        key = row["key"]
        cell = AnswerCell(
            month: row["month"], deskID: row["desk_id"], communeID: row["commune_id"], procedureID: row["procedure_id"],
            channel: channel, questionnaireID: row["questionnaire_id"])
        choices = row["choices"]
        marks = row["marks"]
        seal = row["seal"]
        canonical = AnswerRow.canonical(key, cell, choices, marks)
    }

    /// The values again, in their order; nil when the text is not as it was written.
    var values: [Answer.Value]? {
        var values: [Answer.Value] = []
        for part in choices.split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { return nil }
            values.append(Answer.Value(question: String(pair[0]), value: String(pair[1])))
        }
        return values.first?.question == "overall" ? values : nil
    }

    private static func canonical(_ key: Int64, _ cell: AnswerCell, _ choices: String, _ marks: Int) -> Data {
        Data(
            """
            hailong/answer/v1\t\(key)\t\(cell.month)\t\(cell.deskID)\t\(cell.communeID)\t\(cell.procedureID)\t\
            \(cell.channel.rawValue)\t\(cell.questionnaireID)\t\(choices)\t\(marks)
            """.utf8)
    }

    /// Whether one of our secrets made its seal.
    func isSealed(by sealer: AnswerSealer) -> Bool {
        AnswerSeal(seal).map { sealer.isSealed(canonical, with: $0) } ?? false
    }
}
