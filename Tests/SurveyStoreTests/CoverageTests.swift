import Survey
import Testing

@testable import SurveyStore

@Suite struct CoverageTests {
    /// A busy desk with slips, and one without, where some answered by links that were made elsewhere.
    private func world(hidden: Int) async throws -> TestStore {
        let test = try await TestStore()
        let busy = (1...20).map { TestStore.dossier($0) }
        let quiet = (101...120).map { TestStore.dossier($0, desk: "XT-1") }
        try test.load(.dossiers, TestStore.header + (busy + quiet).joined(separator: "\n"))
        try await test.store.markIssued((1...15).map { try test.token(TestStore.code($0)).id })
        for number in Array(1...12) + Array(101..<101 + hidden) {
            _ = try await test.store.submit(
                TestStore.answer(number % 4 == 0 ? "1" : "3"), for: test.token(TestStore.code(number)).id,
                channel: .ownDevice)
        }
        return test
    }

    private func published(_ by: Grouping, _ store: Store) async throws -> Report {
        try await store.publish(store.report(ReportRequest(by: by)))
    }

    @Test("a desk that prints no slips gives away neither by its coverage nor by subtraction how many answered")
    func hiddenAnswers() async throws {
        let (none, four) = (try await world(hidden: 0), try await world(hidden: 4))
        for by in Grouping.allCases {
            let report = try await published(by, four.store)
            for (row, other) in zip(report.rows, try await published(by, none.store).rows) where row.isSuppressed {
                #expect(row.counts.issued == other.counts.issued, "\(by) \(row.code)")
            }
            // Nothing but slips, and answers that are shown beside it.
            let rows = report.rows.reduce(0) { $0 + $1.counts.issued }
            #expect(report.total.counts.issued == max(15, report.total.counts.answers, rows))
        }
        #expect(try await published(.desk, four.store).rows.map(\.counts.issued) == [15, 0])
    }

    @Test("neither do the figures of a unit with all its desks, which the plan and the digests tell")
    func hiddenUnits() async throws {
        let (none, four) = (try await world(hidden: 0), try await world(hidden: 4))
        for period in [Period.everything, .month(Month(number: 2026 * 12 + 10))] {
            let units = ["14089", "14122", "37"].compactMap {
                try? four.store.catalogue().units(code: $0).last
            }
            let rows = try await four.store.unitFigures(units, in: period)
            let others = try await none.store.unitFigures(units, in: period)
            // Four answers to links that were made elsewhere, at a desk without slips: hidden, and nothing tells of them.
            #expect(rows.values.contains { $0.isSuppressed } && rows.count == 3)
            for (id, row) in rows where row.isSuppressed {
                #expect(row.counts.issued == others[id]?.counts.issued && row.coverage == others[id]?.coverage)
            }
            for row in rows.values {
                #expect(row.counts.issuedElsewhere == 0)
                #expect(
                    row.counts.issued == max(row.isSuppressed ? 0 : row.counts.answers, row.code == "14089" ? 0 : 15))
            }
        }
    }

    @Test("answers that are shown count as issued, so that a share of slips is never below that of answers")
    func shownAnswers() async throws {
        let test = try await world(hidden: 18)
        let desks = try await published(.desk, test.store)
        #expect(desks.rows.map(\.counts.answers) == [12, 18])
        #expect(desks.rows.map(\.counts.issued) == [15, 18])
        #expect(desks.total.counts.issued == 33)
    }

    @Test(
        "the operator's report counts each link that is known of once, also when its slip is printed after the answer")
    func everything() async throws {
        let test = try await world(hidden: 3)
        func issued() async throws -> [Int] {
            try await test.store.report(ReportRequest(by: .desk)).rows.map(\.counts.issued)
        }
        #expect(try await issued() == [15, 3])
        try await test.store.markIssued([101, 110].map { try test.token(TestStore.code($0)).id })
        #expect(try await issued() == [15, 4])
        #expect(try test.store.verify() == [])
    }

    @Test("a slip that is made void after its answer and printed again is one that was issued, and tells of no answer")
    func voided() async throws {
        let test = try await world(hidden: 3)
        // One that was answered without a slip, one that was not answered, one with a slip.
        for number in [101, 110, 1] { try await test.store.void(test.token(TestStore.code(number)).id, by: "test") }
        let tallied = try test.rows("SELECT issued, voided FROM dossier_tally ORDER BY desk_id")
        #expect(tallied == [["15", "1"], ["2", "2"]])
        // The two answers that are left without a slip; the third is in none but its own cell.
        #expect(try test.rows("SELECT sum(answers) FROM unissued_answer_tally") == [["2"]])
        try await test.store.markIssued([101, 110, 1].map { try test.token(TestStore.code($0)).id })
        #expect(try test.rows("SELECT issued, voided FROM dossier_tally ORDER BY desk_id") == tallied)
        #expect(try await test.store.report(ReportRequest(by: .desk)).rows.map(\.counts.issued) == [15, 4])
        #expect(try test.store.verify() == [])
    }
}
