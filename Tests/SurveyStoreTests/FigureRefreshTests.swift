import Survey
import Testing

@testable import SurveyStore

@Suite struct FigureRefreshTests {
    /// A desk with thirty dossiers, of which the first twelve are rated.
    private func world() async throws -> TestStore {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + (1...30).map { TestStore.dossier($0) }.joined(separator: "\n"))
        try await rate(1...12, test)
        return test
    }

    private func rate(_ numbers: ClosedRange<Int>, _ test: TestStore) async throws {
        for number in numbers {
            _ = try await test.store.submit(
                TestStore.answer(number % 4 == 0 ? "1" : "3"), for: test.token(TestStore.code(number)).id,
                channel: .ownDevice)
        }
    }

    private func answers(_ figures: ReleasedFigures) -> Int? {
        figures.told(.total, in: TableRequest(rows: .total, period: .everything))?.counts.answers
    }

    @Test("twenty requests at the same moment make one refresh, and all get its figures")
    func together() async throws {
        let test = try await world()
        let figures = try await withThrowingTaskGroup(of: Int?.self) { group in
            for _ in 0..<20 { group.addTask { self.answers(try await test.store.releasedFigures()) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(figures == [Int?](repeating: 12, count: 20))
        #expect(test.store.refresh.runs == 1)
        _ = try await test.store.figuresToShow()
        #expect(test.store.refresh.runs == 1)
        try await test.store.close()
    }

    @Test("a page shows the last figures at once while the newest are being made, and the newest after that")
    func last() async throws {
        let test = try await world()
        #expect(answers(try await test.store.figuresToShow()) == 12)
        test.store.showLastFigures(after: .zero)
        try await rate(13...24, test)
        let pages = try await withThrowingTaskGroup(of: Int?.self) { group in
            for _ in 0..<20 { group.addTask { self.answers(try await test.store.figuresToShow()) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(pages.first == 12)
        #expect(test.store.refresh.runs == 2)
        // Whoever needs the newest waits for the run that is on its way.
        #expect(answers(try await test.store.releasedFigures()) == 24)
        #expect(answers(try await test.store.figuresToShow()) == 24)
        #expect(test.store.refresh.runs == 2)
        try await test.store.close()
    }

    @Test("after a restart a page shows what was shown before, as of its day, until the first figures are made")
    func restart() async throws {
        let test = try await world()
        _ = try await test.store.releasedFigures()
        try await rate(13...24, test)
        try await test.store.close()
        let store = try test.open()
        store.showLastFigures(after: .zero)
        let report = try await store.publish(try await store.report(ReportRequest(by: .none)))
        #expect(report.total.counts.answers == 12 && report.total.asOf == store.today)
        #expect(report.total.responseRateThen == 12.0 / 30)
        #expect(answers(try await store.releasedFigures()) == 24)
        try await store.close()
    }

    @Test("with the patience of pages small offices always see the newest figures")
    func patience() async throws {
        let test = try await world()
        test.store.showLastFigures(after: .seconds(60))
        #expect(answers(try await test.store.figuresToShow()) == 12)
        try await rate(13...24, test)
        #expect(answers(try await test.store.figuresToShow()) == 24)
        try await test.store.close()
    }

    @Test("a closed store begins no figures, and closing waits for those on their way")
    func closed() async throws {
        let test = try await world()
        try test.store.beginFigures()
        try await test.store.close()
        #expect(test.store.refresh.running == nil)
        #expect(throws: (any Error).self) { try test.store.beginFigures() }
        #expect(test.store.refresh.runs == 1)
    }
}
