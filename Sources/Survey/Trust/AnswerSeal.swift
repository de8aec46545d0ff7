import Crypto
public import Foundation

/// Sixteen bytes beside every answer that only the key file can make: an answer changed or added behind the program's
/// back has none that fits.
///
/// The first 16 bytes of HMAC-SHA256 over the canonical bytes of the row, with the key
/// `secret.key(for: "hailong/answer/seal/v1")`. It tells nothing that the row does not.
public struct AnswerSeal: Sendable, Hashable {
    public let data: Data

    /// - Parameter data: 16 bytes; nil for any other number.
    public init?(_ data: Data) {
        guard data.count == 16 else { return nil }
        self.data = Data(data)
    }

    fileprivate init(_ code: HashedAuthenticationCode<SHA256>) { data = Data(code.prefix(16)) }
}

/// Makes the seals of answers with the newest secret of a ring, and knows those of every secret again.
public struct AnswerSealer: Sendable {
    /// Those of the newest secret first; never empty, as the ring is not.
    private let codes: [HMAC<SHA256>]

    public init(_ ring: KeyRing) {
        codes = ring.secrets.map { HMAC(key: $0.key(for: "hailong/answer/seal/v1")) }
    }

    /// - Parameter row: every stored field in a fixed order, so encoded that no two rows share their bytes.
    public func seal(_ row: Data) -> AnswerSeal {
        AnswerSealer.seal(row, codes[0])
    }

    /// Whether one of our secrets made this seal for this row.
    public func isSealed(_ row: Data, with seal: AnswerSeal) -> Bool {
        codes.contains { AnswerSealer.seal(row, $0) == seal }
    }

    private static func seal(_ row: Data, _ code: HMAC<SHA256>) -> AnswerSeal {
        var code = code
        code.update(data: row)
        return AnswerSeal(code.finalize())
    }
}
