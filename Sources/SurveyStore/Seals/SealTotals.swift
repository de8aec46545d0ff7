import Foundation
import Survey

/// How many rows of each table are sealed and how many answers came, with the sums of their seals and leaves, and where the
/// audit trail ends: what shows that a row was taken out together with its seal, an answer together with its leaf, or that
/// tables were put back to an earlier state.
///
/// It is stored as the trail's count (8 bytes, big-endian) and head (32), the ``SealSum`` of the log's leaves, that of the seals
/// of each table in its order, and at the end the 16 bytes of ``RowSealer/seal(total:)`` over all before.
struct SealTotals: Equatable {
    /// As it is stored, but the seal: every batch of answers changes a few bytes of it.
    private var body: Data

    /// The trail's end and the leaves.
    private static let header = 40 + SealSum.length
    private static let length = header + SealSum.length * SealedTable.all.count

    init() { body = Data(count: SealTotals.length) }

    /// Reads what is stored.
    ///
    /// - Returns: nil when it was not made with our key file.
    init?(_ content: Data, _ sealer: RowSealer) {
        let known = Data(content.dropLast(16))
        guard (SealTotals.header...SealTotals.length).contains(known.count),
            (known.count - SealTotals.header) % SealSum.length == 0,
            sealer.isSealed(total: known, with: Data(content.suffix(16)))
        else { return nil }
        // A table that a later version added has no rows here.
        body = known + Data(count: SealTotals.length - known.count)
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

    /// Those of the tables, in their order.
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

    private static func offset(_ table: Int) -> Int { header + table * SealSum.length }

    private func sum(at offset: Int) -> SealSum { SealSum(body[offset..<offset + SealSum.length]) }
}
