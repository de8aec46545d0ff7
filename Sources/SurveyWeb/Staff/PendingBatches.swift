import Crypto
import Foundation
import Survey
import Synchronization

/// Uploads that wait for a confirmation: in memory, under a random key, for a quarter of an hour.
final class PendingBatches: Sendable {
    struct Batch: Sendable {
        let account: String
        let registrations: [Registration]
        /// Of the file, on which the registrations stand.
        let lines: [Int]
        /// As it was uploaded, to be given back with a column of links.
        let file: Data
    }

    /// Seconds.
    static let lifetime = 900.0
    /// At most so many at once; the oldest goes first.
    private static let most = 20

    private let batches = Mutex<[String: (batch: Batch, until: Double)]>([:])

    /// - Returns: the key.
    func keep(_ batch: Batch, at now: Double) -> String {
        let key = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }.base64URL
        batches.withLock { batches in
            batches = batches.filter { $0.value.until > now }
            if batches.count >= PendingBatches.most, let oldest = batches.min(by: { $0.value.until < $1.value.until }) {
                batches[oldest.key] = nil
            }
            batches[key] = (batch, now + PendingBatches.lifetime)
        }
        return key
    }

    /// The batch of a key, for the account that uploaded it.
    func batch(_ key: String, of account: String, at now: Double) -> Batch? {
        batches.withLock { batches in
            batches = batches.filter { $0.value.until > now }
            return batches[key].flatMap { $0.batch.account == account ? $0.batch : nil }
        }
    }
}
