import Crypto
public import Foundation

/// What a citizen may take home: the name of a leaf in the log, and nothing else.
///
/// A leaf is the hash of an answer and a salt of 32 random bytes that was thrown away when the leaf was made. With the
/// database, the keys and the receipt in hand nobody, not even the citizen, can tell which answer belongs to the leaf:
/// to try an answer, its salt would have to be guessed. So a receipt shows that an answer is counted, and can never show
/// which: nobody can be made, or paid, to prove what they answered. Nor does it lead to a dossier: the log knows none.
///
/// Written as 20 characters of Crockford's base 32 in four groups, `XXXXX-XXXXX-XXXXX-XXXXX`: the first 80 bits of the
/// leaf's hash, then 20 bits that catch a slip of the pen, the first of SHA-256(`hailong/receipt/v1` ‖ the 10 bytes).
/// It is two characters longer than a survey code, so that neither is taken for the other.
public struct ReceiptCode: Sendable, Hashable {
    /// The first ten bytes of the leaf's hash.
    public let prefix: Data

    public init(leaf: MerkleHash) { prefix = leaf.prefix }

    /// Reads a code as people write it: either case, with spaces and hyphens anywhere, I and L for 1, O for 0.
    ///
    /// - Throws: `SurveyError` (`invalid`) when it has another length or other characters, or was mistyped.
    public init(_ text: String) throws {
        let malformed = SurveyError(
            .invalid, vi: "mã biên nhận không đúng; mã có 20 chữ và số, ví dụ XXXXX-XXXXX-XXXXX-XXXXX",
            en: "not a receipt code, which has 20 letters and digits, like XXXXX-XXXXX-XXXXX-XXXXX")
        var values: [UInt8] = []
        for character in text where character != "-" && character != " " {
            guard let value = character.asciiValue.flatMap(Crockford.value), values.count < 20 else { throw malformed }
            values.append(value)
        }
        guard values.count == 20 else { throw malformed }
        var bytes = Data()
        for group in 0..<2 {
            let bits = values[(group * 8)..<(group * 8 + 8)].reduce(UInt64(0)) { $0 << 5 | UInt64($1) }
            withUnsafeBytes(of: (bits << 24).bigEndian) { bytes.append(contentsOf: $0.prefix(5)) }
        }
        prefix = bytes
        guard values[16...].elementsEqual(ReceiptCode.check(bytes)) else { throw malformed }
    }

    /// Whether this is the leaf that the code names.
    public func names(_ leaf: MerkleHash) -> Bool { leaf.prefix == prefix }

    /// `XXXXX-XXXXX-XXXXX-XXXXX`.
    public var text: String {
        var values: [UInt8] = []
        for group in 0..<2 {
            let bits = prefix.dropFirst(group * 5).prefix(5).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            for shift in stride(from: 35, through: 0, by: -5) { values.append(UInt8(bits >> UInt64(shift) & 31)) }
        }
        let characters = (values + ReceiptCode.check(prefix)).map { Crockford.character(UInt64($0)) }
        return stride(from: 0, to: 20, by: 5)
            .map { String(decoding: characters[$0..<($0 + 5)], as: UTF8.self) }
            .joined(separator: "-")
    }

    /// Four values of five bits.
    private static func check(_ prefix: Data) -> [UInt8] {
        let digest = SHA256.hash(data: Data("hailong/receipt/v1".utf8) + prefix)
        let bits = digest.prefix(3).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } >> 4
        return [15, 10, 5, 0].map { UInt8(bits >> $0 & 31) }
    }
}
