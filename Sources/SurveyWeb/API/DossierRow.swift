import Foundation
import Survey

/// One dossier as JSON has it: the fields of the CSV, and everything about it that is not as it should be.
struct DossierRow: Decodable {
    static let unknownField = Localized(
        vi: "trường không biết; có: \(RegistrationFields.names.joined(separator: ", "))",
        en: "unknown field; there are: \(RegistrationFields.names.joined(separator: ", "))")

    static let unreadable = Localized(
        vi: "có ký tự không phải Unicode (nửa của một cặp thay thế)",
        en: "has what is no character of Unicode (half of a surrogate pair)")

    /// So many unknown fields of a row are named; whoever sends more has sent something else altogether.
    static let namedUnknown = 20

    private(set) var fields = RegistrationFields(
        dossierCode: "", deskCode: "", procedureCode: "", communeCode: "", completedOn: "", receivedVia: "",
        timeliness: "", digitised: "")
    /// Whether it is an object at all, so that its fields are worth checking against the catalogue.
    private(set) var isObject = true
    private var problems: [(field: String, value: JSONValue?, reason: Localized)] = []

    /// Never throws for a wrong type or a missing field: these are kept, so that all rows can be told about at once.
    init(from decoder: any Decoder) throws {
        guard let members = try? decoder.container(keyedBy: JSONKey.self) else {
            isObject = false
            problems = [
                ("", try JSONValue(from: decoder), Localized(vi: "phải là một đối tượng", en: "must be an object"))
            ]
            if problems[0].value == .unreadable { problems[0].reason = DossierRow.unreadable }
            return
        }
        var unknown = 0
        for key in members.allKeys {
            let name = key.stringValue
            guard let path = DossierRow.path(name) else {
                unknown += 1
                if unknown > DossierRow.namedUnknown { continue }
                problems.append((name, try members.decode(JSONValue.self, forKey: key), DossierRow.unknownField))
                continue
            }
            // What may be absent may be null as well.
            if path == \.communeCode, try members.decodeNil(forKey: key) { continue }
            if path == \.digitised {
                fields.digitised = try digitised(members, key)
            } else if let text = try? members.decode(String.self, forKey: key) {
                fields[keyPath: path] = DossierRow.normalised(text)
            } else {
                let value = try members.decode(JSONValue.self, forKey: key)
                let reason = Localized(vi: "phải là một chuỗi", en: "must be a string")
                problems.append((name, value, value == .unreadable ? DossierRow.unreadable : reason))
            }
        }
        for name in RegistrationFields.names where name != "commune_code" && !members.contains(JSONKey(name)) {
            problems.append((name, nil, Localized(vi: "còn thiếu", en: "is missing")))
        }
    }

    /// What is wrong with the row's form.
    func entries(_ index: Int) -> [APIProblem.Entry] {
        problems.map { APIProblem.Entry(index: index, field: $0.field, value: $0.value, reason: $0.reason) }
    }

    /// A boolean, or 0 or 1.
    private mutating func digitised(_ members: KeyedDecodingContainer<JSONKey>, _ key: JSONKey) throws -> String {
        if let bool = try? members.decode(Bool.self, forKey: key) { return bool ? "1" : "0" }
        let value = try members.decode(JSONValue.self, forKey: key)
        switch value {
        case .integer(0): return "0"
        case .integer(1): return "1"
        default:
            problems.append(
                (
                    key.stringValue, value,
                    Localized(vi: "phải là true, false, 0 hoặc 1", en: "must be true, false, 0 or 1")
                ))
            return ""
        }
    }

    /// As the CSV's fields are read.
    private static func normalised(_ text: String) -> String {
        // Nearly every field is plain ASCII; only the others need normalising.
        if text.utf8.allSatisfy({ $0 > 32 && $0 < 128 }) { return text }
        return text.precomposedStringWithCanonicalMapping.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func path(_ name: String) -> WritableKeyPath<RegistrationFields, String>? {
        switch name {
        case "dossier_code": \.dossierCode
        case "desk_code": \.deskCode
        case "procedure_code": \.procedureCode
        case "commune_code": \.communeCode
        case "completed_on": \.completedOn
        case "received_via": \.receivedVia
        case "timeliness": \.timeliness
        case "digitised": \.digitised
        default: nil
        }
    }
}
