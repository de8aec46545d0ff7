import Crypto
public import Foundation

/// The end of the audit trail: how many entries there are, and the hash that the next one follows.
///
/// The chain shows an entry that was changed, removed or put in between. Whoever may write to the database could still
/// cut off its end, or make the whole of it anew; that is what ``seal(with:)`` is for, which needs the key file.
public struct AuditChain: Sendable, Hashable {
    public private(set) var count = 0
    /// 32 zero bytes before the first entry.
    public private(set) var head: MerkleHash = .zero

    /// The empty trail.
    public init() {}

    /// The trail that ends with this entry.
    public init(endingWith entry: AuditEntry) {
        count = entry.sequence
        head = entry.hash
    }

    /// Makes the next entry.
    ///
    /// - Parameters:
    ///   - actor: an account's name, or `operator` for the command line.
    ///   - now: seconds since 1970-01-01T00:00:00Z; only the day of it is kept for voids and moderation.
    public mutating func append(_ act: AuditAct, by actor: String, at now: Double) -> AuditEntry {
        let day = Double(Day(unixTime: now).number) * 86_400 - Day.offsetFromUTC
        let moment = Int((act.action.keepsTime ? now : day).rounded(.down))
        let entry = AuditEntry(act, sequence: count + 1, moment: moment, actor: actor, after: head)
        self = AuditChain(endingWith: entry)
        return entry
    }

    /// Where a trail stops being what was written.
    public enum Break: Error, Sendable, Hashable {
        /// The entry with this number is missing: the next one there is has another.
        case missing(Int)
        /// The entry with this number, or the one before it, was changed.
        case changed(Int)
        /// The trail ends with this many entries, and once had more.
        case cutShort(Int)
    }

    /// Goes through a trail from its beginning, and returns the first break in it, nil when there is none.
    ///
    /// - Parameter end: the end as it was known otherwise, from a sealed one for example.
    public static func verify(_ entries: some Sequence<AuditEntry>, end: AuditChain? = nil) -> Break? {
        var chain = AuditChain()
        for entry in entries {
            guard entry.sequence == chain.count + 1 else { return .missing(chain.count + 1) }
            guard entry.follows(chain.head) else { return .changed(entry.sequence) }
            chain = AuditChain(endingWith: entry)
            if let end, end.count == chain.count, end.head != chain.head { return .changed(entry.sequence) }
        }
        if let end, end.count > chain.count { return .cutShort(chain.count) }
        return nil
    }

    /// Sixteen bytes that only the key file can make for this end: the first of HMAC-SHA256 over the count (8 bytes,
    /// big-endian) and the head, with the key `secret.key(for: "hailong/audit/seal/v1")` of the newest secret.
    public func seal(with ring: KeyRing) -> Data { seal(ring.newest) }

    /// Whether one of our secrets made this seal for this end.
    public func isSealed(by ring: KeyRing, with seal: Data) -> Bool {
        ring.secrets.contains { self.seal($0) == seal }
    }

    private func seal(_ secret: KeyRing.Secret) -> Data {
        var hmac = HMAC<SHA256>(key: secret.key(for: "hailong/audit/seal/v1"))
        withUnsafeBytes(of: UInt64(count).bigEndian) { hmac.update(data: $0) }
        hmac.update(data: head.data)
        return Data(hmac.finalize().prefix(16))
    }
}
