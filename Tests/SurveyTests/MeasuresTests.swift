import Survey
import Testing

@Suite("The four measures")
struct MeasuresTests {
    private let day = Day(number: 20_000)

    private func figures(
        time: AgencyFigures.Split = .init(two: 1), contacts: AgencyFigures.Split = .init(two: 1),
        agencies: AgencyFigures.Split = .init(two: 1), online: Int = 1, received: Int = 1
    ) -> AgencyFigures {
        AgencyFigures(time: time, contacts: contacts, agencies: agencies, online: online, received: received)
    }

    private func entries(_ points: Double) throws -> [AgencyIndex: AgencyScore.Entry] {
        let entry = try #require(AgencyScore.Entry(points: points, by: "lan", on: day))
        return Dictionary(uniqueKeysWithValues: AgencyIndex.allCases.filter { !$0.isComputed }.map { ($0, entry) })
    }

    @Test("survey satisfaction goes with its interval, response rate and coverage")
    func satisfaction() throws {
        let count = try #require(SatisfiedCount(satisfied: 90, of: 97))
        let measure = SurveySatisfaction(count: count, completed: 812, issued: 400)
        #expect(measure.interval == WilsonInterval(satisfied: 90, of: 97))
        #expect(measure.responseRate == 97.0 / 812 && measure.coverage == 400.0 / 812)
        let none = SurveySatisfaction(
            count: try #require(SatisfiedCount(satisfied: 0, of: 0)), completed: 0, issued: 0)
        #expect(none.interval == nil && none.responseRate == nil && none.coverage == nil)
    }

    @Test("indicator 5.4 takes overdue and disliked dossiers off, and stops at six points")
    func resolution() throws {
        let communes = try #require(ResolutionIndicator(resolved: 8202, overdue: 2, disliked: 0))
        #expect(communes.rate == 8200.0 / 8202 && communes.points == 6)
        let half = try #require(ResolutionIndicator(resolved: 100, overdue: 30, disliked: 25))
        #expect(half.rate == 0.45 && abs(half.points - 3) < 1e-12)
        let edge = try #require(ResolutionIndicator(resolved: 100, overdue: 10, disliked: 0))
        #expect(edge.points == 6)
        let below = try #require(ResolutionIndicator(resolved: 100, overdue: 10, disliked: 1))
        #expect(below.points < 6 && below.points > 5.9)
    }

    @Test("indicator 5.4 has no points when nothing was resolved, and never fewer than none")
    func resolutionLimits() throws {
        let none = try #require(ResolutionIndicator(resolved: 0, overdue: 0, disliked: 0))
        #expect(none.rate == nil && none.points == 0)
        let worst = try #require(ResolutionIndicator(resolved: 10, overdue: 10, disliked: 8))
        #expect(worst.rate == -0.8 && worst.points == 0)
        #expect(ResolutionIndicator(resolved: 10, overdue: 11, disliked: 0) == nil)
        #expect(ResolutionIndicator(resolved: 10, overdue: 0, disliked: -1) == nil)
    }

    @Test(
        "each band starts exactly on its boundary",
        arguments: [
            (18.0, AgencyScore.Band.excellent), (15.01, .excellent), (15, .excellent), (14.99, .good), (12.01, .good),
            (12, .good), (11.99, .fair), (9.01, .fair), (9, .fair), (8.99, .average), (6.01, .average), (6, .average),
            (5.99, .weak), (0, .weak),
        ])
    func bands(total: Double, band: AgencyScore.Band) {
        #expect(AgencyScore.Band(total: total) == band)
    }

    @Test("a total that is whole but for the last bits of its means is still on its boundary")
    func roundingNoise() throws {
        // 1.4 + 1.2 + 1.4 + 2 computed and 5 × 1.8 entered make 15, but not in binary fractions.
        let score = AgencyScore(
            figures: figures(
                time: .init(two: 4, one: 6), contacts: .init(two: 2, one: 8), agencies: .init(two: 4, one: 6)),
            entered: try entries(1.8))
        let total = try #require(score.total)
        #expect(abs(total - 15) < 1e-9)
        #expect(score.band == .excellent)
        #expect(AgencyScore.Band(total: 15.0.nextDown) == .excellent)
        #expect(AgencyScore.Band(total: 14.9999) == .good)
    }

    @Test("four indices are computed as means over dossiers or answers")
    func computed() throws {
        let figures = figures(
            time: .init(two: 7056, one: 1144, zero: 2), contacts: .init(two: 3, one: 1, zero: 1),
            agencies: .init(one: 4), online: 8209, received: 8210)
        let rows = AgencyScore(figures: figures).rows
        #expect(rows.map(\.index.rawValue) == Array(1...9))
        #expect(rows[0].points == Double(2 * 7056 + 1144) / 8202 && rows[0].basis == .computed(n: 8202))
        #expect(rows[2].points == 1.4 && rows[2].basis == .computed(n: 5))
        #expect(rows[3].points == 1)
        #expect(rows[8].points == 2)
    }

    @Test(
        "online service has two points from 30 % and one from 15 %",
        arguments: [(30, 100, 2.0), (29, 100, 1), (15, 100, 1), (14, 100, 0), (3, 10, 2), (0, 7, 0)])
    func online(online: Int, received: Int, points: Double) {
        #expect(figures(online: online, received: received).points(.online)?.points == points)
    }

    @Test("a score with a missing index has no total, and names what is missing")
    func missing() throws {
        var entered = try entries(2)
        entered[.publicity] = nil
        let score = AgencyScore(figures: figures(contacts: .init()), entered: entered)
        #expect(score.total == nil && score.band == nil)
        #expect(score.missing == [.contacts, .publicity])
    }

    @Test("an entry says who and when, cannot exceed two points, and does not displace what is computed")
    func entries() throws {
        #expect(AgencyScore.Entry(points: 2.1, by: "lan", on: day) == nil)
        #expect(AgencyScore.Entry(points: -0.1, by: "lan", on: day) == nil)
        #expect(AgencyScore.Entry(points: .nan, by: "lan", on: day) == nil)
        var entered = try entries(1)
        entered[.totalTime] = AgencyScore.Entry(points: 2, by: "lan", on: day)
        let score = AgencyScore(figures: figures(time: .init(zero: 10)), entered: entered)
        #expect(score.rows[0].points == 0 && score.rows[0].basis == .computed(n: 10))
        guard case .entered(let entry) = score.rows[1].basis else { throw Missing() }
        #expect(entry.by == "lan" && entry.on == day)
    }

    @Test("the office above may verify other points; both totals stand")
    func verified() throws {
        let lower = try #require(AgencyScore.Entry(points: 0, by: "huyện", on: day))
        let score = AgencyScore(figures: figures(), entered: try entries(1.6), verified: [.totalTime: lower])
        #expect(score.total == 16 && score.band == .excellent)
        #expect(score.verifiedTotal == 14 && score.verifiedBand == .good)
    }

    @Test("the index by factor is the share of the two top levels, blank answers left out")
    func factors() throws {
        let questions = ["access", "result"].map {
            Questionnaire.Question(code: $0, kind: .level, values: ["5", "4", "3", "2", "1"], factor: $0)
        }
        let five = Questionnaire(
            code: "five-level", version: 1, levels: ["5", "4", "3", "2", "1"], satisfiedLevels: ["5", "4"],
            questions: questions, texts: [:])
        let index = try FactorIndex(five, counts: ["access": ["5": 10, "4": 20, "3": 5, "1": 5], "overall": ["1": 9]])
        #expect(index.factors.map(\.code) == ["access", "result"])
        #expect(index.factors[0].count == SatisfiedCount(satisfied: 30, of: 40))
        #expect(index.factors[0].interval?.share == 0.75)
        #expect(index.factors[1].interval == nil)
        let three = Questionnaire(
            code: "three-level", version: 1, levels: ["3", "2", "1"], satisfiedLevels: ["3", "2"],
            questions: questions, texts: [:])
        #expect(throws: SurveyError.self) { try FactorIndex(three, counts: [:]) }
    }

    @Test("a measure whose legal text was not seen says so in both languages, and the four have different names")
    func rules() {
        let rules = [SurveySatisfaction.rule, ResolutionIndicator.rule, AgencyScore.rule, FactorIndex.rule]
        #expect(Set(rules.map(\.name)).count == 4)
        #expect(rules.map(\.isLegalTextSeen) == [true, false, false, false])
        for rule in rules {
            #expect((rule.caveat == nil) == rule.isLegalTextSeen)
            for text in [rule.name, rule.rule, rule.source] { #expect(!text.vi.isEmpty && !text.en.isEmpty) }
        }
        // A local score is never called SIPAS.
        #expect(!FactorIndex.rule.name.vi.contains("SIPAS") && !FactorIndex.rule.name.en.contains("SIPAS"))
    }

    private struct Missing: Error {}
}
