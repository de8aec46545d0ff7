import Testing

@testable import Survey

@Suite("Ranking of units")
struct StatisticsRankingTests {
    private func unit(_ id: String, _ satisfied: Int, _ n: Int) throws -> (id: String, count: SatisfiedCount) {
        (id, try #require(SatisfiedCount(satisfied: satisfied, of: n)))
    }

    private func randomUnits(_ random: inout SeededGenerator) -> [(id: Int, count: SatisfiedCount)] {
        let spread = Double.random(in: 0.1...1.5, using: &random)
        return (0..<Int.random(in: 3...25, using: &random)).compactMap { id in
            let n = Int.random(in: 5...600, using: &random)
            let share = random.share(mean: 0.85, spread: spread)
            return SatisfiedCount(satisfied: random.binomial(n, share), of: n).map { (id, $0) }
        }
    }

    @Test("units with the same counts share a rank, and everyone is first")
    func alike() throws {
        let ranking = UnitRanking(try ["a", "b", "c", "d"].map { try unit($0, 45, 50) }, minimum: 5)
        #expect(ranking.entries.map(\.rank) == [1, 1, 1, 1])
        #expect(ranking.entries.map(\.id) == ["a", "b", "c", "d"])
        #expect(ranking.entries.allSatisfy { $0.possibleRanks == 1...4 })
    }

    @Test("five of five does not outrank 480 of 500: few answers are drawn towards the common mean")
    func smallUnit() throws {
        let units = try [
            unit("small", 5, 5), unit("large", 480, 500), unit("c", 160, 200), unit("d", 150, 200), unit("e", 170, 200),
        ]
        let ranking = UnitRanking(units, minimum: 5)
        #expect(ranking.entries.first?.id == "large")
        let small = try #require(ranking.entries.first { $0.id == "small" })
        #expect(small.estimate < 0.96 && small.interval.lowerBound < 0.8)
    }

    @Test("clear differences make ranks, counted as in sport: 1, 2, 2, 4")
    func clear() throws {
        let units = try [
            unit("middle 1", 800, 1000), unit("last", 500, 1000), unit("first", 950, 1000), unit("middle 2", 795, 1000),
        ]
        let ranking = UnitRanking(units, minimum: 5)
        #expect(ranking.entries.map(\.id) == ["first", "middle 1", "middle 2", "last"])
        #expect(ranking.entries.map(\.rank) == [1, 2, 2, 4])
        #expect(ranking.entries.map(\.possibleRanks) == [1...1, 2...3, 2...3, 4...4])
    }

    @Test(
        "two units that cannot be told apart share a rank, whatever lies between, and ranks never contradict the order")
    func apart() throws {
        var random = SeededGenerator(11)
        for _ in 0..<40 {
            let ranking = UnitRanking(randomUnits(&random), minimum: 5)
            for (place, above) in ranking.entries.enumerated() {
                for below in ranking.entries.dropFirst(place + 1) {
                    #expect(above.rank <= below.rank && above.estimate >= below.estimate)
                    let isClear = above.posterior.probabilityAbove(below.posterior) > 0.95
                    if above.rank != below.rank { #expect(isClear) }
                    if !isClear { #expect(above.possibleRanks.overlaps(below.possibleRanks)) }
                }
                #expect(above.rank <= place + 1 && above.possibleRanks.contains(place + 1))
            }
        }
    }

    @Test("the order in which units are given changes nothing but ties")
    func order() throws {
        var random = SeededGenerator(12)
        for _ in 0..<10 {
            let units = randomUnits(&random)
            let one = UnitRanking(units, minimum: 5)
            let other = UnitRanking(units.shuffled(using: &random), minimum: 5)
            #expect(one.prior == other.prior)
            #expect(one.entries.map(\.estimate) == other.entries.map(\.estimate))
            #expect(one.entries.map(\.rank) == other.entries.map(\.rank))
        }
    }

    @Test("a unit with too few answers has no rank and does not move the others")
    func notEnough() throws {
        let units = try [unit("a", 45, 50), unit("b", 30, 50), unit("c", 40, 50)]
        let ranking = UnitRanking(units, minimum: 5)
        let withSmall = UnitRanking(units + [try unit("d", 0, 4), try unit("e", 0, 0)], minimum: 5)
        #expect(withSmall.notEnoughAnswers == ["d", "e"])
        #expect(withSmall.entries.map(\.estimate) == ranking.entries.map(\.estimate))
    }

    @Test(
        "nine of ten intervals and more hold the true share, even where units do not differ at all",
        arguments: [0, 0.6])
    func coverage(spread: Double) throws {
        var random = SeededGenerator(13)
        var held = 0
        var all = 0
        for _ in 0..<60 {
            let shares = (0..<14).map { _ in random.share(mean: 0.88, spread: spread) }
            let units = shares.enumerated().compactMap { id, share in
                SatisfiedCount(satisfied: random.binomial(80, share), of: 80).map { (id: id, count: $0) }
            }
            for entry in UnitRanking(units, minimum: 5).entries {
                all += 1
                if entry.interval.contains(shares[entry.id]) { held += 1 }
            }
        }
        #expect(Double(held) / Double(all) > 0.92, "\(held) of \(all)")
    }

    @Test("one unit or two are estimated without the others")
    func fewUnits() throws {
        let ranking = UnitRanking(try [unit("a", 45, 50), unit("b", 20, 50)], minimum: 5)
        #expect(!ranking.prior.isFitted)
        #expect(ranking.entries.map(\.estimate) == [45.5 / 51, 20.5 / 51])
        #expect(ranking.entries.map(\.rank) == [1, 2])
        #expect(UnitRanking<String>([], minimum: 5).entries.isEmpty)
    }

    @Test("a move is told only where the possible ranks of both periods do not overlap")
    func moves() throws {
        let before = UnitRanking(
            try [
                unit("a", 950, 1000), unit("b", 800, 1000), unit("c", 500, 1000), unit("gone", 990, 1000),
                unit("few", 3, 4),
            ],
            minimum: 5)
        let after = UnitRanking(
            try [
                unit("a", 948, 1000), unit("b", 500, 1000), unit("c", 800, 1000), unit("new", 999, 1000),
                unit("few", 80, 90),
            ],
            minimum: 5)
        let moves = after.moves(since: before)
        #expect(moves["a"] == .noClearChange)
        #expect(moves["b"] == .down(from: 2...2, to: 3...3))
        #expect(moves["c"] == .up(from: 3...3, to: 2...2))
        #expect(moves["new"] == .notEnoughAnswers && moves["few"] == .notEnoughAnswers)
        #expect(moves["gone"] == nil)
    }

    @Test("the same counts again are no clear change for anyone")
    func noMove() throws {
        var random = SeededGenerator(14)
        let units = randomUnits(&random)
        let ranking = UnitRanking(units, minimum: 5)
        #expect(ranking.moves(since: ranking).values.allSatisfy { $0 == .noClearChange })
    }

    @Test("a change of a share is told when its interval leaves zero out, and never from too few answers")
    func shareChange() throws {
        func change(_ a: Int, _ n: Int, _ b: Int, _ m: Int) throws -> ShareChange {
            ShareChange(
                from: try #require(SatisfiedCount(satisfied: a, of: n)),
                to: try #require(SatisfiedCount(satisfied: b, of: m)), minimum: 5)
        }
        #expect(try change(70, 100, 90, 100).verdict == .better)
        #expect(try change(90, 100, 70, 100).verdict == .worse)
        #expect(try change(90, 100, 93, 100).verdict == .noClearChange)
        let few = try change(4, 4, 0, 100)
        #expect(few.verdict == .notEnoughAnswers && few.difference == nil && few.interval == nil)
    }
}
