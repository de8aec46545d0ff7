import Crypto
import Foundation

/// A random number that a phone keeps until midnight in Vietnam, so that answers from one device in one day are noticed.
///
/// It is in no log and no database, and is named in the notice on the survey page. Written as 26 characters of Crockford's
/// base 32: 128 random bits and two zero bits.
public struct DeviceCookie: Sendable, Hashable {
    public let text: String

    public init(using generator: inout some RandomNumberGenerator) {
        var characters: [UInt8] = []
        characters.reserveCapacity(26)
        for _ in 0..<2 {
            let word: UInt64 = generator.next()
            // 12 characters take 60 of the 64 bits; the last takes the four that are left.
            for shift in stride(from: 59, through: 4, by: -5) {
                characters.append(Crockford.character(word >> UInt64(shift)))
            }
            characters.append(Crockford.character(word & 15))
        }
        text = String(decoding: characters, as: UTF8.self)
    }

    /// A cookie as a browser sent it, nil when it is none of ours.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 26, text.utf8.allSatisfy({ Crockford.value(of: $0) != nil }) else { return nil }
        self.text = text.uppercased()
    }

    /// For how many seconds a browser is to keep it: until the next midnight in Vietnam, at least one.
    public static func maxAge(at now: Double) -> Int {
        let midnight = Double(Day(unixTime: now).number + 1) * 86_400 - Day.offsetFromUTC
        return max(1, Int((midnight - now).rounded(.down)))
    }
}
