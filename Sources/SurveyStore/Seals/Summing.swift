import Foundation
import GRDB
import Survey

extension Store {
    /// Makes the sums with the newest secret from here on, in one transaction with everything that was written before it.
    ///
    /// Rows that do not fit the former sums keep them, so that `verify` goes on telling of it.
    func sumRowsAnew() async throws {
        let sealer = rowSealer
        let expected = try await read { db in try Store.turnedSums(db, sealer) }
        if expected == nil { return }
        try await write { db in
            // Others in this batch may have gone before.
            try SumLedger.settle(db)
            guard var totals = try Store.totals(db, sealer), totals.sumFingerprint != sealer.newestSum.fingerprint
            else { return }
            // Counted beforehand, which keeps nobody waiting, unless something was written meanwhile.
            let isStill = expected.map { $0.former == totals.sums && $0.key == totals.sumFingerprint } ?? false
            guard let turned = isStill ? expected : try Store.turnedSums(db, sealer), turned.fits else { return }
            totals.set(turned.next, by: sealer.newestSum.fingerprint)
            try db.execute(sql: "UPDATE seal_total SET content = ?", arguments: [totals.content(sealer)])
            // Others may follow.
            try SumLedger.begin(db)
        }
    }

    /// What a change of the secret starts from and leads to.
    private struct TurnedSums {
        let key: Data
        let former, found, next: [SealSum]
        var fits: Bool { former == found }
    }

    /// - Returns: nil when the newest secret makes the sums already, or nothing of ours does.
    private static func turnedSums(_ db: Database, _ sealer: RowSealer) throws -> TurnedSums? {
        guard let totals = try totals(db, sealer), let code = sealer.sumCode(totals.sumFingerprint),
            code.fingerprint != sealer.newestSum.fingerprint
        else { return nil }
        let sums = try SummedTable.found(db, [code, sealer.newestSum])
        return TurnedSums(
            key: code.fingerprint, former: totals.sums, found: sums.map { $0[0] }, next: sums.map { $0[1] })
    }

    static func totals(_ db: Database, _ sealer: RowSealer) throws -> SealTotals? {
        try Data.fetchOne(db, sql: "SELECT content FROM seal_total").flatMap { SealTotals($0, sealer) }
    }
}
