/// What names a dossier without saying which: the first 60 bits of a keyed function of its code.
public struct DossierID: Sendable, Hashable {
    /// 0 ..< 2⁶⁰.
    public let value: UInt64

    public init?(_ value: UInt64) {
        guard value < 1 << 60 else { return nil }
        self.value = value
    }

    init(firstBitsOf value: UInt64) {
        self.value = value >> 4
    }
}

/// The 18 characters of a survey link: 60 bits that name the dossier, and 30 that prove that the key made it.
///
/// A token that was read is well formed, no more: ``KeyRing/accepts(_:)`` tells whether one of our keys made it.
public struct Token: Sendable, Hashable {
    public let id: DossierID
    /// 0 ..< 2³⁰.
    public let proof: UInt32

    init(id: DossierID, proof: UInt32) {
        self.id = id
        self.proof = proof
    }

    /// Why a text is no token.
    public enum Malformed: Error, Sendable, Hashable {
        /// How many characters of the alphabet there were, instead of 18.
        case length(Int)
        /// A character outside the alphabet; `U` is one, I, L and O are read as 1, 1 and 0.
        case character(Character)
    }

    /// Reads a token as people write it: either case, with spaces and hyphens anywhere, I and L for 1, O for 0.
    public init(_ text: some StringProtocol) throws(Malformed) {
        var id: UInt64 = 0
        var proof: UInt32 = 0
        var count = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ") { continue }
            guard let value = Crockford.value(of: byte) else { throw .character(Crockford.foreigner(in: text)) }
            if count < 12 { id = id << 5 | UInt64(value) } else if count < 18 { proof = proof << 5 | UInt32(value) }
            count += 1
        }
        guard count == 18, let id = DossierID(id) else { throw .length(count) }
        self.init(id: id, proof: proof)
    }

    /// The 18 characters, in upper case.
    public var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(18)
        for shift in stride(from: 55, through: 0, by: -5) {
            bytes.append(Crockford.character(id.value >> UInt64(shift)))
        }
        for shift in stride(from: 25, through: 0, by: -5) {
            bytes.append(Crockford.character(UInt64(proof) >> UInt64(shift)))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// As it is shown to people who type it: `XXXXXX-XXXXXX-XXXXXX`.
    public var grouped: String {
        let text = text
        return "\(text.prefix(6))-\(text.dropFirst(6).prefix(6))-\(text.suffix(6))"
    }
}

/// Crockford's base 32: digits and letters without I, L, O and U (https://www.crockford.com/base32.html).
enum Crockford {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The value of each ASCII character, 0xFF where there is none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 128)
        for (value, character) in alphabet.enumerated() {
            values[Int(character)] = UInt8(value)
            if character >= 65 { values[Int(character + 32)] = UInt8(value) }
        }
        for (alias, value) in zip("IiLlOo".utf8, [1, 1, 1, 1, 0, 0] as [UInt8]) { values[Int(alias)] = value }
        return values
    }()

    static func value(of ascii: UInt8) -> UInt8? {
        let value = values[Int(ascii & 0x7F)]
        return value == 0xFF || ascii > 0x7F ? nil : value
    }

    /// The first character, as people see it, that is neither of the alphabet nor a space or hyphen.
    static func foreigner(in text: some StringProtocol) -> Character {
        text.first { $0 != "-" && $0 != " " && $0.asciiValue.flatMap(value(of:)) == nil } ?? "\u{FFFD}"
    }

    /// The character of the lowest five bits.
    static func character(_ value: UInt64) -> UInt8 { alphabet[Int(value & 31)] }
}
