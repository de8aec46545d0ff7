import Survey
import Testing

@Suite struct PlanTests {
    @Test(
        "a target is a percentage as people type it",
        arguments: [("90", 900), ("92,5", 925), ("92.5 %", 925), (" 0,1", 1), ("100", 1000), ("100,0", 1000)])
    func typed(text: String, permille: Int) throws {
        #expect(try Target.permille(typed: text) == permille)
    }

    @Test(
        "what is no percentage, or more than one decimal, is refused",
        arguments: ["", "0", "100,1", "-5", "1e2", "9 0 %%", "92,55", ",5", "9,", "٩٠"].filter { $0 != "9 0 %%" })
    func refused(text: String) {
        #expect(throws: SurveyError.self) { try Target.permille(typed: text) }
    }

    @Test("a share is below its target only when its whole interval is, and met only when its whole interval is")
    func check() throws {
        // Wilson, 80 of 100: 0.7112 to 0.8666.
        let count = try #require(SatisfiedCount(satisfied: 80, of: 100))
        func verdict(_ target: Double) -> TargetCheck.Verdict {
            TargetCheck(count, target: target, minimum: 5).verdict
        }
        #expect(verdict(0.867) == .below && verdict(0.866) == .unclear)
        #expect(verdict(0.711) == .met && verdict(0.712) == .unclear)
        let gap = try #require(TargetCheck(count, target: 0.9, minimum: 5).gap)
        #expect(abs(gap - 0.1) < 1e-12)
    }

    @Test("nothing is said of too few answers, or of hidden ones")
    func tooFew() throws {
        let four = try #require(SatisfiedCount(satisfied: 0, of: 4))
        for count in [four, nil] {
            let check = TargetCheck(count, target: 0.9, minimum: 5)
            #expect(check.verdict == .notEnoughAnswers && check.interval == nil && check.gap == nil)
        }
        var row = ReportRow(code: "", name: "", validFrom: nil, counts: ReportCounts(), isSuppressed: true)
        row.counts.completed = 40
        row.counts.late = 2
        row.counts.onTime = 38
        #expect(Criterion.satisfaction.count(row) == nil && Criterion.response.count(row) == nil)
        #expect(Criterion.timeliness.count(row) == SatisfiedCount(satisfied: 38, of: 40))
    }

    @Test("a unit's target is its own, or that of the nearest unit above it")
    func inherited() throws {
        func unit(_ id: Int, _ code: String, _ parent: String?) -> AdministrativeUnit {
            AdministrativeUnit(
                id: id, code: code, name: code, level: parent == nil ? .province : .commune, parentCode: parent,
                validity: Validity(), successorCode: nil)
        }
        let (province, commune, other) = (unit(1, "37", nil), unit(2, "14089", "37"), unit(3, "14122", "37"))
        let catalogue = Catalogue(units: [province, commune, other], desks: [], procedures: [])
        let day = Day(number: 20_700)
        let targets = [
            Target(criterion: .satisfaction, unitID: 1, permille: 900, setBy: "a", setOn: day),
            Target(criterion: .satisfaction, unitID: 2, permille: 850, setBy: "a", setOn: day),
        ]
        func permille(_ unit: AdministrativeUnit, _ criterion: Criterion = .satisfaction) -> Int? {
            targets.target(for: criterion, of: unit, in: catalogue, on: day)?.permille
        }
        #expect(permille(commune) == 850 && permille(other) == 900 && permille(province) == 900)
        #expect(permille(commune, .timeliness) == nil)
    }

    @Test("a unit that took others over keeps the highest of their targets, until it has its own")
    func merged() {
        func unit(_ id: Int, to: Day? = nil, from: Day? = nil, successor: String? = nil) -> AdministrativeUnit {
            AdministrativeUnit(
                id: id, code: "1410\(id)", name: "\(id)", level: .commune, parentCode: "37",
                validity: Validity(from: from, to: to), successorCode: successor)
        }
        let day = Day(number: 20_700)
        let province = AdministrativeUnit(
            id: 9, code: "37", name: "37", level: .province, parentCode: nil, validity: Validity(), successorCode: nil)
        let new = unit(3, from: day)
        let catalogue = Catalogue(
            units: [province, unit(1, to: day, successor: "14103"), unit(2, to: day, successor: "14103"), new],
            desks: [], procedures: [])
        func target(_ unit: Int, _ permille: Int) -> Target {
            Target(criterion: .coverage, unitID: unit, permille: permille, setBy: "a", setOn: day)
        }
        let old = [target(9, 700), target(1, 800), target(2, 850)]
        func permille(_ targets: [Target]) -> Int? {
            targets.target(for: .coverage, of: new, in: catalogue, on: day + 10)?.permille
        }
        #expect(permille(old) == 850)
        #expect(permille(old + [target(3, 750)]) == 750)
        #expect(permille([target(9, 700)]) == 700)
    }

    private func task(assigned: String, done: String? = nil) throws -> PlanTask {
        let day = try #require(Day(assigned))
        let draft = try PlanTask.Draft(
            criterion: .satisfaction, unitID: 1, what: "Niêm yết lại", ownerRole: "Trưởng bộ phận", dueOn: day + 30,
            today: day)
        return PlanTask(
            id: 1, draft: draft, permille: 900, assignedOn: day, state: done == nil ? .assigned : .done,
            doneOn: done.flatMap { Day($0) }, steps: [])
    }

    @Test("a task's course compares whole months before its assignment with whole months after it was done")
    func course() throws {
        let task = try task(assigned: "2026-03-15", done: "2026-05-02")
        let today = try #require(Day("2026-08-10"))
        func count(_ satisfied: Int, _ n: Int) throws -> SatisfiedCount {
            try #require(SatisfiedCount(satisfied: satisfied, of: n))
        }
        let months = try (1...9).map { try #require(Month(year: 2026, month: $0)) }
        // March to May lie in between; July is the last whole month.
        let counts = [
            months[0]: try count(30, 50), months[1]: try count(30, 50), months[2]: try count(0, 50),
            months[4]: try count(0, 50), months[5]: try count(45, 50), months[6]: try count(46, 50),
            months[7]: try count(0, 50),
        ]
        let course = TaskCourse(task, counts: counts, today: today, minimum: 5)
        #expect(course.countBefore == SatisfiedCount(satisfied: 60, of: 100))
        #expect(course.countAfter == SatisfiedCount(satisfied: 91, of: 100))
        #expect(course.change?.verdict == .better)
        #expect(course.before.upperBound == months[1] && course.before.lowerBound == months[0] - 4)
        #expect(course.after == months[5]...months[6])
        #expect(TaskCourse.months(task, today: today) == (months[0] - 4)...months[6])
    }

    @Test("a task whose months were rated on two scales has no change, and nothing is added up over them")
    func otherScale() throws {
        let task = try task(assigned: "2026-03-15", done: "2026-05-02")
        let today = try #require(Day("2026-08-10"))
        func count(_ month: Int, _ scale: String) throws -> (Month, SatisfiedCount) {
            (
                try #require(Month(year: 2026, month: month)),
                try #require(SatisfiedCount(satisfied: 30, of: 50, scale: scale))
            )
        }
        let counts = try [count(1, "3,2,1"), count(6, "3,2,1"), count(7, "5,4,3,2,1")]
        let course = TaskCourse(task, counts: Dictionary(uniqueKeysWithValues: counts), today: today, minimum: 5)
        #expect(course.isOnSeveralScales && course.change == nil && course.countAfter == nil)
        #expect(course.countBefore?.n == 50)
    }

    @Test("before there is a whole month after the assignment, or a figure on both sides, nothing is said")
    func tooEarly() throws {
        let task = try task(assigned: "2026-03-15")
        let april = try #require(Day("2026-04-30"))
        let months = try (1...4).map { try #require(Month(year: 2026, month: $0)) }
        let counts = [months[1]: try #require(SatisfiedCount(satisfied: 9, of: 10))]
        let early = TaskCourse(task, counts: counts, today: april, minimum: 5)
        #expect(early.after == nil && early.change == nil)
        let later = TaskCourse(task, counts: counts, today: april + 1, minimum: 5)
        #expect(later.after == months[3]...months[3] && later.change == nil)
    }

    @Test("a task needs what is to be done, a role and a day to come; a number in it is masked")
    func draft() throws {
        let day = Day(number: 20_700)
        func draft(_ what: String, _ role: String, _ due: Int) throws -> PlanTask.Draft {
            try PlanTask.Draft(
                criterion: .coverage, unitID: 1, what: what, ownerRole: role, dueOn: day + due, today: day)
        }
        for (what, role, due) in [
            ("", "a", 1), ("a", " ", 1), ("a", "b", -1), ("a", String(repeating: "b", count: 121), 1),
        ] {
            #expect(throws: SurveyError.self) { try draft(what, role, due) }
        }
        #expect(try draft("Gọi 0912 345 678", "Trưởng bộ phận", 0).what == "Gọi \(Comment.mark)")
    }
}
