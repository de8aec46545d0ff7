import Survey
import SurveyStore

/// The form in which the points of an agency are entered, and reads it back.
///
/// Fields are `own.N`, `verified.N` and `note.N`, N the index's number. What is as it was is no new entry.
struct AgencyForm: Sendable {
    let score: AgencyScore
    /// Whether the account may also enter what the office above makes of it.
    let mayVerify: Bool

    /// - Throws: `SurveyError` (`invalid`) for points that are no number.
    func changes(_ fields: FormFields) throws -> [AgencyPoints] {
        try score.rows.flatMap { row -> [AgencyPoints] in
            let number = row.index.rawValue
            let note = (fields["note.\(number)"] ?? "").trimmingPrefix { $0.isWhitespace }.prefix(501)
            var points: [AgencyPoints] = []
            if row.takesEntry, let typed = try read(fields["own.\(number)"], row.index), typed != row.points {
                points.append(AgencyPoints(index: row.index, kind: .own, points: typed, note: String(note)))
            }
            if mayVerify, let typed = try read(fields["verified.\(number)"], row.index),
                typed != row.verified?.points
            {
                points.append(AgencyPoints(index: row.index, kind: .verified, points: typed, note: String(note)))
            }
            return points
        }
    }

    /// Takes a decimal comma and a decimal point; nothing typed is nothing entered.
    private func read(_ text: String?, _ index: AgencyIndex) throws -> Double? {
        let text = (text ?? "").filter { !$0.isWhitespace }.replacing(",", with: ".")
        if text.isEmpty { return nil }
        guard let points = Double(text), (points * 100).rounded() / 100 == points else {
            throw SurveyError(
                .invalid, vi: "chỉ số \(index.rawValue): điểm là số từ 0 đến 2, tối đa hai chữ số thập phân",
                en: "index \(index.rawValue): points are a number from 0 to 2 with two decimals at most")
        }
        return points
    }

    /// The rows of the form.
    ///
    /// - Parameter typed: what came back with something wrong; nil for the points that hold.
    func rows(typed: FormFields?, _ language: Language) -> [IndicesPage.EntryRow] {
        func written(_ points: Double?) -> String {
            guard let points else { return "" }
            let text = points == points.rounded() ? "\(Int(points))" : "\(points)"
            return language == .vietnamese ? text.replacing(".", with: ",") : text
        }
        return score.rows.map { row in
            let number = "\(row.index.rawValue)"
            return IndicesPage.EntryRow(
                number: number, name: row.index.name[language], rule: row.index.rule[language],
                isOwn: row.takesEntry, own: typed?["own.\(number)"] ?? written(row.points),
                isVerified: mayVerify, verified: typed?["verified.\(number)"] ?? written(row.verified?.points),
                note: typed?["note.\(number)"] ?? "")
        }.filter { $0.isOwn || $0.isVerified }
    }
}
