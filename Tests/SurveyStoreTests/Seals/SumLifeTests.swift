import Foundation
import GRDB
import Logging
import Survey
import Testing

@testable import SurveyStore

/// What the program itself does leaves every sum whole.
@Suite("Sums over tables in use")
struct SumLifeTests {
    private func submit(_ number: Int, _ store: Store, _ test: TestStore) async throws -> SubmissionOutcome {
        let id = try test.token(TestStore.code(number)).id
        return try await store.submit(TestStore.answer("3", comment: "Tốt"), for: id, channel: .ownDevice)
    }

    @Test("a whole life: import, answers, slips, voids, corrections, expiry, retention, a change of keys and a restore")
    func life() async throws {
        let test = try await TestStore()
        let (store, clock) = (test.store, test.clock)
        try test.load(.dossiers, TestStore.header + (1...30).map { TestStore.dossier($0) }.joined(separator: "\n"))
        #expect(try store.verify() == [])
        for number in 1...12 { _ = try await submit(number, store, test) }
        #expect(try await submit(12, store, test) == .alreadyRated)
        try await store.markIssued(try (10...20).map { try test.token(TestStore.code($0)).id })
        for number in [11, 19, 29] { try await store.void(test.token(TestStore.code(number)).id, by: "test") }
        #expect(try store.verify() == [])
        // Corrections of open and of rated dossiers, and a file that is not taken.
        let corrected = [1, 25].map { TestStore.dossier($0, via: "online", timeliness: "late") }
        #expect(try test.load(.dossiers, TestStore.header + corrected.joined(separator: "\n")).updated == 2)
        #expect(throws: InputProblems.self) {
            try test.load(.dossiers, TestStore.header + [TestStore.dossier(40), "x,,,,,,,"].joined(separator: "\n"))
        }
        #expect(try store.verify() == [])
        clock.advance(days: 40)
        try await store.closeDay()
        _ = try await store.purge()
        #expect(try test.rows("SELECT count(*) FROM dossier WHERE state = 3") == [["27"]])
        // A correction of an expired one, inside its month.
        #expect(try test.load(.dossiers, TestStore.header + TestStore.dossier(2, on: "2026-11-22")).updated == 1)
        #expect(try store.verify() == [])
        let backup = test.folder.appending(path: "backup.sqlite").path
        try store.backUp(to: backup)
        try await store.close()
        _ = try await Store.restore(
            backup, to: test.path, keyRing: test.keyRing, now: { clock.now }, logger: Logger(label: "test"))
        try await afterRestore(test)
    }

    private func afterRestore(_ test: TestStore) async throws {
        let newer = Data(repeating: 9, count: 32).base64EncodedString()
        let both = try test.open(keys: try KeyRing(text: newer + "\n" + TestStore.secret))
        #expect(try both.verify() == [])
        let day = "\(both.today)"
        try both.load(
            .dossiers, TestStore.header + (50...52).map { TestStore.dossier($0, on: day) }.joined(separator: "\n"))
        #expect(try both.verify() == [])
        // In one batch with the change of the secret.
        let id = both.keyRing.newest.id(of: try DossierCode(TestStore.code(50)))
        async let night = both.closeDay()
        async let answer = both.submit(TestStore.answer("2"), for: id, channel: .kiosk)
        _ = try await (night, answer)
        let newest = try KeyRing(text: newer).newest.fingerprint
        let sealer = both.rowSealer
        let fingerprint = try await both.read { db in try Store.totals(db, sealer)?.sumFingerprint }
        #expect(fingerprint == newest)
        #expect(try both.verify() == [])
        test.clock.advance(days: 100)
        #expect(try await both.purge().dissolvedDossiers == 33)
        #expect(try both.verify() == [])
        try await both.close()
        let again = try test.open(keys: try KeyRing(text: newer + "\n" + TestStore.secret))
        #expect(try again.verify() == [])
        try await again.close()
    }

    @Test("requests that fail, alone or in a batch, halfway through a statement or after it, leave no sum moved")
    func failures() async throws {
        let test = try await TestStore()
        let store = test.store
        try test.load(.dossiers, TestStore.header + (1...40).map { TestStore.dossier($0) }.joined(separator: "\n"))
        _ = try await submit(1, store, test)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 2...30 {
                group.addTask { _ = try await submit(number, store, test) }
                if number % 5 == 0 {
                    group.addTask {
                        // Some rows are changed before one fails the CHECK.
                        await #expect(throws: DatabaseError.self) {
                            try await store.write {
                                try $0.execute(sql: "UPDATE dossier SET state = CASE state WHEN 1 THEN 9 ELSE 2 END")
                            }
                        }
                        await #expect(throws: CancellationError.self) {
                            try await store.write { db in
                                try db.execute(sql: "DELETE FROM dossier")
                                throw CancellationError()
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        try await store.write { db in
            try db.execute(sql: "INSERT OR IGNORE INTO dissolved_dossier VALUES (3), (4)")
            try db.execute(sql: "INSERT OR IGNORE INTO dissolved_dossier VALUES (4), (5)")
        }
        #expect(try test.rows("SELECT count(*) FROM answer") == [["30"]])
        #expect(try store.verify() == [])
    }

    @Test("two processes that write in turns, one with a newer key, sum with the same secret")
    func inTurns() async throws {
        let test = try await TestStore()
        let newer = Data(repeating: 9, count: 32).base64EncodedString()
        let command = try test.open(keys: try KeyRing(text: newer + "\n" + TestStore.secret))
        let third = try test.open(keys: try KeyRing(text: newer + "\n" + TestStore.secret))
        try test.load(.dossiers, TestStore.header + (1...8).map { TestStore.dossier($0) }.joined(separator: "\n"))
        for number in 1...8 { _ = try await submit(number, [test.store, command, third][number % 3], test) }
        // The service knows no answer that is sealed with the newer secret.
        #expect(try command.verify() == [])
        try await test.store.close()
        // The third did not see that the sums have another secret now.
        try await command.closeDay()
        let lines = (9...12).map { TestStore.dossier($0) }
        try third.load(.dossiers, TestStore.header + lines.joined(separator: "\n"))
        let id = third.keyRing.newest.id(of: try DossierCode(TestStore.code(9)))
        _ = try await third.submit(TestStore.answer("1"), for: id, channel: .ownDevice)
        #expect(try command.verify() == [])
        try await command.close()
        try await third.close()
    }

    @Test("a database of a version that only sealed rows gets its sums once, and its trail says so")
    func firstTime() async throws {
        let test = try await TestStore()
        let sealer = test.store.rowSealer
        try test.load(.dossiers, TestStore.header + (1...3).map { TestStore.dossier($0) }.joined(separator: "\n"))
        try await test.store.close()
        let trail = test.store.trail
        // As such a version left it.
        let old = try DatabaseQueue(path: test.path)
        try await old.write { db in
            guard var totals = try Store.totals(db, sealer) else { return }
            try db.execute(sql: "DELETE FROM audit; DELETE FROM audit_end")
            try trail.append(AuditAct(.seal, subject: "tables"), by: "hailong", to: db)
            guard let end = try Row.fetchOne(db, sql: "SELECT count, head FROM audit_end") else { return }
            (totals.trailCount, totals.trailHead) = (end["count"], end["head"])
            let known = totals.content(sealer).dropLast(16)
            let former = Data(known.prefix(64) + known.dropFirst(84 + 24 * SummedTable.all.count))
            try db.execute(
                sql: "UPDATE seal_total SET content = ?", arguments: [former + sealer.seal(total: former)])
        }
        try old.close()
        // A command that has a newer key as well, before the service has it.
        let newer = Data(repeating: 9, count: 32).base64EncodedString()
        let command = try test.open(keys: try KeyRing(text: newer + "\n" + TestStore.secret))
        #expect(try await command.auditEntries(limit: 9).map(\.subject) == ["dossiers", "tables"])
        let found = try command.verify().map(\.en)
        #expect(found == [], "\(found)")
        let service = try test.open()
        _ = try await submit(2, service, test)
        #expect(try command.verify() == [])
        try await service.close()
        try await command.close()
        let again = try test.open()
        #expect(try await again.auditEntries(limit: 9).count == 2)
        try await again.close()
    }
}
