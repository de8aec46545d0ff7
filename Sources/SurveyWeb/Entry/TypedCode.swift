import Foundation
import Survey

/// A code as it comes from a keyboard, a scanner or the clipboard: alone, or at the end of the whole address that a
/// slip's QR holds.
struct TypedCode: Sendable {
    /// What stands behind the last slash.
    let text: String

    init(_ typed: String) {
        let last = typed.trimmingCharacters(in: .whitespacesAndNewlines).split(separator: "/").last ?? ""
        text = last.prefix { $0 != "?" && $0 != "#" }.filter { !$0.isWhitespace }
    }

    /// - Throws: `Token.Malformed`.
    func token() throws(Token.Malformed) -> Token { try Token(text) }
}
