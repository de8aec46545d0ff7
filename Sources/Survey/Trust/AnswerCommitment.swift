import Crypto
public import Foundation

extension MerkleHash {
    /// The leaf that stands for an answer in the public log: a commitment whose salt nobody keeps.
    ///
    /// `SHA-256(0x00 ‖ SHA-256(salt ‖ row))` with 32 random bytes of salt, thrown away here. It was made of one answer,
    /// and without the salt it cannot be joined to any, whoever has the rows and the keys; see ``ReceiptCode``.
    ///
    /// - Parameter row: the canonical bytes of the stored row.
    public static func commitment(to row: Data, using generator: inout some RandomNumberGenerator) -> MerkleHash {
        var hash = SHA256()
        for _ in 0..<4 { withUnsafeBytes(of: generator.next()) { hash.update(bufferPointer: $0) } }
        hash.update(data: row)
        return leaf(Data(hash.finalize()))
    }
}
