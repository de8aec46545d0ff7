public import Crypto
public import Foundation

/// The secrets of an installation, the newest first: they turn dossier codes into tokens and tell real tokens from forged ones.
///
/// A key file holds one secret a line, 32 bytes in base64; lines that start with `#` are comments. The first secret
/// makes the tokens of new dossiers, all of them verify.
public struct KeyRing: Sendable {
    /// One secret and the keys derived from it.
    public struct Secret: Sendable {
        /// With their keys taken in already: every row of an import asks for an id, every request for a proof.
        private let idCode: HMAC<SHA256>
        private let proofCode: HMAC<SHA256>
        private let root: SymmetricKey

        /// - Parameter bytes: 32 bytes.
        init(_ bytes: some ContiguousBytes) {
            root = SymmetricKey(data: bytes)
            idCode = HMAC(key: Secret.derive(root, "hailong/token/id/v1", 32))
            proofCode = HMAC(key: Secret.derive(root, "hailong/token/proof/v1", 32))
        }

        private static func derive(_ root: SymmetricKey, _ info: String, _ count: Int) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Data(info.utf8), outputByteCount: count)
        }

        /// A key of 32 bytes for another use, bound to its name; for example `hailong/answer/seal/v1`.
        public func key(for use: String) -> SymmetricKey { Secret.derive(root, use, 32) }

        /// Tells secrets apart without giving them away: 16 bytes of HKDF-SHA256, info `hailong/key/fingerprint/v1`.
        public var fingerprint: Data {
            Secret.derive(root, "hailong/key/fingerprint/v1", 16).withUnsafeBytes { Data($0) }
        }

        /// The first 60 bits of HMAC-SHA256(idKey, code).
        public func id(of code: DossierCode) -> DossierID {
            var hmac = idCode
            hmac.update(data: Data(code.text.utf8))
            return DossierID(
                firstBitsOf: hmac.finalize().withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) })
        }

        /// The first 30 bits of HMAC-SHA256(proofKey, id as 8 bytes, big-endian).
        func proof(of id: DossierID) -> UInt32 {
            var hmac = proofCode
            withUnsafeBytes(of: id.value.bigEndian) { hmac.update(data: $0) }
            return hmac.finalize().withUnsafeBytes { UInt32(bigEndian: $0.loadUnaligned(as: UInt32.self)) } >> 2
        }

        public func token(for id: DossierID) -> Token { Token(id: id, proof: proof(of: id)) }
        public func token(for code: DossierCode) -> Token { token(for: id(of: code)) }
    }

    /// The newest first; never empty.
    public let secrets: [Secret]

    /// The secret that makes the tokens of new dossiers.
    public var newest: Secret { secrets[0] }

    /// Reads the text of a key file.
    ///
    /// - Throws: `SurveyError` (`invalid`) that names the line when one is not 32 bytes in base64, or when there is none.
    public init(text: String) throws {
        var secrets: [Secret] = []
        // Editors on Windows put a byte-order mark before the first line.
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let bytes = Data(base64Encoded: line), bytes.count == 32 else {
                throw SurveyError(
                    .invalid,
                    vi: "dòng \(index + 1) của tệp khóa không phải 32 byte viết bằng base64",
                    en: "line \(index + 1) of the key file is not 32 bytes in base64"
                )
            }
            secrets.append(Secret(bytes))
        }
        guard !secrets.isEmpty else {
            throw SurveyError(.invalid, vi: "tệp khóa không có khóa nào", en: "the key file holds no secret")
        }
        self.secrets = secrets
    }

    /// The text of a new key file with one random secret.
    public static func newFileText(using generator: inout some RandomNumberGenerator) -> String {
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        return """
            # HàiLòng: bí mật tạo mã khảo sát. Giữ kín, sao lưu riêng; khóa mới thêm lên dòng đầu, không xóa khóa cũ.
            # HàiLòng: makes the survey codes. Keep it secret and back it up apart; add a new one on top, keep the old.
            \(Data(bytes).base64EncodedString())

            """
    }

    /// Whether one of the secrets made this token; the time it takes does not depend on which, nor on where it differs.
    public func accepts(_ token: Token) -> Bool { secret(of: token) != nil }

    /// The secret that made this token, nil when it is forged or mistyped.
    public func secret(of token: Token) -> Secret? {
        var match = -1
        for (index, secret) in secrets.enumerated() {
            let difference = secret.proof(of: token.id) ^ token.proof
            // All ones when the difference is zero, without a branch.
            let isEqual = Int(truncatingIfNeeded: (UInt64(difference) &- 1) >> 63)
            match = match & ~(-isEqual) | index & -isEqual
        }
        return match < 0 ? nil : secrets[match]
    }
}
