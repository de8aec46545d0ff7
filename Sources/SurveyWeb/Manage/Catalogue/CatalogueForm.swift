import Survey
import SurveyStore

/// A form that changes one row of the catalogue: which fields it has, and which rows its fields make.
struct CatalogueForm: Sendable {
    enum Act: String, Sendable {
        case add, end, succeed
    }

    let kind: ImportKind
    let act: Act
    /// What is ended or succeeded.
    let known: CatalogueRow?

    /// The forms of one row, or the one that adds. A unit is succeeded by a merger, since its desks have to go somewhere.
    static func all(_ kind: ImportKind, known: CatalogueRow?) -> [CatalogueForm] {
        let acts: [Act] = known == nil ? [.add] : kind == .communes ? [.end] : [.succeed, .end]
        return acts.map { CatalogueForm(kind: kind, act: $0, known: known) }
    }

    /// In the columns of the kind's file.
    var fields: [String] {
        switch (act, kind) {
        case (.end, .communes): ["valid_to", "successor_code"]
        case (.end, _): ["valid_to"]
        case (.add, .communes): ["code", "name", "level", "parent_code", "valid_from"]
        case (.add, .desks), (.succeed, .desks): ["valid_from", "code", "name", "unit_code"]
        case (_, .procedures): ["valid_from", "code", "name", "field", "level"]
        case (_, _): ["valid_from", "code", "name"]
        }
    }

    func isRequired(_ field: String) -> Bool {
        switch field {
        case "valid_from": act == .succeed
        case "parent_code", "successor_code": false
        default: true
        }
    }

    /// What stands in a field at first.
    func value(_ field: String) -> String {
        guard act == .succeed, field != "valid_from" else { return "" }
        return known?.fields[field] ?? ""
    }

    /// The rows as they would be imported.
    func rows(_ typed: FormFields) -> TypedRows {
        var row: [String: String] = [:]
        for field in fields { row[field] = typed[field] ?? "" }
        switch (act, known) {
        case (.end, let known?):
            return TypedRows(kind, [known.ended(on: row["valid_to"] ?? "", successor: row["successor_code"] ?? "")])
        case (.succeed, let known?):
            return TypedRows(kind, [known.ended(on: row["valid_from"] ?? ""), row])
        default:
            return TypedRows(kind, [row])
        }
    }

    /// What the audit trail keeps.
    func auditAct(_ typed: FormFields) throws -> AuditAct {
        var details = ["act": act.rawValue, "kind": kind.rawValue]
        for field in fields { if let value = typed[field], !value.isEmpty { details[field] = value } }
        if let since = known?.fields["valid_from"], !since.isEmpty { details["since"] = since }
        return try AuditAct(.catalogue, subject: known?.code ?? typed["code"] ?? "", details: details)
    }

    /// What is wrong with one of its fields.
    func problem(_ field: String, in problems: InputProblems?, _ language: Language) -> String? {
        // The old row's end is the new row's beginning.
        let names = field == "valid_from" && act == .succeed ? ["valid_from", "valid_to"] : [field]
        return problems?.first.first { names.contains($0.field) }?.reason[language]
    }
}
