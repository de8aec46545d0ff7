import Foundation

/// Counts the answers of each device today, in memory only.
///
/// What it holds are keyed hashes of cookies with a count; at midnight in Vietnam they are dropped with their key. After a
/// restart it begins anew, so it counts too few rather than too many. A device that keeps no cookie, or drops it between two answers, is not
/// recognised: the threat model says so.
public struct DeviceCounter: Sendable {
    /// So many devices a day are told apart, in about 2 MB; the others are unknown.
    public static let limit = 100_000

    private var key: DailyKey
    private var counts: [UInt64: UInt16] = [:]
    private let limit: Int

    public init(at now: Double, limit: Int = DeviceCounter.limit) {
        key = DailyKey(at: now)
        self.limit = limit
    }

    /// Counts one answer, and tells which class it makes its device today.
    public mutating func count(_ cookie: DeviceCookie?, at now: Double) -> DeviceClass {
        if key.turn(at: now) { counts = [:] }
        guard let cookie else { return .unknown }
        let hash = key.hash(Data(cookie.text.utf8))
        guard counts[hash] != nil || counts.count < limit else { return .unknown }
        // Exact far beyond what the classes tell apart, so that many refused at once take back no more than they added.
        let count = min(counts[hash, default: 0] + 1, .max - 1)
        counts[hash] = count
        return DeviceClass(count: Int(count))
    }

    /// Takes back one answer that was counted and then not stored: refused, repeated or failed.
    ///
    /// - Parameter then: when it was counted; of an earlier day nothing is left to take back.
    public mutating func takeBack(_ cookie: DeviceCookie?, countedAt then: Double) {
        guard let cookie, Day(unixTime: then) >= key.day else { return }
        let hash = key.hash(Data(cookie.text.utf8))
        guard let count = counts[hash] else { return }
        counts[hash] = count > 1 ? count - 1 : nil
    }
}
