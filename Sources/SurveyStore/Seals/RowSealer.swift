import Crypto
import Foundation
import GRDB
import Survey
import Synchronization

/// Makes seals for rows with one secret of a ring, and knows those of every secret again.
///
/// It seals with the secret that the database's seals were made with last, until ``turnToNewest()``: a service that still
/// runs with the former key file, while a command already has the new one, would not know the seals of a newer secret.
///
/// A row has the first 16 bytes of HMAC-SHA256 with the key `secret.key(for: "hailong/row/seal/v1")` over the number of its
/// table (one byte), its name and its columns: for each value a byte that tells its kind, the number of its bytes in eight
/// (big-endian), and the bytes. A seal tells nothing that its row does not: neither when nor after which other it came.
struct RowSealer: Sendable {
    /// Those of the newest secret first; never empty, as the ring is not.
    private let rows: [HMAC<SHA256>]
    private let totals: [HMAC<SHA256>]
    /// What the sums over tables are made with (``SummedTable``): by the secret that is written beside them, whatever
    /// secret makes seals.
    let sums: [RowCode]
    /// The newest secret's.
    let newestSum: RowCode
    private let turn: Turn

    /// Which secret seals; the same for everybody who has this sealer.
    private final class Turn: Sendable {
        let index: Mutex<Int>
        init(_ index: Int) { self.index = Mutex(index) }
    }

    /// - Parameter content: the seal over all tables as it is stored, whose secret goes on sealing; nil: the newest does.
    init(_ ring: KeyRing, continuing content: Data? = nil) {
        rows = ring.secrets.map { HMAC(key: $0.key(for: "hailong/row/seal/v1")) }
        let totals = ring.secrets.map { HMAC<SHA256>(key: $0.key(for: "hailong/row/total/v1")) }
        self.totals = totals
        sums = ring.secrets.map(RowCode.init)
        newestSum = RowCode(ring.newest)
        let last = content.flatMap { content in
            totals.firstIndex { RowSealer.code($0, Data(content.dropLast(16))) == Data(content.suffix(16)) }
        }
        turn = Turn(last ?? 0)
    }

    /// From here on the newest secret seals.
    func turnToNewest() { turn.index.withLock { $0 = 0 } }

    private var index: Int { turn.index.withLock { $0 } }

    /// - Parameter values: the row's name and its columns (``SealedTable/content(of:)``).
    func seal(_ table: Int, _ values: some Sequence<DatabaseValue>) -> Data {
        RowSealer.code(rows[index], RowSealer.bytes(table, values))
    }

    /// Whether one of our secrets made this seal for this row.
    func isSealed(_ table: Int, _ values: some Sequence<DatabaseValue>, with seal: Data) -> Bool {
        let bytes = RowSealer.bytes(table, values)
        return rows.contains { RowSealer.code($0, bytes) == seal }
    }

    /// The seal over the sums of all tables.
    func seal(total: Data) -> Data { RowSealer.code(totals[index], total) }

    func isSealed(total: Data, with seal: Data) -> Bool {
        totals.contains { RowSealer.code($0, total) == seal }
    }

    /// Of the secret that seals now.
    var presentSum: RowCode { sums[index] }

    /// nil when the key file has no such secret.
    func sumCode(_ fingerprint: Data) -> RowCode? { sums.first { $0.fingerprint == fingerprint } }

    private static func code(_ code: HMAC<SHA256>, _ bytes: Data) -> Data {
        var code = code
        code.update(data: bytes)
        return Data(code.finalize().prefix(16))
    }

    private static func bytes(_ table: Int, _ values: some Sequence<DatabaseValue>) -> Data {
        var bytes = Data([UInt8(truncatingIfNeeded: table)])
        func append(_ kind: Character, _ content: some Collection<UInt8>) {
            bytes.append(contentsOf: kind.utf8)
            withUnsafeBytes(of: UInt64(content.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: content)
        }
        for value in values {
            switch value.storage {
            case .null: append("n", [])
            case .int64(let number): append("i", "\(number)".utf8)
            case .double(let number): append("d", "\(number.bitPattern)".utf8)
            case .string(let text): append("t", text.utf8)
            case .blob(let data): append("b", data)
            }
        }
        return bytes
    }
}
