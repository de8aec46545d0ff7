import Crypto
import Foundation
import Survey
import Synchronization

/// Slows down whoever tries passwords: by address, and by address and account together, so that nobody can lock another
/// out from elsewhere.
final class SignInLimits: Sendable {
    private let addresses: Mutex<AbuseLimiter>
    private let accounts: Mutex<AbuseLimiter>

    init(at now: Double) {
        // An office shares one address, and all of it signs in at eight.
        addresses = Mutex(AbuseLimiter(burst: 60, perSecond: 0.2, at: now))
        accounts = Mutex(AbuseLimiter(burst: 10, perSecond: 1.0 / 60, at: now))
    }

    /// Counts a try before the password is looked at, since that costs the service something; false when there were too
    /// many.
    func allows(_ name: String, from address: IPAddress?, at now: Double) -> Bool {
        let bytes = address?.bytes ?? []
        guard addresses.withLock({ $0.allows(bytes, at: now) }) else { return false }
        let network = bytes.count == 16 ? Array(bytes[..<8]) : bytes
        let pair = Array(SHA256.hash(data: Data(network) + Data([0]) + Data(name.utf8)))
        return accounts.withLock { $0.allows(pair, at: now) }
    }
}
