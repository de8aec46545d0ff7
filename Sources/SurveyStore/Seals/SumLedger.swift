import Foundation
import GRDB
import Survey
import Synchronization

/// What the running transaction of a writing connection has done to the sums over tables, until it writes them once.
///
/// Whatever was counted when a transaction was rolled back is forgotten when the next one begins. A statement that fails
/// inside a transaction has counted the rows before the failure: the transaction must not go on then, and none of ours does,
/// since every error leaves it. Nor may there be savepoints that are rolled back alone, nor `OR REPLACE`, which takes rows
/// out without telling.
final class SumLedger: Sendable {
    private struct State {
        var code: RowCode?
        var moves = [SealSum](repeating: SealSum(), count: SummedTable.all.count)
        var hasMoved = false
    }

    private let state = Mutex(State())
    private let codes: [RowCode]

    init(_ codes: [RowCode]) { self.codes = codes }

    /// - Parameter content: what is stored now, which names the secret that everybody sums with; nil: nothing is summed.
    func begin(_ content: Data?) {
        let fingerprint = content.flatMap(SealTotals.sumFingerprint)
        let code = codes.first { $0.fingerprint == fingerprint }
        state.withLock { $0 = State(code: code) }
    }

    /// A row that came, one that went, or a row as it was and as it is.
    func move(_ table: Int, from former: RowBytes?, to next: RowBytes?) {
        state.withLock { state in
            guard let code = state.code, state.moves.indices.contains(table), former != next else { return }
            if let former { state.moves[table].take(code.of(former)) }
            if let next { state.moves[table].add(code.of(next)) }
            state.hasMoved = true
        }
    }

    var hasMoved: Bool { state.withLock { $0.hasMoved } }

    /// Hands over what was counted, and begins anew with the same secret.
    func take() -> [SealSum] {
        state.withLock { state in
            defer { state = State(code: state.code) }
            return state.moves
        }
    }
}

extension SumLedger {
    /// Call at the beginning of every transaction that may change summed tables.
    static func begin(_ db: Database) throws {
        let begin = try db.cachedStatement(sql: "SELECT begin_sums((SELECT content FROM seal_total))")
        _ = try Row.fetchOne(begin)
    }

    /// Call once before its end: writes what it did to the sums, and the leaves that it added to the log.
    static func settle(_ db: Database, leaves: SealSum = SealSum()) throws {
        let settle = try db.cachedStatement(
            sql: "UPDATE seal_total SET content = settled_total(content, ?) WHERE ? OR sums_moved()")
        try settle.execute(arguments: [leaves.data, leaves.count != 0])
    }
}
