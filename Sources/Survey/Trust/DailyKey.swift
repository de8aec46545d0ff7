import Crypto
import Foundation

/// A key that exists in memory only and for one day in Vietnam; what is counted under it cannot be told afterwards.
struct DailyKey: Sendable {
    private(set) var day: Day
    private var key = SymmetricKey(size: .bits256)

    init(at now: Double) { day = Day(unixTime: now) }

    /// Whether a new day has begun, which has a new key. A clock that goes back keeps the key.
    mutating func turn(at now: Double) -> Bool {
        let today = Day(unixTime: now)
        guard today > day else { return false }
        day = today
        key = SymmetricKey(size: .bits256)
        return true
    }

    /// The first 8 bytes of HMAC-SHA256.
    func hash(_ bytes: some DataProtocol) -> UInt64 {
        HMAC<SHA256>.authenticationCode(for: bytes, using: key)
            .withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
    }
}
