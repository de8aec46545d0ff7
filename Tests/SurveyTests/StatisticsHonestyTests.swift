import Foundation
import OwnThread
import Testing

@testable import Survey

@Suite("Honesty signals", .ownThread)
struct StatisticsHonestyTests {
    @Test("beta-binomial probabilities and tails are scipy's")
    func betaBinomial() throws {
        var random = SeededGenerator(21)
        let points = (0..<200).map { _ -> (Int, Int, Double, Double) in
            let n = Int.random(in: 1...2000, using: &random)
            return (
                Int.random(in: 0...n, using: &random), n, pow(10, Double.random(in: -1...3, using: &random)),
                pow(10, Double.random(in: -1...3, using: &random))
            )
        }
        let reference = try Reference.values(points.map { ["beta_binomial", $0.0, $0.1, $0.2, $0.3] })
        for (point, expected) in zip(points, reference) {
            let ours = BetaBinomial(n: point.1, share: BetaDistribution(checkedAlpha: point.2, beta: point.3))
            #expect(Reference.agree(ours.probability(point.0), expected[0], 1e-9, absolute: 1e-12))
            #expect(abs(ours.upperTail(point.0) - expected[1]) < 1e-9, "\(point)")
            #expect(abs(ours.lowerTail(point.0) - expected[2]) < 1e-9, "\(point)")
        }
    }

    @Test("p-values are corrected as statsmodels does after Benjamini and Yekutieli")
    func falseDiscovery() throws {
        var random = SeededGenerator(22)
        let lists = [1, 2, 5, 40, 200].map { count in
            (0..<count).map { _ in pow(Double.random(in: 0...1, using: &random), 4) }
        }
        let reference = try Reference.values(lists.map { ["adjusted", $0, "fdr_by"] })
        for (list, expected) in zip(lists, reference) {
            for (ours, theirs) in zip(FalseDiscovery.adjusted(list), expected) { #expect(abs(ours - theirs) < 1e-12) }
        }
        #expect(FalseDiscovery.adjusted([]).isEmpty)
    }

    @Test("the gap between bad and good days is tested as scipy and statsmodels do, stratum by stratum")
    func issueGap() throws {
        var random = SeededGenerator(23)
        let tables = (0..<60).map { index in
            (0..<(index % 4 + 1)).map { _ -> [Int] in
                let bad = Int.random(in: 3...60, using: &random)
                let good = Int.random(in: 3...150, using: &random)
                return [
                    Int.random(in: 1...bad, using: &random), bad, Int.random(in: 1...(good - 1), using: &random), good,
                ]
            }
        }
        let z = try Reference.values(tables.map { ["mantel_haenszel", $0] })
        let exact = try Reference.values(tables.map { ["exact_strata", $0] })
        let fisher = try Reference.values(tables.map { ["fisher_less", $0[0][0], $0[0][1], $0[0][2], $0[0][3]] })
        for (index, table) in tables.enumerated() {
            let days = try table.enumerated().flatMap { stratum, row in
                [
                    try #require(
                        IssueGap.IssueDay(stratum: stratum, isBad: true, completed: row[1], issued: row[0])),
                    try #require(
                        IssueGap.IssueDay(stratum: stratum, isBad: false, completed: row[3], issued: row[2])),
                ]
            }
            let strata = Dictionary(grouping: days, by: \.stratum).sorted { $0.key < $1.key }.map {
                IssueStratum($0.value)
            }
            let ours = try #require(IssueStratum.mantelHaenszel(strata))
            #expect(abs(abs(ours) - z[index][0]) < 1e-9)
            let tail = try #require(IssueStratum.exactLowerTail(strata))
            #expect(abs(tail - exact[index][0]) < 1e-9)
            if strata.count == 1 { #expect(abs(tail - fisher[index][0]) < 1e-9) }
            let p = try #require(IssueGap(days).p)
            #expect(p >= tail && p <= 1)
        }
    }

    @Test("the chance of a long run is a Markov chain's")
    func longestRun() throws {
        var random = SeededGenerator(24)
        let points = (0..<60).map { _ in
            (
                Int.random(in: 1...20, using: &random), Int.random(in: 1...300, using: &random),
                Double.random(in: 0.05...0.98, using: &random)
            )
        }
        let reference = try Reference.values(points.map { ["longest_run", $0.0, $0.1, $0.2] })
        for (point, expected) in zip(points, reference) {
            let ours = LongestRun.probability(atLeast: point.0, among: point.1, share: point.2)
            #expect(abs(ours - expected[0]) < 1e-10)
        }
        // A fair coin's longest run in 200 throws is about seven.
        #expect(abs(LongestRun.expected(among: 200, share: 0.5) - 7) < 0.5)
    }

    /// A desk's signal counts: a usual share that differs from desk to desk.
    private func usual(_ random: inout SeededGenerator, desks: Int, mean: Double) -> [(
        desk: Int, count: SatisfiedCount
    )] {
        (0..<desks).compactMap { desk in
            let n = Int.random(in: 20...300, using: &random)
            let share = random.share(mean: mean, spread: 0.6)
            return SatisfiedCount(satisfied: random.binomial(n, share), of: n).map { (desk, $0) }
        }
    }

    @Test("of reports on honest desks that differ by nature, few call any desk noticeable", arguments: [6, 14, 40])
    func falseAlarms(desks: Int) throws {
        var random = SeededGenerator(UInt64(desks))
        var alarms = 0
        for _ in 0..<60 {
            let report = SignalReport(counts: [
                .sharedDevice: usual(&random, desks: desks, mean: 0.03),
                .prompt: usual(&random, desks: desks, mean: 0.1),
                .identicalRun: usual(&random, desks: desks, mean: 0.01),
                .missingSlips: usual(&random, desks: desks, mean: 0.4),
            ])
            if (0..<desks).contains(where: report.standsOut) { alarms += 1 }
        }
        #expect(alarms <= 5, "\(alarms) of 60")
    }

    @Test(
        "one or two desks where someone answers for a third of the citizens stand out among fourteen", arguments: 1...2)
    func stuffing(stuffed: Int) throws {
        var random = SeededGenerator(UInt64(30 + stuffed))
        for _ in 0..<20 {
            var counts = usual(&random, desks: 14, mean: 0.03)
            for desk in 0..<stuffed {
                counts[desk].count = try #require(SatisfiedCount(satisfied: 20, of: 60))
            }
            let report = SignalReport(counts: [.sharedDevice: counts, .prompt: usual(&random, desks: 14, mean: 0.1)])
            for desk in 0..<stuffed { #expect(report.standsOut(desk)) }
            let finding = try #require(report.findings.first { $0.desk == 0 && $0.signal == .sharedDevice })
            let usual = try #require(finding.usual)
            #expect(usual.range.upperBound < 1.0 / 3 && usual.range.contains(usual.middle))
        }
    }

    @Test("a sign that no other desk has stands out, also among few desks with few answers", arguments: [7, 14, 36])
    func unheardOf(desks: Int) throws {
        var counts = try (0..<desks).map { (desk: $0, count: try #require(SatisfiedCount(satisfied: 0, of: 20))) }
        counts.append((desks, try #require(SatisfiedCount(satisfied: 17, of: 31))))
        #expect(SignalReport(counts: [.sharedDevice: counts]).standsOut(desks))
        counts[desks].count = try #require(SatisfiedCount(satisfied: 2, of: 31))
        #expect(!SignalReport(counts: [.sharedDevice: counts]).standsOut(desks))
    }

    @Test("a busy honest desk whose citizens share the office's Wi-Fi is seen, and does not stand out")
    func sharedNetwork() throws {
        var random = SeededGenerator(41)
        var network = usual(&random, desks: 14, mean: 0.02)
        network[3].count = try #require(SatisfiedCount(satisfied: 780, of: 800))
        var devices = usual(&random, desks: 14, mean: 0.03)
        devices[3].count = try #require(SatisfiedCount(satisfied: 28, of: 800))
        let report = SignalReport(counts: [.officeNetwork: network, .sharedDevice: devices])
        let finding = try #require(report.findings.first { $0.desk == 3 && $0.signal == .officeNetwork })
        #expect(finding.strength == .strong)
        #expect(!report.standsOut(3))
    }

    @Test("with fewer than five desks nothing is compared, and four marked answers are never noticeable")
    func tooLittle() throws {
        let few = try (0..<4).map { (desk: $0, count: try #require(SatisfiedCount(satisfied: $0 * 10, of: 40))) }
        #expect(
            SignalReport(counts: [.prompt: few]).findings.allSatisfy { $0.strength == .notComparable && $0.p == nil })
        var many = try (0..<30).map { (desk: $0, count: try #require(SatisfiedCount(satisfied: 0, of: 500))) }
        many[0].count = try #require(SatisfiedCount(satisfied: 4, of: 4))
        let finding = try #require(SignalReport(counts: [.prompt: many]).findings.first)
        #expect(finding.strength == .usual)
    }

    @Test("slips withheld on bad days are found; a printer that fails on days of either kind is not a gap")
    func withheld() throws {
        var random = SeededGenerator(42)
        let withheld = try (0..<60).map { day in
            let isBad = day % 6 == 0
            return try #require(
                IssueGap.IssueDay(
                    isBad: isBad, completed: 12, issued: random.binomial(12, isBad ? 0.2 : 0.8)))
        }
        #expect(try #require(IssueGap(withheld).p) < 1e-4)
        let gap = SignalReport(counts: [:], issueGaps: [(desk: 1, gap: IssueGap(withheld))])
        #expect(gap.standsOut(1))
        var found = 0
        for _ in 0..<200 {
            // Whole days without slips, whatever kind of day it is.
            let failing = try (0..<60).map { day in
                let share = Double.random(in: 0..<1, using: &random) < 0.3 ? 0.0 : 0.9
                return try #require(
                    IssueGap.IssueDay(
                        isBad: day % 6 == 0, completed: 12, issued: random.binomial(12, share)))
            }
            if let p = IssueGap(failing).p, p < 0.05 { found += 1 }
        }
        #expect(found <= 20, "\(found) of 200")
    }

    @Test("nothing can be said of a desk without bad days, or that issues all its slips")
    func noGap() throws {
        let good = try #require(IssueGap.IssueDay(isBad: false, completed: 10, issued: 5))
        #expect(IssueGap([good, good]).p == nil && IssueGap([]).p == nil)
        let all = try #require(IssueGap.IssueDay(isBad: true, completed: 10, issued: 10))
        let allGood = try #require(IssueGap.IssueDay(isBad: false, completed: 10, issued: 10))
        #expect(IssueGap([all, allGood]).p == nil)
        #expect(IssueGap.IssueDay(isBad: true, completed: 3, issued: 4) == nil)
    }

    @Test(
        "forty identical answers at a desk where the usual answer has two thirds are marked, other desks' answers aside"
    )
    func identicalRun() {
        var counter = IdenticalRunCounter<Int>()
        let answer: [String: Set<String>] = ["overall": ["3"], "contacts": ["0"]]
        var marks: [Bool] = []
        for index in 0..<40 {
            marks.append(counter.add(answer, at: 1, usualShare: 0.66))
            let other = counter.add(["overall": [index % 2 == 0 ? "3" : "2"]], at: 2)
            #expect(!other)
        }
        // 0.66^23 < 0.0001 < 0.66^22.
        #expect(marks == [Bool](repeating: false, count: 22) + [Bool](repeating: true, count: 18))
        let next = counter.add(["overall": ["3"]], at: 1)
        #expect(!next)
    }

    @Test(
        "of an honest desk's months next to none have a mark, whatever share answers alike",
        arguments: [
            0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95,
        ])
    func honestMonths(share: Double) {
        var random = SeededGenerator(UInt64(share * 100))
        var counter = IdenticalRunCounter<Int>()
        var (months, strikingMonths) = (0, 0)
        for _ in 0..<200 {
            var marks = 0
            for _ in 0..<240 {
                let isUsual = Double.random(in: 0..<1, using: &random) < share
                let answer = isUsual ? "3" : String(Int.random(in: 1...2, using: &random))
                // What the store knows when it starts leans on the desk's own share of the level.
                let stored = isUsual ? share : (1 - share) / 2
                if counter.add(["overall": [answer]], at: 1, usualShare: stored) { marks += 1 }
            }
            if marks > 0 { months += 1 }
            // Fewer are never called noticeable.
            if marks >= SignalReport<Int>.leastCount { strikingMonths += 1 }
        }
        #expect(months <= 12 && strikingMonths <= 2, "\(months) and \(strikingMonths) of 200 months")
    }

    @Test("a pile of slips worked through at a desk of mixed answers is marked in nearly every month")
    func pileOfSlips() {
        var random = SeededGenerator(44)
        var found = 0
        for _ in 0..<200 {
            var counter = IdenticalRunCounter<Int>()
            var marks = 0
            for index in 0..<100 {
                let isPile = (40..<70).contains(index)
                let answer = isPile ? "3" : ["3", "3", "3", "2", "2", "1"].randomElement(using: &random) ?? "3"
                if counter.add(["overall": [answer]], at: 1, usualShare: answer == "1" ? 0.17 : 0.5) { marks += 1 }
            }
            if marks >= 10 { found += 1 }
        }
        #expect(found >= 190, "\(found) of 200")
    }

    @Test("an honest desk has next to no marks, however alike its answers are", arguments: [0.5, 0.7, 0.9, 0.97])
    func honestRuns(share: Double) {
        var random = SeededGenerator(43)
        var marked = 0
        for _ in 0..<100 {
            // A counter that has just started, and 200 answers.
            var counter = IdenticalRunCounter<Int>()
            for _ in 0..<200 {
                let isUsual = Double.random(in: 0..<1, using: &random) < share
                let answer = isUsual ? "3" : String(Int.random(in: 1...2, using: &random))
                if counter.add(["overall": [answer]], at: 1, usualShare: isUsual ? share : (1 - share) / 2) {
                    marked += 1
                }
            }
        }
        #expect(marked < 100, "\(marked) of 20,000")
    }
}
