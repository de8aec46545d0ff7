import Dispatch
import Foundation
import GRDB
import OwnThread
import Survey
import Synchronization
import Testing

@testable import SurveyStore

@Suite("The writer", .ownThread)
struct WriterTests {
    /// Counts the commits of the writer's connection.
    final class CommitCounter: TransactionObserver, Sendable {
        private let commits = Mutex(0)
        var count: Int { commits.withLock { $0 } }
        func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
        func databaseDidChange(with event: DatabaseEvent) {}
        func databaseDidCommit(_ db: Database) { commits.withLock { $0 += 1 } }
        func databaseDidRollback(_ db: Database) {}
    }

    /// Keeps the writer busy until it is opened, so that what comes meanwhile waits together.
    final class Gate: Sendable {
        private let opened = DispatchSemaphore(value: 0)
        private let isEntered = Mutex(false)

        func work() {
            isEntered.withLock { $0 = true }
            opened.wait()
        }

        func open() { opened.signal() }

        func untilEntered() async throws { try await until { isEntered.withLock { $0 } } }
    }

    /// Waits until so many requests wait for the writer.
    private func untilWaiting(_ count: Int, _ store: Store) async throws {
        try await until { store.writer.waitingCount >= count }
    }

    @Test("the writer asks for synchronous = FULL, WAL, secure deletes and foreign keys, and waits for other processes")
    func pragmas() async throws {
        let test = try await TestStore()
        let wanted = ["synchronous", "secure_delete", "foreign_keys", "busy_timeout"]
        #expect(try test.pragmas(wanted) == [2, 1, 1, 15_000])
        #expect(try test.rows("PRAGMA journal_mode") == [["wal"]])
        // A second store on the same file, as the command line is, asks for the same.
        let second = try test.open()
        #expect(try test.pragmas(wanted, of: second) == [2, 1, 1, 15_000])
        // And tidying leaves them alone.
        try test.load(.dossiers, TestStore.header + TestStore.dossier(1))
        _ = try await test.store.submit(TestStore.answer("3"), for: test.token(TestStore.code(1)).id, channel: .kiosk)
        try await test.untilTidy()
        #expect(try test.pragmas(wanted) == [2, 1, 1, 15_000])
        try await second.close()
    }

    @Test("requests that wait together share one commit, and each gets its own reply after it")
    func sharing() async throws {
        let test = try await TestStore()
        let count = 200
        try test.load(.dossiers, TestStore.header + (1...count).map { TestStore.dossier($0) }.joined(separator: "\n"))
        try await test.untilTidy()
        let ids = try (1...count).map { try test.token(TestStore.code($0)).id }
        let store = test.store
        let counter = CommitCounter()
        store.pool.add(transactionObserver: counter)
        let gate = Gate()
        async let held: Void = store.writer.perform { _ in gate.work() }
        try await gate.untilEntered()
        try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for id in ids {
                group.addTask {
                    let before = counter.count
                    _ = try await store.submit(TestStore.answer("3"), for: id, channel: .ownDevice)
                    return (before, counter.count)
                }
            }
            try await untilWaiting(count, store)
            #expect(counter.count == 0)
            gate.open()
            // Nobody hears back before the commit.
            for try await (before, after) in group { #expect(before == 0 && after > 0) }
        }
        try await held
        // The gate's own, one for all two hundred, and what tidying adds.
        #expect(counter.count <= 6)
        #expect(try await store.report(ReportRequest(by: .none)).total.counts.answers == count)
    }

    @Test("a failing request in a batch fails alone, whatever it wrote before")
    func failingAlone() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + (1...20).map { TestStore.dossier($0) }.joined(separator: "\n"))
        let ids = try (1...20).map { try test.token(TestStore.code($0)).id }
        let store = test.store
        struct Broken: Error {}
        let gate = Gate()
        async let held: Void = store.writer.perform { _ in gate.work() }
        try await gate.untilEntered()
        async let failing: Void = store.writer.perform { db, changes in
            try db.execute(sql: "DELETE FROM dossier")
            throw Broken()
        }
        async let colliding: Void = store.write { try $0.execute(sql: "INSERT INTO checkpoint VALUES (1, -1, x'00')") }
        let outcomes = try await withThrowingTaskGroup(of: SubmissionOutcome.self) { group in
            for id in ids {
                group.addTask { try await store.submit(TestStore.answer("2"), for: id, channel: .typedCode) }
            }
            try await untilWaiting(22, store)
            gate.open()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { if case .counted = $0 { true } else { false } } == 20)
        do {
            try await failing
            Issue.record("it threw, and its caller must hear so")
        } catch {
            #expect(error is Broken)
        }
        do {
            try await colliding
            Issue.record("the schema forbids it")
        } catch {
            #expect(error is DatabaseError)
        }
        try await held
        #expect(try store.verify() == [])
        #expect(try await store.report(ReportRequest(by: .none)).total.counts.answers == 20)
    }

    @Test("a reader that holds a snapshot delays nobody, and the log is emptied when it is gone")
    func longReader() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + (1...3).map { TestStore.dossier($0) }.joined(separator: "\n"))
        let store = test.store
        let gate = Gate()
        async let reading: Void = store.read { db in
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM dossier")
            gate.work()
        }
        try await gate.untilEntered()
        for number in 1...3 {
            let started = ContinuousClock.now
            _ = try await store.submit(
                TestStore.answer("3"), for: test.token(TestStore.code(number)).id, channel: .kiosk)
            #expect(ContinuousClock.now - started < .seconds(10))
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(!store.writer.isTidy)
        gate.open()
        try await reading
        try await test.untilTidy()
        #expect(DatabaseFile.size(test.path + "-wal") == 0)
    }

    @Test("another process that holds the database for a while makes answers wait, not fail")
    func otherProcess() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + TestStore.dossier(1))
        try await test.untilTidy()
        let other = SQLiteFile(test.path)
        let gate = Gate()
        async let holding: Void = other.lock { gate.work() }
        try await gate.untilEntered()
        let id = try test.token(TestStore.code(1)).id
        async let outcome = test.store.submit(TestStore.answer("3"), for: id, channel: .ownDevice)
        try await Task.sleep(for: .milliseconds(300))
        gate.open()
        try await holding
        guard case .counted = try await outcome else {
            Issue.record("not counted")
            return
        }
    }
}

/// What should have happened within two minutes and did not.
private struct NeverHappened: Error {}

/// Waits for something; an error after two minutes, so that a test that goes wrong ends.
private func until(_ happened: () -> Bool) async throws {
    for _ in 0..<120_000 {
        if happened() { return }
        try await Task.sleep(for: .milliseconds(1))
    }
    throw NeverHappened()
}
