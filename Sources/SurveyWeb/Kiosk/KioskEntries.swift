import Crypto
import Foundation
import Survey
import Synchronization

/// What kiosks are showing: in memory, each under a random key that its tablet has in a cookie, for five minutes.
///
/// A form's answer is never a page of its own, but the same address read again. So the browser's back button finds
/// nothing of an earlier citizen: every page of its history is the one that is shown now.
final class KioskEntries: Sendable {
    enum Entry: Sendable {
        /// A code that is none of ours, to be mended.
        case wrong(typed: String)
        /// The survey of a code, and the form as it came back when something was wrong with it.
        case survey(Token, AnswerForm?)
        case message(KioskMessage)
        /// That the answer was taken, and the code by which its citizen may check that it is counted.
        case thanks(ReceiptCode?)
    }

    /// Seconds; a page that nobody touches goes back to the start by itself before that.
    static let lifetime = 300.0
    /// At most so many tablets; the oldest entry goes first.
    private static let most = 1_000

    private let entries = Mutex<[String: (entry: Entry, until: Double)]>([:])

    /// - Returns: the key; an older one of the tablet is forgotten.
    func keep(_ entry: Entry, insteadOf old: String?, at now: Double) -> String {
        let key = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }.base64URL
        entries.withLock { entries in
            entries = entries.filter { $0.value.until > now && $0.key != old }
            if entries.count >= KioskEntries.most, let oldest = entries.min(by: { $0.value.until < $1.value.until }) {
                entries[oldest.key] = nil
            }
            entries[key] = (entry, now + KioskEntries.lifetime)
        }
        return key
    }

    func entry(_ key: String?, at now: Double) -> Entry? {
        guard let key else { return nil }
        return entries.withLock { entries in entries[key].flatMap { $0.until > now ? $0.entry : nil } }
    }

    func forget(_ key: String?) {
        guard let key else { return }
        entries.withLock { $0[key] = nil }
    }
}
