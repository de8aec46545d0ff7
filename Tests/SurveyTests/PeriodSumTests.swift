import Survey
import Testing

@Suite struct PeriodSumTests {
    private typealias Office = SmallCellRuleTests.Office
    private static let month = SmallCellRuleTests.month

    /// Six hundred answers in one month, then forty-five in the next, which is less than a tenth of everything.
    private func office() -> Office {
        var office = Office()
        for desk in 0..<3 { office.add(desk: desk, completed: 400, satisfied: 150, others: 50) }
        office.publish()
        for desk in 0..<3 { office.add(desk: desk, completed: 40, satisfied: 12, others: 3, month: Self.month + 1) }
        office.publish(on: 50)
        return office
    }

    private func figures(_ office: Office, before: [String: ShownCell] = [:]) -> ReleasedFigures {
        ReleasedFigures(
            office.release, rule: office.rule, catalogue: SmallCellRuleTests.catalogue,
            on: Self.month.firstDay + 50, completed: office.snapshot.completed, before: before)
    }

    @Test("a longer period that stands still behind its months tells their sum, which months, and of how many dossiers")
    func sum() throws {
        let figures = figures(office())
        for period in [Period.everything, .year(2024), .quarter(year: 2024, quarter: 2)] {
            let table = TableRequest(rows: .total, period: period)
            #expect(figures.cell(.total, in: table)?.counts.answers == 600)
            let told = try #require(figures.told(.total, in: table))
            #expect(told.counts.answers == 645 && told.counts.satisfied == 486)
            #expect(told.parts == [.month(Self.month), .month(Self.month + 1)])
            #expect(told.completed == 1320)
            #expect(!told.isCurrent)
        }
        let month = TableRequest(rows: .total, period: .month(Self.month + 1))
        #expect(figures.told(.total, in: month) == figures.cell(.total, in: month))
        #expect(figures.told(.total, in: month)?.parts == [])
    }

    @Test("a row's response rate is of all its dossiers, and beside it that of the months that are in its sum")
    func rate() throws {
        var counts = ReportCounts()
        // A third month has dossiers and no answers that may be shown.
        counts.completed = 1500
        var row = ReportRow(code: "", name: "", validFrom: nil, counts: counts, subject: .total)
        row.show(figures(office()).told(.total, in: TableRequest(rows: .total, period: .everything)))
        #expect(row.counts.completed == 1500 && row.counts.answers == 645)
        #expect(row.responseRateThen == 645.0 / 1320)
        #expect(row.responseRate == 645.0 / Double(row.counts.completed))
        #expect(row.parts.count == 2 && row.answersOf == 1320 && row.asOf != nil)
    }

    @Test("nothing is summed that is not shown: a hidden month is in no sum")
    func hidden() {
        var office = office()
        office.add(desk: 0, completed: 30, satisfied: 2, others: 1, month: Self.month + 2)
        office.publish(on: 80)
        let figures = figures(office)
        #expect(figures.cell(.total, in: TableRequest(rows: .total, period: .month(Self.month + 2))) == nil)
        let told = figures.told(.total, in: TableRequest(rows: .total, period: .year(2024)))
        #expect(told?.counts.answers == 645)
        #expect(told?.completed == 1320)
    }

    @Test("a figure that waits for more answers keeps the dossiers that were completed when it was made")
    func waiting() throws {
        var office = Office()
        office.add(desk: 0, completed: 100, satisfied: 30, others: 10)
        office.add(desk: 1, completed: 100, satisfied: 30, others: 10)
        office.publish()
        let before = figures(office)
        let table = TableRequest(rows: .desk, period: .month(Self.month))
        #expect(before.told(.desk(100), in: table)?.completed == 100)
        // One answer waits at the first desk while the total moves.
        office.add(desk: 0, completed: 50, satisfied: 1, others: 0)
        office.add(desk: 1, completed: 50, satisfied: 15, others: 5)
        office.publish(on: 30)
        let after = figures(office, before: before.shown)
        let still = after.told(.desk(100), in: table)
        #expect(still?.counts.answers == 40 && still?.isCurrent == false && still?.completed == 100)
        let moved = after.told(.total, in: TableRequest(rows: .total, period: .month(Self.month)))
        #expect(moved?.counts.answers == 101 && moved?.isCurrent == true && moved?.completed == 300)
        // Where nobody knows how many dossiers there were, no rate is made up.
        let unknown = before.shown.mapValues { ShownCell(counts: $0.counts, asOf: $0.asOf, isCurrent: $0.isCurrent) }
        #expect(figures(office, before: unknown).told(.desk(100), in: table)?.completed == nil)
    }

    @Test("where no answer of a month was assisted, its answers are in the sum without assisted ones as well")
    func withoutAssisted() {
        var office = Office()
        office.add(desk: 0, completed: 400, satisfied: 150, others: 50)
        office.publish()
        office.add(desk: 0, completed: 60, satisfied: 12, others: 3, month: Self.month + 1)
        office.add(desk: 0, completed: 0, satisfied: 5, others: 1, channel: .assisted, month: Self.month + 1)
        office.publish(on: 50)
        let figures = figures(office)
        func told(_ selection: AnswerSelection) -> Int? {
            figures.told(.total, in: TableRequest(rows: .total, period: .everything, selection: selection))?.counts
                .answers
        }
        let months = [Self.month, Self.month + 1].map { month in
            figures.cell(.total, in: TableRequest(rows: .total, period: .month(month), selection: .withoutAssisted))?
                .counts.answers
        }
        #expect(months == [200, 15])
        #expect(told(.withoutAssisted) == 215)
        #expect(told(.all) == 221)
    }
}
