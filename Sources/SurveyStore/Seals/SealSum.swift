import Foundation

/// How many seals or leaves there are, and their sum modulo 2¹²⁸: the same in whatever order they came.
struct SealSum: Hashable, Sendable {
    private(set) var count = 0
    private(set) var sum: UInt128 = 0

    init() {}

    /// - Parameter bytes: the first 16 count.
    mutating func add(_ bytes: Data) { add(SealSum.number(bytes)) }

    mutating func take(_ bytes: Data) { take(SealSum.number(bytes)) }

    mutating func add(_ number: UInt128) {
        count += 1
        sum &+= number
    }

    mutating func take(_ number: UInt128) {
        count -= 1
        sum &-= number
    }

    mutating func add(_ other: SealSum) {
        count += other.count
        sum &+= other.sum
    }

    func added(_ other: SealSum) -> SealSum {
        var all = self
        all.add(other)
        return all
    }

    /// As it is stored: the count in 8 bytes and the sum in 16, both big-endian.
    static let length = 24

    /// - Parameter bytes: 24 of them.
    init(_ bytes: Data) {
        count = Int(truncatingIfNeeded: SealSum.number(bytes.prefix(8)))
        sum = SealSum.number(bytes.dropFirst(8))
    }

    var data: Data {
        var data = Data(capacity: SealSum.length)
        withUnsafeBytes(of: Int64(count).bigEndian) { data.append(contentsOf: $0) }
        withUnsafeBytes(of: sum.bigEndian) { data.append(contentsOf: $0) }
        return data
    }

    private static func number(_ bytes: Data) -> UInt128 { bytes.prefix(16).reduce(0) { $0 << 8 | UInt128($1) } }
}
