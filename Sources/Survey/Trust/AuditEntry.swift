import Crypto
import Foundation

/// One entry of the audit trail, chained to the one before by its hash.
///
/// The hash is SHA-256(previous hash ‖ `hailong/audit/v1` ‖ fields), where the fields are sequence, moment, actor, action,
/// subject and details in this order, each as text: the length of its UTF-8 in 4 bytes, big-endian, and then the bytes;
/// numbers are written in decimal. Before the first entry stand 32 zero bytes.
public struct AuditEntry: Sendable, Hashable {
    /// 1 for the first.
    public let sequence: Int
    /// Seconds since 1970-01-01T00:00:00Z; the beginning of the day in Vietnam for acts that keep no time.
    public let moment: Int
    /// An account's name, or `operator` for the command line.
    public let actor: String
    /// ``AuditAct/Action``'s raw value; another word when a later version wrote it.
    public let action: String
    public let subject: String
    public let details: String
    public let hash: MerkleHash

    /// An entry as it was stored.
    public init(
        sequence: Int, moment: Int, actor: String, action: String, subject: String, details: String, hash: MerkleHash
    ) {
        self.sequence = sequence
        self.moment = moment
        self.actor = actor
        self.action = action
        self.subject = subject
        self.details = details
        self.hash = hash
    }

    /// The next entry of a chain.
    init(_ act: AuditAct, sequence: Int, moment: Int, actor: String, after previous: MerkleHash) {
        self.sequence = sequence
        self.moment = moment
        self.actor = actor
        action = act.action.rawValue
        subject = act.subject
        details = act.details
        hash = AuditEntry.hash(sequence, moment, actor, action, subject, details, after: previous)
    }

    /// Whether its hash is that of its fields after an entry with this hash.
    func follows(_ previous: MerkleHash) -> Bool {
        AuditEntry.hash(sequence, moment, actor, action, subject, details, after: previous) == hash
    }

    private static func hash(
        _ sequence: Int, _ moment: Int, _ actor: String, _ action: String, _ subject: String, _ details: String,
        after previous: MerkleHash
    ) -> MerkleHash {
        var hash = SHA256()
        hash.update(data: previous.data)
        hash.update(data: Data("hailong/audit/v1".utf8))
        for field in [String(sequence), String(moment), actor, action, subject, details] {
            let bytes = Data(field.utf8)
            withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: bytes)
        }
        return MerkleHash(hash.finalize())
    }
}
