import Foundation
import Survey

/// How many rows of each table are sealed and how many answers came, with the sums of their seals and leaves, and where the
/// audit trail ends: what shows that a row was taken out together with its seal, an answer together with its leaf, or that
/// tables were put back to an earlier state.
///
/// It is stored as the trail's count (8 bytes, big-endian) and head (32), the ``SealSum`` of the log's leaves; the fingerprint
/// of the secret that summed tables are summed with (16), how many these are (4) and the sum of each in its order; the sum of
/// the seals of each sealed table in its order; and at the end the 16 bytes of ``RowSealer/seal(total:)`` over all before.
struct SealTotals: Equatable {
    /// As it is stored, but the seal: every batch of answers changes a few bytes of it.
    private var body: Data

    /// The trail's end and the leaves.
    private static let header = 40 + SealSum.length
    private static let firstSum = header + 20
    private static let firstTable = firstSum + SealSum.length * SummedTable.all.count
    private static let length = firstTable + SealSum.length * SealedTable.all.count

    init() {
        body = Data(count: SealTotals.header) + SealTotals.sumHeader(Data(count: 16))
        body += Data(count: SealTotals.length - SealTotals.firstSum)
    }

    /// Reads what is stored.
    ///
    /// - Returns: nil when it was not made with our key file.
    init?(_ content: Data, _ sealer: RowSealer) {
        let known = Data(content.dropLast(16))
        guard sealer.isSealed(total: known, with: Data(content.suffix(16))), let body = SealTotals.brought(known)
        else { return nil }
        self.body = body
    }

    /// Today's layout: a table that a later version added has no rows, and a version before the sums made none.
    private static func brought(_ known: Data) -> Data? {
        guard known.count >= header else { return nil }
        let fingerprint = fingerprint(in: known)
        let count = fingerprint == nil ? 0 : known[(firstSum - 4)..<firstSum].reduce(0) { $0 << 8 | Int($1) }
        let sums = fingerprint == nil ? header : firstSum
        let tables = sums + SealSum.length * count
        guard count <= SummedTable.all.count, tables <= known.count else { return nil }
        let rest = known.count - tables
        guard rest % SealSum.length == 0, rest <= length - firstTable else { return nil }
        if count == SummedTable.all.count, known.count == length { return known }
        var body = known[..<header] + sumHeader(fingerprint ?? Data(count: 16)) + known[sums..<tables]
        body += Data(count: firstTable - body.count)
        body += known[tables...]
        return Data(body + Data(count: length - body.count))
    }

    private static func sumHeader(_ fingerprint: Data) -> Data {
        withUnsafeBytes(of: UInt32(SummedTable.all.count).bigEndian) { fingerprint + Data($0) }
    }

    /// The fingerprint in what is stored, its seal or not; nil when a version before the sums wrote it.
    static func sumFingerprint(in content: Data) -> Data? { fingerprint(in: Data(content.dropLast(16))) }

    private static func fingerprint(in known: Data) -> Data? {
        // Whole sums follow the header in the former layout, and 20 bytes more in this one.
        guard known.count >= firstSum, (known.count - header) % SealSum.length == 20 else { return nil }
        return Data(known[header..<header + 16])
    }

    func content(_ sealer: RowSealer) -> Data { body + sealer.seal(total: body) }

    var trailCount: Int {
        get { body.prefix(8).reduce(0) { $0 << 8 | Int($1) } }
        set { withUnsafeBytes(of: Int64(newValue).bigEndian) { body.replaceSubrange(0..<8, with: $0) } }
    }

    /// 32 bytes.
    var trailHead: Data {
        get { Data(body[8..<40]) }
        set { body.replaceSubrange(8..<40, with: newValue) }
    }

    var leaves: SealSum {
        get { sum(at: 40) }
        set { body.replaceSubrange(40..<SealTotals.header, with: newValue.data) }
    }

    /// Of the secret that makes the sums below; zeros before there are any.
    var sumFingerprint: Data { Data(body[SealTotals.header..<SealTotals.header + 16]) }

    /// Those of the summed tables, in their order.
    var sums: [SealSum] { SummedTable.all.indices.map { sum(at: SealTotals.firstSum + $0 * SealSum.length) } }

    mutating func set(_ sums: [SealSum], by fingerprint: Data) {
        body.replaceSubrange(
            SealTotals.header..<SealTotals.firstTable,
            with: sums.reduce(SealTotals.sumHeader(fingerprint)) { $0 + $1.data })
    }

    /// Moves the sums by what a transaction did.
    mutating func move(_ moves: [SealSum]) {
        set(zip(sums, moves).map { $0.added($1) }, by: sumFingerprint)
    }

    /// Those of the sealed tables, in their order.
    var tables: [SealSum] { SealedTable.all.indices.map { sum(at: SealTotals.offset($0)) } }

    /// Takes one seal out, puts one in, or both.
    mutating func move(_ table: Int, from former: Data?, to next: Data?) {
        guard SealedTable.all.indices.contains(table) else { return }
        let offset = SealTotals.offset(table)
        var sum = sum(at: offset)
        if let former { sum.take(former) }
        if let next { sum.add(next) }
        body.replaceSubrange(offset..<offset + SealSum.length, with: sum.data)
    }

    private static func offset(_ table: Int) -> Int { firstTable + table * SealSum.length }

    private func sum(at offset: Int) -> SealSum { SealSum(body[offset..<offset + SealSum.length]) }
}
