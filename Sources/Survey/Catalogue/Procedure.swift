import Foundation

/// An administrative procedure (thủ tục hành chính).
public struct Procedure: Sendable, Hashable, Identifiable {
    public typealias ID = Int

    public var id: ID
    public var code: ProcedureCode
    public var name: String
    /// Its field (lĩnh vực), for example `Hộ tịch`.
    public var field: String
    /// The level that resolves it.
    public var level: AdministrativeUnit.Level
    public var validity: Validity

    public init(
        id: ID, code: ProcedureCode, name: String, field: String, level: AdministrativeUnit.Level, validity: Validity
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.field = field
        self.level = level
        self.validity = validity
    }
}

/// The national code of a procedure, for example `1.001193`, `1.010708.000.00.00.H56` or `2.002622.H56`.
public struct ProcedureCode: Sendable, Hashable {
    /// NFC-normalised, trimmed and in upper case.
    public let text: String

    /// The first eight characters, which name the procedure; the rest only says which agency lists it.
    public var key: String { String(text.prefix(8)) }

    /// Whether it stands for a procedure whose real code is not known: national codes start with 1, 2 or 3, never with 9.
    public var isPlaceholder: Bool { text.hasPrefix("9.") }

    /// - Throws: `SurveyError` (`invalid`) when the text has not the national form
    ///   `^\d\.\d{6}(?:\.(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.\d{2})?)?$`.
    public init(_ text: String) throws {
        let tidied = CodeText.tidied(text)
        guard ProcedureCode.matches(tidied) else {
            throw SurveyError(
                .invalid, vi: "mã thủ tục không đúng dạng, ví dụ đúng: 1.001193 hoặc 2.002622.H56",
                en: "not a procedure code, which looks like 1.001193 or 2.002622.H56")
        }
        self.text = tidied
    }

    private static func matches(_ text: String) -> Bool {
        func digits(_ part: Substring, _ count: Int) -> Bool {
            part.utf8.count == count && part.utf8.allSatisfy { (48...57).contains($0) }
        }
        func agency(_ part: Substring) -> Bool {
            part.utf8.count == 3 && part.utf8.first.map { (65...90).contains($0) } == true
                && digits(part.dropFirst(), 2)
        }
        var parts = text.split(separator: ".", omittingEmptySubsequences: false)[...]
        guard parts.count >= 2, digits(parts.removeFirst(), 1), digits(parts.removeFirst(), 6) else { return false }
        if parts.isEmpty { return true }
        if parts.count >= 4 {
            guard digits(parts.removeFirst(), 3), digits(parts.removeFirst(), 2), digits(parts.removeFirst(), 2) else {
                return false
            }
        }
        guard let letter = parts.popFirst(), agency(letter) else { return false }
        return parts.isEmpty || parts.count == 1 && digits(parts[parts.startIndex], 2)
    }
}
