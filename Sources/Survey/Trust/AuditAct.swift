import Foundation

/// What an operator, manager or officer did, as the audit trail keeps it.
///
/// The trail is about those who run the service, never about citizens: it holds no survey code, no dossier code, no
/// device's address and no moment of an answer; ``init(_:subject:details:)`` refuses what looks like one.
public struct AuditAct: Sendable, Hashable {
    /// The kinds of acts; raw values are stored, and never change their meaning.
    public enum Action: String, Sendable, Hashable, CaseIterable {
        case `import`
        case void
        case commentHide = "comment hide"
        case commentShow = "comment show"
        case commentMask = "comment mask"
        case accountAdd = "account add"
        case accountDisable = "account disable"
        case accountEnable = "account enable"
        case accountPassword = "account password"
        case accountScope = "account scope"
        case apiKeyAdd = "apikey add"
        case apiKeyRevoke = "apikey revoke"
        case setting
        case catalogue
        /// A figure that was entered by hand.
        case figure
        /// Follow-up and plan.
        case plan
        case export
        /// A report without suppression.
        case report
        case purge
        case backup
        case restore
        case key
        /// Tables were sealed row by row for the first time, as they stood.
        case seal

        /// Whether the trail keeps the second, or only the day: the second of a void or of a moderation would tell when
        /// somebody's slip or comment was at hand.
        var keepsTime: Bool {
            switch self {
            case .void, .commentHide, .commentShow, .commentMask: false
            default: true
            }
        }
    }

    public let action: Action
    /// What it was done to: an account, a setting, a kind of file, a desk.
    public let subject: String
    /// One JSON object of strings, its keys sorted by their UTF-8 bytes, without blanks; empty when there is nothing to say.
    public let details: String

    /// - Throws: `SurveyError` (`invalid`) when a text has a survey code, a dossier code or, outside settings, a device's
    ///   address in it.
    public init(_ action: Action, subject: String, details: [String: String] = [:]) throws {
        for text in [subject] + details.keys + details.values {
            guard AuditAct.isFit(text, mayNameNetworks: action == .setting) else {
                throw SurveyError(
                    .invalid, vi: "nhật ký không được chứa mã khảo sát, mã hồ sơ hay địa chỉ thiết bị",
                    en: "the audit trail takes no survey code, dossier code or device address")
            }
        }
        self.init(action, subject, details)
    }

    private init(_ action: Action, _ subject: String, _ details: [String: String]) {
        self.action = action
        self.subject = subject.precomposedStringWithCanonicalMapping
        self.details = AuditAct.json(details)
    }

    /// A slip was made void at a desk. Which one is not said: the entry must lead to no dossier.
    public static func void(desk code: String) -> AuditAct { AuditAct(.void, code, [:]) }

    /// A comment was hidden, shown again or masked further. It is named by the unit and month that it is shown under,
    /// and not by the number it is stored under, which its row keeps.
    public static func comment(_ action: Action, unit code: String, month: Month) -> AuditAct {
        AuditAct(action, code, ["month": month.description])
    }

    private static func isFit(_ text: String, mayNameNetworks: Bool) -> Bool {
        let reading = CommentText(text)
        if !CodeRuns(reading).codes.isEmpty { return false }
        let words = text.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == ":") }
        return words.allSatisfy { word in
            // With and without the full stop or colon of the sentence around it; `::1` begins with its own.
            [String(word), word.trimmingCharacters(in: CharacterSet(charactersIn: ".:"))].allSatisfy {
                (try? DossierCode($0)) == nil && (mayNameNetworks || Network($0) == nil)
            }
        }
    }

    private static func json(_ details: [String: String]) -> String {
        if details.isEmpty { return "" }
        let members = details.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { "\(quoted($0.key)):\(quoted($0.value))" }
        return "{" + members.joined(separator: ",") + "}"
    }

    /// As RFC 8785 writes a string: only what must be escaped is.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{8}": result += "\\b"
            case "\u{C}": result += "\\f"
            case "\0"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
