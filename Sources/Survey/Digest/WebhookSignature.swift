import Crypto
public import Foundation

/// What a webhook's receiver checks: that whoever knows the secret sent this body at this time.
///
/// The signature is HMAC-SHA256 over the timestamp in decimal, a full stop and the body, with the secret's UTF-8 as the key,
/// written `v1=` and 64 hexadecimal digits. A receiver compares it in constant time, and refuses a timestamp that is some
/// minutes old, so that nothing can be played back.
public struct WebhookSignature: Sendable, Hashable {
    public static let header = "Hailong-Signature"
    public static let timestampHeader = "Hailong-Timestamp"
    /// The delivery's name; the same when it is tried again.
    public static let deliveryHeader = "Hailong-Delivery"

    /// `v1=…`
    public let text: String

    /// - Parameter timestamp: seconds since 1970-01-01T00:00:00Z.
    public init(_ body: Data, timestamp: Int, secret: String) {
        var signed = Data("\(timestamp).".utf8)
        signed.append(body)
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: Data(secret.utf8)))
        text = "v1=" + code.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
