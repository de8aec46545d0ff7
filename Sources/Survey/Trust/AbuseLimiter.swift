import Foundation

/// Slows down whoever sends many invalid codes or wrong passwords, and forgets them at midnight.
///
/// Each address has a bucket that a try takes from and time fills again. It is known by a keyed hash in memory, whose key
/// is a new one every day; no address is stored. Ask it only about what was refused already: a valid code never
/// comes here, so a commune behind one address is not slowed down by its citizens.
public struct AbuseLimiter: Sendable {
    private struct Bucket: Sendable {
        var left: Double
        var at: Double
    }

    /// How many tries are free at once.
    public let burst: Double
    /// How many come back each second.
    public let perSecond: Double
    private let limit: Int
    private var key: DailyKey
    private var buckets: [UInt64: Bucket] = [:]
    /// For whoever comes when there is no room for another bucket.
    private var shared: Bucket
    private var lastDrop = 0.0

    /// - Parameter limit: how many addresses are told apart; about 40 bytes each.
    public init(burst: Double, perSecond: Double, limit: Int = 50_000, at now: Double) {
        self.burst = burst
        self.perSecond = perSecond
        self.limit = limit
        key = DailyKey(at: now)
        shared = Bucket(left: burst, at: now)
    }

    /// Takes one try from the bucket of an address; false when it is empty.
    ///
    /// - Parameter address: 4 or 16 bytes; of IPv6 the first 8 count, since whoever has one such address has 2⁶⁴.
    public mutating func allows(_ address: some Collection<UInt8>, at now: Double) -> Bool {
        if key.turn(at: now) { buckets = [:] }
        let bytes = Data(address.count == 16 ? AbuseLimiter.network(address) : Array(address))
        let hash = key.hash(bytes)
        if buckets[hash] == nil, buckets.count >= limit { dropFull(at: now) }
        let isShared = buckets[hash] == nil && buckets.count >= limit
        var bucket = isShared ? shared : buckets[hash] ?? Bucket(left: burst, at: now)
        // A clock that goes back fills nothing.
        bucket.left = min(burst, bucket.left + max(0, now - bucket.at) * perSecond)
        bucket.at = now
        let isAllowed = bucket.left >= 1
        if isAllowed { bucket.left -= 1 }
        if isShared { shared = bucket } else { buckets[hash] = bucket }
        return isAllowed
    }

    /// How many seconds until an empty bucket has a try again.
    public var retryAfter: Int { max(1, Int((1 / perSecond).rounded(.up))) }

    /// A bucket that is full again tells nothing, so it can go. Going through them all is done once in a second at most.
    private mutating func dropFull(at now: Double) {
        guard abs(now - lastDrop) >= 1 else { return }
        lastDrop = now
        buckets = buckets.filter { $0.value.left + max(0, now - $0.value.at) * perSecond < burst }
    }

    /// The first half of an IPv6 address, or the IPv4 address inside.
    private static func network(_ address: some Collection<UInt8>) -> [UInt8] {
        let bytes = Array(address)
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        return isMapped ? Array(bytes[12...]) : Array(bytes[..<8])
    }
}
