public import Crypto
public import Foundation

/// A SHA-256 hash of the log: of a leaf, a node or a whole tree (RFC 9162, 2.1.1).
///
/// Its order is that of its bytes, which is the order of the leaves of one day.
public struct MerkleHash: Sendable, Hashable, Comparable {
    // Four words, big-endian, rather than `Data`: a tree of a million leaves then allocates nothing per node.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// - Parameter bytes: 32 bytes; nil for any other number.
    public init?(_ bytes: some DataProtocol) {
        guard bytes.count == 32 else { return nil }
        var words: [UInt64] = [0, 0, 0, 0]
        for (index, byte) in bytes.enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(byte) }
        self.words = (words[0], words[1], words[2], words[3])
    }

    /// What a SHA-256 function gave.
    public init(_ digest: SHA256Digest) {
        words = digest.withUnsafeBytes { bytes in
            func word(_ index: Int) -> UInt64 {
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
            }
            return (word(0), word(1), word(2), word(3))
        }
    }

    /// The hash of the tree without leaves: SHA-256 of nothing.
    public static let empty = MerkleHash(SHA256.hash(data: Data()))

    /// 32 zero bytes: what the first link of a chain follows.
    static let zero = MerkleHash(words: (0, 0, 0, 0))

    private init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// The hash of a leaf: SHA-256(0x00 ‖ entry).
    public static func leaf(_ entry: some DataProtocol) -> MerkleHash {
        var hash = SHA256()
        hash.update(data: [0x00])
        hash.update(data: entry)
        return MerkleHash(hash.finalize())
    }

    /// The hash of a node: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        var hash = SHA256()
        hash.update(data: [0x01])
        left.withBytes { hash.update(bufferPointer: $0) }
        right.withBytes { hash.update(bufferPointer: $0) }
        return MerkleHash(hash.finalize())
    }

    /// The 32 bytes.
    public var data: Data { withBytes { Data($0) } }

    /// The first ten bytes, by which a receipt names a leaf.
    public var prefix: Data { data.prefix(10) }

    private func withBytes<T>(_ body: (UnsafeRawBufferPointer) -> T) -> T {
        let bytes = (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
        return withUnsafeBytes(of: bytes) { body($0) }
    }

    public static func == (a: MerkleHash, b: MerkleHash) -> Bool { a.words == b.words }
    public static func < (a: MerkleHash, b: MerkleHash) -> Bool { a.words < b.words }

    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension MerkleHash: CustomStringConvertible {
    /// 64 hexadecimal digits, in lower case.
    public var description: String {
        data.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
