import Crypto
import Foundation
import Survey

/// What a form carries to show that one of our own pages made it: a keyed hash of a cookie that only this browser has.
struct FormToken: Sendable, Hashable {
    let text: String

    /// - Parameter cookie: the session's, or before there is one the form's own.
    init(cookie: String, keyRing: KeyRing) {
        let key = keyRing.newest.key(for: "hailong/form/v1")
        let code = HMAC<SHA256>.authenticationCode(for: Data(cookie.utf8), using: key)
        text = Data(code).base64URL
    }

    /// Compares in a time that does not tell where they differ.
    func matches(_ other: String?) -> Bool {
        guard let other, other.utf8.count == text.utf8.count else { return false }
        return zip(text.utf8, other.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Data {
    /// Base64 for addresses and cookies (RFC 4648, section 5), without padding.
    var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
