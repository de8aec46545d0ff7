import Testing

@testable import Survey

@Suite struct FollowUpRuleTests {
    @Test(
        "in random offices an item is a number that the desk's own page shows, of five citizens or more, and none is left out"
    )
    func published() throws {
        var found = 0
        for seed in 0..<8 as Range<UInt64> {
            let size = SmallCellWorld.Size(
                desks: 3, procedures: 2, communes: 4, months: 2, days: 1, dossiersADay: 150, response: 60)
            var world = SmallCellWorld(size, seed: seed)
            for month in world.months { for day in 0..<size.days { world.pass(month: month, day: day) } }
            var random = SeededGenerator(seed)
            var snapshot = world.snapshot
            for (atom, counts) in snapshot.answers {
                for _ in 0..<counts.answers - counts.satisfied {
                    let reason = Int.random(in: 0..<4, using: &random) == 0 ? "fee" : "time"
                    snapshot.answers[atom]?.values["reason=\(reason)", default: 0] += 1
                }
            }
            let release = world.rule.release(
                of: snapshot, after: Release(), catalogue: world.catalogue, on: world.today)
            let figures = ReleasedFigures(release, rule: world.rule, catalogue: world.catalogue, on: world.today)
            for month in world.months {
                let findings = FollowUpRule(threshold: 5).findings(
                    of: month, in: figures, desks: world.catalogue.desks.keys, scales: ["3,2,1"])
                var shown: Set<FollowUpFinding> = []
                for desk in world.catalogue.desks.keys {
                    let table = TableRequest(rows: .desk, period: .month(month))
                    guard let counts = figures.cell(.desk(desk), in: table)?.counts else { continue }
                    for (name, count) in counts.values where name.hasPrefix("reason=") && count >= 5 {
                        #expect(count <= counts.answers - counts.satisfied)
                        shown.insert(
                            FollowUpFinding(
                                month: month, deskID: desk, scale: "3,2,1", reason: String(name.dropFirst(7)),
                                count: count))
                    }
                }
                #expect(Set(findings) == shown && findings.count == shown.count)
                found += findings.count
            }
        }
        #expect(found > 5)
    }

    @Test(
        "states go one step on, back into hand from an answer, and nowhere from closed; only taking in hand needs no note"
    )
    func states() throws {
        for from in FollowUpState.allCases {
            for to in FollowUpState.allCases {
                let isAllowed: Bool =
                    switch (from, to) {
                    case (.open, .inHand), (.inHand, .answered), (.answered, .closed), (.answered, .inHand): true
                    default: false
                    }
                func mayGo(_ note: String) -> Bool { (try? to.check(from: from, note: note)) != nil }
                #expect(mayGo("đã làm") == isAllowed)
                #expect(mayGo("") == (isAllowed && from == .open))
            }
        }
    }

    @Test("an item is overdue from the day after its due day, until it is answered")
    func overdue() {
        let finding = FollowUpFinding(month: Month(number: 24_320), deskID: 1, scale: "3,2,1", reason: "fee", count: 5)
        let due = Day(number: 20_700)
        func item(_ state: FollowUpState) -> FollowUpItem {
            FollowUpItem(id: 1, finding: finding, openedOn: due - 21, dueOn: due, state: state)
        }
        #expect(!item(.inHand).isOverdue(on: due) && item(.inHand).isOverdue(on: due + 1))
        #expect(!item(.answered).isOverdue(on: due + 1) && !item(.closed).isOverdue(on: due + 1))
        #expect(FollowUpRule(threshold: 6).mayShow(finding) == false && FollowUpRule(threshold: 5).mayShow(finding))
    }
}
