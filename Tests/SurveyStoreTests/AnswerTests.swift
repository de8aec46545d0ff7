import Foundation
import Survey
import SurveyStore
import Testing

@Suite("Answers")
struct AnswerTests {
    @Test("an answer moves the figures of its desk, commune and procedure, and nothing else")
    func counts() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + (1...3).map { TestStore.dossier($0) }.joined(separator: "\n"))
        let token = try test.token(TestStore.code(1))
        let outcome = try await test.store.submit(
            TestStore.answer("1", [("reason", "time"), ("reason", "fee")]), for: token.id, channel: .ownDevice)
        guard case .counted = outcome else {
            Issue.record("not counted: \(outcome)")
            return
        }
        for by in [Grouping.desk, .commune, .procedure, .level, .none] {
            let report = try await test.store.report(ReportRequest(by: by))
            #expect(report.total.counts.answers == 1)
            #expect(report.total.counts.satisfied == 0)
            #expect(report.total.counts.completed == 3)
            #expect(report.rows.count == (by == .none ? 0 : 1))
        }
        #expect(try test.store.verify() == [])
    }

    @Test("two hundred simultaneous answers with one token count once")
    func once() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + TestStore.dossier(1))
        let id = try test.token(TestStore.code(1)).id
        let store = test.store
        let outcomes = try await withThrowingTaskGroup(of: SubmissionOutcome.self) { group in
            for _ in 0..<200 {
                group.addTask { try await store.submit(TestStore.answer("3"), for: id, channel: .ownDevice) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { if case .counted = $0 { true } else { false } } == 1)
        #expect(outcomes.count { $0 == .alreadyRated } == 199)
        #expect(try await store.report(ReportRequest(by: .none)).total.counts.answers == 1)
    }

    @Test("an answer after the last day, for a void slip or an unknown dossier changes nothing")
    func gone() async throws {
        let test = try await TestStore()
        try test.load(
            .dossiers,
            TestStore.header + [TestStore.dossier(1, on: "2026-10-24"), TestStore.dossier(2)].joined(separator: "\n"))
        let first = try test.token(TestStore.code(1)).id
        #expect(try await test.store.submit(TestStore.answer("3"), for: first, channel: .ownDevice) != .gone)
        test.clock.advance(days: 1)
        let second = try test.token(TestStore.code(2)).id
        try await test.store.void(second, by: "test")
        #expect(try await test.store.submit(TestStore.answer("3"), for: second, channel: .ownDevice) == .gone)
        let unknown = try test.token(TestStore.code(9)).id
        #expect(try await test.store.submit(TestStore.answer("3"), for: unknown, channel: .ownDevice) == .unknown)
        try test.load(.dossiers, TestStore.header + TestStore.dossier(3, on: "2026-10-24"))
        let late = try test.token(TestStore.code(3)).id
        #expect(try await test.store.submit(TestStore.answer("3"), for: late, channel: .ownDevice) == .gone)
        #expect(try await test.store.report(ReportRequest(by: .none)).total.counts.answers == 1)
        #expect(try test.store.verify() == [])
    }

    @Test("once its link has expired a rated dossier is as any other, and stays closed when links live longer")
    func closing() async throws {
        let test = try await TestStore()
        let file = TestStore.header + (1...4).map { TestStore.dossier($0) }.joined(separator: "\n")
        try test.load(.dossiers, file)
        let ids = try (1...4).map { try test.token(TestStore.code($0)).id }
        for id in ids.prefix(2) { _ = try await test.store.submit(TestStore.answer("2"), for: id, channel: .ownDevice) }
        _ = try await test.store.purge()
        #expect(try test.rows("SELECT state, count(*) FROM dossier GROUP BY 1") == [["0", "2"], ["1", "2"]])
        // The day after the last: the 20th of December is the thirtieth.
        test.clock.advance(days: 28)
        _ = try await test.store.purge()
        #expect(try test.rows("SELECT state, count(*) FROM dossier GROUP BY 1") == [["3", "4"]])
        #expect(try test.store.verify() == [])
        try await test.store.set("validity_days", to: "60", by: "test")
        for id in ids {
            #expect(try await test.store.submit(TestStore.answer("3"), for: id, channel: .ownDevice) == .gone)
        }
        // Neither a repeated import nor a correction tells them apart, and both leave the figures right.
        #expect(try test.load(.dossiers, file).unchanged == 4)
        for number in [1, 4] {
            try test.load(.dossiers, TestStore.header + TestStore.dossier(number, via: "post"))
            #expect(throws: InputProblems.self) {
                try test.load(.dossiers, TestStore.header + TestStore.dossier(number, desk: "XT-1"))
            }
        }
        try await test.store.markIssued([ids[0], ids[3]])
        let total = try await test.store.report(ReportRequest(by: .none)).total.counts
        #expect(total.answers == 2 && total.post == 2 && total.issued == 4)
        #expect(try test.store.verify() == [])
    }

    @Test("a purge dissolves the dossier and keeps the figures; a repeated import still changes nothing")
    func purge() async throws {
        let test = try await TestStore()
        let file = TestStore.header + (1...3).map { TestStore.dossier($0) }.joined(separator: "\n")
        try test.load(.dossiers, file)
        _ = try await test.store.submit(
            TestStore.answer("2"), for: try test.token(TestStore.code(1)).id, channel: .kiosk)
        test.clock.advance(days: 120)
        #expect(try await test.store.purge().dissolvedDossiers == 3)
        #expect(try test.load(.dossiers, file).unchanged == 3)
        let total = try await test.store.report(ReportRequest(by: .none)).total.counts
        #expect(total.completed == 3 && total.answers == 1 && total.satisfied == 1)
        #expect(try test.store.state(of: test.token(TestStore.code(1)).id) == .dissolved)
        #expect(try test.store.verify() == [])
    }
}
