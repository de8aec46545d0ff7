import Testing

@testable import Survey

@Suite struct SmallCellRuleTests {
    static let month = Month(number: 2024 * 12 + 4)
    /// Three communes with a desk each, one procedure; the second and third commune merge into the first in July.
    static let catalogue: Catalogue = {
        let merger = (month + 2).firstDay
        func commune(_ id: Int, _ code: String) -> AdministrativeUnit {
            AdministrativeUnit(
                id: id, code: code, name: code, level: .commune, parentCode: "366",
                validity: Validity(from: nil, to: merger), successorCode: "14100")
        }
        let units = [
            AdministrativeUnit(
                id: 1, code: "366", name: "366", level: .district, parentCode: nil, validity: Validity(),
                successorCode: nil),
            commune(10, "14100"), commune(11, "14101"), commune(12, "14102"),
            AdministrativeUnit(
                id: 13, code: "14100", name: "14100", level: .commune, parentCode: "366",
                validity: Validity(from: merger), successorCode: nil),
        ]
        let desks = (0..<3).map {
            Desk(id: 100 + $0, code: "D\($0)", name: "D\($0)", unitCode: "1410\($0)", validity: Validity())
        }
        let procedures = ["1.001000", "1.002000"].enumerated().compactMap { id, code in
            (try? ProcedureCode(code)).map {
                Procedure(id: 200 + id, code: $0, name: code, field: "", level: .commune, validity: Validity())
            }
        }
        return Catalogue(units: units, desks: desks, procedures: procedures)
    }()

    /// An office in one month, filled desk by desk.
    struct Office {
        var snapshot = TallySnapshot(answers: [:], completed: [:])
        var release = Release()
        var rule = SmallCellRule()

        /// Adds dossiers of a desk, and answers to some of them.
        mutating func add(
            desk: Int, completed: Int, satisfied: Int, others: Int, channel: Channel = .ownDevice,
            month: Month = SmallCellRuleTests.month
        ) {
            let atom = DossierAtom(month: month, deskID: 100 + desk, communeID: 10 + desk, procedureID: 200)
            snapshot.completed[atom, default: 0] += completed
            if satisfied + others == 0 { return }
            let key = AnswerAtom(dossiers: atom, channel: channel, scale: "3,2,1")
            var values: [String: Int] = [:]
            if satisfied > 0 { values["overall=3"] = satisfied }
            if others > 0 { (values["overall=1"], values["reason=time"]) = (others, others) }
            snapshot.answers[key, default: AnswerCounts()] += AnswerCounts(
                answers: satisfied + others, satisfied: satisfied, values: values)
        }

        mutating func publish(on day: Int = 20) {
            release = rule.release(
                of: snapshot, after: release, catalogue: SmallCellRuleTests.catalogue,
                on: SmallCellRuleTests.month.firstDay + day)
        }

        func figures(_ rule: SmallCellRule? = nil) -> ReleasedFigures {
            ReleasedFigures(
                release, rule: rule ?? self.rule, catalogue: SmallCellRuleTests.catalogue,
                on: SmallCellRuleTests.month.firstDay + 20)
        }

        /// The answers shown for a row, nil when they are not.
        func shown(
            _ row: TableRow, _ period: Period = .month(SmallCellRuleTests.month),
            _ selection: AnswerSelection = .all, _ boundaries: Boundaries = .then
        ) -> Int? {
            let table = TableRequest(rows: .total, period: period, selection: selection, boundaries: boundaries)
            return figures().cell(row, in: table)?.counts.answers
        }
    }

    @Test("a cell with five answers is shown, with four it is not")
    func threshold() {
        var five = Office()
        five.add(desk: 0, completed: 40, satisfied: 4, others: 1)
        five.publish()
        #expect(five.shown(.total) == 5)
        #expect(five.shown(.desk(100)) == 5)
        var four = Office()
        four.add(desk: 0, completed: 40, satisfied: 3, others: 1)
        four.publish()
        #expect(four.shown(.total) == nil)
        #expect(four.shown(.desk(100), .everything) == nil)
    }

    @Test("a cell in which every dossier was answered alike is not shown; with one other answer it is")
    func unanimity() {
        var alike = Office()
        alike.add(desk: 0, completed: 8, satisfied: 8, others: 0)
        alike.publish()
        #expect(alike.shown(.total) == nil)
        var mixed = Office()
        mixed.add(desk: 0, completed: 8, satisfied: 7, others: 1)
        mixed.publish()
        #expect(mixed.shown(.total) == 8)
        var open = Office()
        open.add(desk: 0, completed: 9, satisfied: 8, others: 0)
        open.publish()
        #expect(open.shown(.total) == 8)
    }

    @Test(
        "a month is shown although it is less than a tenth of everything, also after a restart; a small move still is not"
    )
    func monthAfterALongHistory() {
        let next = Self.month + 1
        for restarts in [false, true] {
            var office = Office()
            for desk in 0..<3 { office.add(desk: desk, completed: 400, satisfied: 150, others: 50) }
            office.publish()
            #expect(office.shown(.total, .everything) == 600)
            if restarts { office.release = Release(resuming: office.figures().shown) }
            for desk in 0..<3 { office.add(desk: desk, completed: 40, satisfied: 12, others: 3, month: next) }
            office.publish(on: 50)
            #expect(office.shown(.total, .month(next)) == 45)
            #expect(office.shown(.desk(100), .month(next)) == 15)
            // Everything waits for its tenth, whether the service started again or not: it is 45 less than its months,
            // which say so themselves.
            #expect(office.shown(.total, .everything) == 600)
            // Four more answers would be found as the increase of both; neither tells them.
            office.add(desk: 0, completed: 0, satisfied: 3, others: 1, month: next)
            office.publish(on: 51)
            #expect(office.shown(.total, .month(next)) == 45)
            #expect(office.shown(.total, .everything) == 600)
        }
    }

    @Test("one small desk never stands alone between a total and the other desks")
    func complement() {
        var office = Office()
        office.add(desk: 0, completed: 60, satisfied: 20, others: 3)
        office.add(desk: 1, completed: 60, satisfied: 12, others: 2)
        office.add(desk: 2, completed: 60, satisfied: 2, others: 1)
        office.publish()
        #expect(office.shown(.desk(102)) == nil)
        let others = [office.shown(.desk(100)), office.shown(.desk(101)), office.shown(.total)]
        #expect(others.contains(nil))
        // It hides no more than that: two of the three are still there.
        #expect(others.compactMap(\.self).count == 2)
    }

    @Test("a desk that nobody rated is a small cell too")
    func nobody() {
        var office = Office()
        office.add(desk: 0, completed: 60, satisfied: 20, others: 3)
        office.add(desk: 1, completed: 30, satisfied: 0, others: 0)
        office.publish()
        #expect(office.shown(.desk(101)) == nil)
        #expect([office.shown(.desk(100)), office.shown(.total)].contains(nil))
    }

    @Test("today's boundaries do not tell yesterday's small commune")
    func boundaries() {
        var office = Office()
        office.add(desk: 0, completed: 60, satisfied: 20, others: 3)
        office.add(desk: 1, completed: 60, satisfied: 2, others: 1)
        office.add(desk: 2, completed: 60, satisfied: 16, others: 2)
        office.publish()
        let then = [10, 11, 12].map { office.shown(.commune($0)) }
        let now = office.shown(.commune(13), .month(Self.month), .all, .now)
        #expect(then[1] == nil)
        #expect(now == nil || then[0] == nil || then[2] == nil)
    }

    @Test("a running month moves by five answers or not at all")
    func steps() {
        var office = Office()
        office.add(desk: 0, completed: 100, satisfied: 6, others: 2)
        office.publish(on: 5)
        #expect(office.shown(.total) == 8)
        office.add(desk: 0, completed: 0, satisfied: 4, others: 0)
        office.publish(on: 6)
        #expect(office.shown(.total) == 8)
        office.add(desk: 0, completed: 0, satisfied: 0, others: 1)
        office.publish(on: 7)
        #expect(office.shown(.total) == 13)
        let table = TableRequest(rows: .total, period: .month(Self.month))
        #expect(office.figures().cell(.total, in: table)?.asOf == Self.month.firstDay + 7)
    }

    @Test("the last few answers of a month stay out of its figures until they are five")
    func stragglers() {
        var office = Office()
        office.add(desk: 0, completed: 100, satisfied: 8, others: 2)
        office.publish()
        office.add(desk: 0, completed: 0, satisfied: 2, others: 0)
        office.add(desk: 0, completed: 100, satisfied: 9, others: 2, month: Self.month + 1)
        office.publish(on: 50)
        #expect(office.shown(.total) == 10)
        #expect(office.shown(.total, .month(Self.month + 1)) == 11)
        // All of the time has moved by eleven and two together.
        let everything = office.shown(.total, .everything)
        #expect(everything == 10 || everything == 21)
    }

    @Test("assisted answers are told apart only when they are five, and so are the others beside them")
    func assisted() {
        var office = Office()
        office.add(desk: 0, completed: 100, satisfied: 20, others: 3)
        office.add(desk: 0, completed: 10, satisfied: 2, others: 1, channel: .assisted)
        office.publish()
        #expect(office.shown(.desk(100), .month(Self.month), .assisted) == nil)
        let both = [office.shown(.desk(100)), office.shown(.desk(100), .month(Self.month), .withoutAssisted)]
        #expect(both.compactMap(\.self).count == 1)
        office = Office()
        office.add(desk: 0, completed: 100, satisfied: 20, others: 3)
        office.add(desk: 0, completed: 10, satisfied: 5, others: 1, channel: .assisted)
        office.publish()
        #expect(office.shown(.desk(100), .month(Self.month), .assisted) == 6)
        #expect(office.shown(.desk(100), .month(Self.month), .withoutAssisted) == 23)
        #expect(office.shown(.desk(100)) == 29)
    }

    @Test("reasons are shown down to the desk, and never by procedure or commune")
    func detail() {
        var office = Office()
        office.add(desk: 0, completed: 100, satisfied: 20, others: 3)
        office.publish()
        func values(_ rows: TableRequest.Rows, _ row: TableRow) -> [String: Int]? {
            let table = TableRequest(rows: rows, period: .month(Self.month), boundaries: .then)
            return office.figures().cell(row, in: table)?.counts.values
        }
        #expect(values(.desk, .desk(100))?["reason=time"] == 3)
        #expect(values(.procedure, .procedure(200))?["overall=1"] == 3)
        #expect(values(.procedure, .procedure(200))?["reason=time"] == nil)
    }

    @Test("what scale a table is about follows from what is shown, whatever waits on another")
    func mainScale() {
        var office = Office()
        office.add(desk: 0, completed: 100, satisfied: 8, others: 2)
        office.publish()
        let table = TableRequest(rows: .desk, period: .month(Self.month))
        #expect(office.figures().scale(of: table) == "3,2,1")
        #expect(office.figures().scales(in: Self.month) == ["3,2,1"])
        let atom = DossierAtom(month: Self.month, deskID: 101, communeID: 11, procedureID: 200)
        office.snapshot.completed[atom] = 100
        let key = AnswerAtom(dossiers: atom, channel: .ownDevice, scale: "5,4,3,2,1")
        office.snapshot.answers[key] = AnswerCounts(
            answers: 4, satisfied: 3, values: ["overall=5": 3, "overall=1": 1])
        office.publish(on: 21)
        #expect(office.figures().scales(in: Self.month) == ["3,2,1"])
        office.snapshot.answers[key] = AnswerCounts(
            answers: 30, satisfied: 23, values: ["overall=5": 23, "overall=1": 7])
        office.publish(on: 22)
        #expect(office.figures().scale(of: table) == "5,4,3,2,1")
        #expect(office.figures().scales(in: Self.month).count == 2)
        // Nothing assisted is shown, so the month decides; of another month nothing is known.
        #expect(
            office.figures().scale(of: TableRequest(rows: .desk, period: .month(Self.month), selection: .assisted))
                == "5,4,3,2,1")
        #expect(office.figures().scale(of: TableRequest(rows: .desk, period: .month(Self.month + 1))) == nil)
    }

    @Test("comments are shown for a desk and month whose figures are shown, and never by procedure")
    func comments() {
        var office = Office()
        office.add(desk: 0, completed: 100, satisfied: 20, others: 3)
        office.add(desk: 1, completed: 100, satisfied: 1, others: 1)
        office.add(desk: 2, completed: 100, satisfied: 1, others: 2)
        office.publish()
        let figures = office.figures()
        #expect(figures.mayShowComments(.desk(100), in: Self.month))
        #expect(!figures.mayShowComments(.desk(101), in: Self.month))
        #expect(!figures.mayShowComments(.desk(100), in: Self.month + 1))
        #expect(!figures.mayShowComments(.procedure(200), in: Self.month))
    }

    @Test("a raised threshold hides more of what was released")
    func raisedThreshold() {
        var office = Office()
        office.add(desk: 0, completed: 100, satisfied: 6, others: 2)
        office.publish()
        let table = TableRequest(rows: .total, period: .month(Self.month))
        #expect(office.figures().cell(.total, in: table) != nil)
        #expect(office.figures(SmallCellRule(threshold: 9)).cell(.total, in: table) == nil)
    }

    @Test("after a restart every figure stays as it was shown, and moves by a whole step or not at all")
    func restart() {
        var office = Office()
        office.add(desk: 0, completed: 60, satisfied: 20, others: 3)
        office.add(desk: 1, completed: 60, satisfied: 12, others: 2)
        office.add(desk: 2, completed: 60, satisfied: 2, others: 1)
        office.publish(on: 5)
        let former = office.figures().shown
        #expect(!former.isEmpty)
        // Three more answers of a desk: not enough for it to move.
        office.add(desk: 0, completed: 0, satisfied: 2, others: 1)
        office.release = Release(resuming: former)
        office.publish(on: 6)
        let later = office.figures().shown
        for (name, cell) in former {
            let moved = (later[name]?.counts.answers ?? -1) - cell.counts.answers
            #expect(moved == 0 || moved >= 5, "\(name)")
        }
        // And the small desk is as hidden as before, the two releases taken together.
        let rows: [TableRow] = [.desk(100), .desk(101), .desk(102), .total]
        let shown = rows.map { office.shown($0) }
        #expect(shown[2] == nil)
        #expect(shown.contains(nil))
        office.add(desk: 0, completed: 0, satisfied: 4, others: 0)
        office.publish(on: 7)
        #expect(office.shown(.desk(100)) == 30)
    }

    @Test("a part is shown beside its whole only when what is left out is nothing or five")
    func partBesideWhole() {
        let rule = SmallCellRule()
        #expect(rule.mayShow(part: 20, beside: 25))
        #expect(rule.mayShow(part: 20, beside: 20))
        #expect(!rule.mayShow(part: 20, beside: 24))
        #expect(!rule.mayShow(part: 4, beside: 20))
    }

    @Test(
        "months that are no calendar period, choices of channels and free sets of desks are not on the list",
        arguments: [
            ReportRequest(by: .desk, from: month, to: month + 1),
            ReportRequest(by: .desk, from: month),
            ReportRequest(by: .desk, channels: [.kiosk]),
            ReportRequest(by: .desk, desks: [1, 2]),
        ])
    func closedList(request: ReportRequest) {
        #expect(TableRequest(request) == nil)
    }

    @Test("months, quarters, years and everything are on the list")
    func openList() {
        let january = Month(number: 2024 * 12)
        #expect(TableRequest(ReportRequest(by: .level))?.period == .everything)
        #expect(TableRequest(ReportRequest(by: .desk, from: january, to: january))?.period == .month(january))
        #expect(
            TableRequest(ReportRequest(by: .desk, from: january, to: january + 2))?.period
                == .quarter(year: 2024, quarter: 1))
        #expect(TableRequest(ReportRequest(by: .desk, from: january, to: january + 11))?.period == .year(2024))
        let without = ReportRequest(by: .none, channels: [.ownDevice, .typedCode, .kiosk])
        #expect(TableRequest(without)?.selection == .withoutAssisted)
    }
}
