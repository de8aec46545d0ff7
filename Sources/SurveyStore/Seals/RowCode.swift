import Crypto
import Foundation
import GRDB
import Survey

/// Makes the numbers that the sums over a table's rows are made of, with one secret.
///
/// Of a row it is the first 16 bytes, big-endian, of HMAC-SHA256 with the key `secret.key(for: "hailong/row/sum/v1")` over
/// ``RowBytes``.
struct RowCode: Sendable {
    /// Tells the secret from others without giving it away.
    let fingerprint: Data
    private let code: HMAC<SHA256>

    init(_ secret: KeyRing.Secret) {
        fingerprint = secret.fingerprint
        code = HMAC(key: secret.key(for: "hailong/row/sum/v1"))
    }

    func of(_ row: RowBytes) -> UInt128 {
        var code = code
        code.update(data: row.bytes)
        return code.finalize().withUnsafeBytes { bytes in
            let high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
            let low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            return UInt128(high) << 64 | UInt128(low)
        }
    }
}

/// A row's content, so that no two rows have the same bytes: the number of its table in one, and for each column a byte that
/// tells its kind, then a number in eight bytes, or the count of its bytes in eight and the bytes; big-endian.
struct RowBytes: Equatable {
    private(set) var bytes: [UInt8] = []

    init(table: Int) {
        bytes.reserveCapacity(144)
        bytes.append(UInt8(truncatingIfNeeded: table))
    }

    mutating func appendNull() { bytes.append(UInt8(ascii: "n")) }

    mutating func append(_ number: Int64) {
        bytes.append(UInt8(ascii: "i"))
        append(UInt64(bitPattern: number))
    }

    mutating func append(_ number: Double) {
        bytes.append(UInt8(ascii: "d"))
        append(number.bitPattern)
    }

    mutating func append(text: some Collection<UInt8>) {
        bytes.append(UInt8(ascii: "t"))
        append(UInt64(text.count))
        bytes.append(contentsOf: text)
    }

    mutating func append(blob: some Collection<UInt8>) {
        bytes.append(UInt8(ascii: "b"))
        append(UInt64(blob.count))
        bytes.append(contentsOf: blob)
    }

    mutating func append(_ value: DatabaseValue) {
        switch value.storage {
        case .null: appendNull()
        case .int64(let number): append(number)
        case .double(let number): append(number)
        case .string(let text): append(text: text.utf8)
        case .blob(let data): append(blob: data)
        }
    }

    private mutating func append(_ number: UInt64) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
