import Foundation
import Survey
import SurveyStore

/// Puts entries of the audit trail into words: the trail itself keeps names and closed values as the program writes them.
///
/// What has no words of its own, such as a note or a code, stands as it is stored.
struct AuditWords: Sendable {
    let texts: Texts
    let questionnaires: QuestionnaireLibrary

    private var language: Language { texts.language }

    /// Who did it: an account's name, or what the service and its operator are called.
    func actor(_ name: String) -> String { texts.table["actor.\(name)"] ?? name }

    func action(_ name: String) -> String { texts.table["act.\(name)"] ?? name }

    /// `follow-up TT-14122-1` → `việc theo dõi TT-14122-1`; elsewhere a name or a code stands first, which is none of ours.
    func subject(of entry: AuditEntry) -> String {
        switch AuditAct.Action(rawValue: entry.action) {
        case .import, .plan, .export, .report, .seal, .restore:
            let parts = entry.subject.split(separator: " ", maxSplits: 1).map(String.init)
            guard let first = parts.first else { return entry.subject }
            return ([texts.table["subject.\(first)"] ?? first] + parts.dropFirst()).joined(separator: " ")
        default: return entry.subject
        }
    }

    /// The pairs of an entry's JSON object in its own order of keys, as it is stored where it is none.
    func details(of entry: AuditEntry) -> String {
        guard let pairs = try? JSONDecoder().decode([String: String].self, from: Data(entry.details.utf8)) else {
            return entry.details
        }
        return pairs.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .filter { !$0.value.isEmpty }
            .map { "\(name(ofDetail: $0.key)): \(value($0.value, of: $0.key, in: entry))" }.joined(separator: "; ")
    }

    func name(ofDetail name: String) -> String { texts.table["detail.\(name)"] ?? name }

    private func value(_ value: String, of name: String, in entry: AuditEntry) -> String {
        let numbers = NumberStyle(language: language)
        let words: String? =
            switch name {
            case "month": Month(value)?.written(language)
            case "period": Period(value)?.written(language)
            case "due", "valid_from", "valid_to", "since": Day(value)?.written(language)
            case "role": texts.table["role.\(value)"]
            case "kind": texts.table["entry.\(value)"] ?? texts.table["subject.\(value)"]
            case "act": texts.table["catalogueAct.\(value)"]
            case "level": texts.table["subject.\(value)"]
            case "criterion": Criterion(rawValue: value)?.name[language]
            case "state":
                FollowUpState(rawValue: value)?.name[language] ?? PlanTask.State(rawValue: value)?.name[language]
            case "reason": reason(value)
            case "scopes":
                value.split(separator: ",").map { scope in
                    texts.table["scope\(scope.prefix(1).uppercased())\(scope.dropFirst())"] ?? String(scope)
                }.joined(separator: ", ")
            case "permille": Int(value).map { numbers.percent(Double($0) / 1000) } ?? texts["detailNone"]
            case "points": Double(value).map(numbers.decimal)
            // Of an index, points; of a month's situation, a row of counts.
            case "before": value.contains(".") ? Double(value).map(numbers.decimal) : nil
            case "rows", "created", "updated", "opened": Int(value).map(numbers.whole)
            case "note" where entry.action == AuditAct.Action.report.rawValue:
                value.components(separatedBy: ", ").map { part in
                    texts.table["boundaries.\(part)"] ?? texts.table["channel.\(part)"] ?? part
                }.joined(separator: ", ")
            default: nil
            }
        return words ?? value
    }

    /// A reason's words in whichever pack knows it: the trail does not say of which it is.
    private func reason(_ value: String) -> String? {
        questionnaires.questionnaires.sorted { $0.key < $1.key }
            .lazy.compactMap { $0.value.texts[language]?.values["reason"]?[value] }.first
    }
}
