import Crypto
import Foundation
import Survey

/// What makes a tablet a desk's kiosk: a manager's link for a quarter of an hour, then a cookie for half a year.
///
/// Both are signed, so that no one else turns a browser into a kiosk; any secret of the key ring verifies.
struct KioskPass: Sendable {
    enum Kind: String, Sendable {
        case link, cookie

        /// How long it holds, in seconds.
        var length: Int {
            switch self {
            case .link: 15 * 60
            case .cookie: 180 * 86_400
            }
        }
    }

    let text: String

    init(_ kind: Kind, desk: Desk, keyRing: KeyRing, now: Double) {
        let expires = Int(now) + kind.length
        text = "\(expires).\(KioskPass.signature(kind, desk, expires, keyRing.newest))"
    }

    static func accepts(_ text: String?, _ kind: Kind, desk: Desk, keyRing: KeyRing, now: Double) -> Bool {
        guard let parts = text?.split(separator: "."), parts.count == 2, let expires = Int(parts[0]),
            Double(expires) > now
        else { return false }
        return keyRing.secrets.contains { secret in
            let right = signature(kind, desk, expires, secret)
            return right.utf8.count == parts[1].utf8.count
                && zip(right.utf8, parts[1].utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }

    private static func signature(_ kind: Kind, _ desk: Desk, _ expires: Int, _ secret: KeyRing.Secret) -> String {
        let key = secret.key(for: "hailong/kiosk/v1")
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(kind.rawValue) \(expires) \(desk.code)".utf8), using: key)
        return Data(code).base64URL
    }
}
