import Foundation
import OwnThread
import Survey
import SurveyExample
import Testing

@Suite("The example's answers", .ownThread)
struct AnswerGeneratorTests {
    private struct Answered {
        let dossier: GeneratedDossier
        let generated: GeneratedAnswer
    }

    private static let today = Day(number: 20_781)

    private static let dossiers = Result { try ExampleFiles.generator().dossiers(today: today) }

    private func make() throws -> (dossiers: [GeneratedDossier], answers: [Answered]) {
        let dossiers = try Self.dossiers.get()
        let generator = AnswerGenerator()
        let answers = dossiers.compactMap { dossier in
            generator.answer(to: dossier, today: Self.today).map { Answered(dossier: dossier, generated: $0) }
        }
        return (dossiers, answers)
    }

    @Test("between 10 and 35 of a hundred dossiers are answered, unevenly by desk, and only with a slip")
    func rates() throws {
        let (dossiers, answers) = try make()
        let completed = Dictionary(grouping: dossiers, by: \.deskCode).mapValues(\.count)
        let answered = Dictionary(grouping: answers, by: \.dossier.deskCode).mapValues(\.count)
        let rates = completed.filter { $0.value > 300 }.map { Double(answered[$0.key] ?? 0) / Double($0.value) }
        #expect(rates.count > 20)
        #expect(rates.allSatisfy { (0.05...0.42).contains($0) })
        #expect((rates.max() ?? 0) - (rates.min() ?? 0) > 0.12)
        let generator = AnswerGenerator()
        #expect(answers.allSatisfy { generator.isIssued($0.dossier) })
        let issued = Double(dossiers.count { generator.isIssued($0) }) / Double(dossiers.count)
        #expect((0.62...0.98).contains(issued))
    }

    @Test("no dossier that was completed today is answered, and no answer comes before its dossier or after yesterday")
    func days() throws {
        let answers = try make().answers
        #expect(
            answers.allSatisfy {
                (0...29).contains($0.generated.dayOffset)
                    && $0.dossier.completedOn + $0.generated.dayOffset < Self.today
            })
    }

    @Test("every answer is one that the survey form takes, as it stands in the questionnaire's files")
    func form() throws {
        var packs: [String: Questionnaire] = [:]
        for name in ["three-level", "five-level"] {
            let texts = try [Language.vietnamese, .english].map { language in
                (language, Data(try ExampleFiles.template("\(name).v1.\(language.rawValue).json").utf8))
            }
            packs["\(name)/1"] = try Questionnaire(
                structure: Data(try ExampleFiles.template("\(name).v1.json").utf8),
                texts: Dictionary(uniqueKeysWithValues: texts))
        }
        for answer in try make().answers.map(\.generated.answer) {
            let pack = try #require(packs[answer.questionnaire])
            let pairs = answer.values.map { ($0.question, $0.value) } + [("comment", answer.comment ?? "")]
            #expect(AnswerForm(pairs, questionnaire: pack).answer == answer)
        }
    }

    @Test("in March and April 2026 the five-level questionnaire is asked, by the schedule, with all five factors")
    func fiveLevels() throws {
        let schedule = try #require(QuestionnaireSchedule(FiveLevelAnswers.schedule))
        let answers = try make().answers
        for answered in answers {
            #expect(answered.generated.answer.questionnaire == schedule.name(on: answered.dossier.completedOn))
        }
        let five = answers.filter { FiveLevelAnswers.days.contains($0.dossier.completedOn) }.map(\.generated.answer)
        #expect(five.count > 200)
        for question in ["overall", "access", "procedure", "officials", "result", "feedback"] {
            let values = five.flatMap { $0[question] }
            #expect(Set(values).isSubset(of: ["1", "2", "3", "4", "5"]) && Set(values).count >= 4)
            #expect(values.count * 4 > five.count)
        }
        let share = Double(five.count { ["4", "5"].contains($0.overall) }) / Double(five.count)
        #expect((0.7...0.95).contains(share))
    }

    @Test("optional questions are often blank, and unhappy citizens give every reason there is")
    func blanks() throws {
        let answers = try make().answers.map(\.generated.answer)
        let blank = answers.count { Set($0.values.map(\.question)).isSubset(of: ["overall", "reason"]) }
        #expect(blank * 5 > answers.count && blank * 2 < answers.count)
        let reasons = Set(answers.flatMap { $0["reason"] })
        #expect(reasons == ["time", "attitude", "guidance", "trips", "papers", "fee", "other"])
    }

    @Test("late dossiers please less, most citizens are satisfied, and desks differ")
    func satisfaction() throws {
        let answers = try make().answers.filter { $0.generated.answer.questionnaire == "three-level/1" }
        func share(_ some: [Answered]) -> Double {
            Double(some.count { $0.generated.answer.overall != "1" }) / Double(max(1, some.count))
        }
        #expect((0.86...0.96).contains(share(answers)))
        #expect(share(answers.filter { $0.dossier.timeliness == .late }) < share(answers) - 0.15)
        let desks = Dictionary(grouping: answers, by: \.dossier.deskCode).values.filter { $0.count > 100 }.map(share)
        #expect((desks.max() ?? 0) - (desks.min() ?? 0) > 0.06)
    }

    @Test("since September 2026 one desk's answers from one phone stand out, and no other desk's")
    func sharedPhone() throws {
        let answers = Dictionary(grouping: try make().answers, by: \.dossier.completedOn.month)
        for month in [Month(number: 2026 * 12 + 8), Month(number: 2026 * 12 + 9)] {
            let desks = Dictionary(grouping: answers[month] ?? [], by: \.dossier.deskCode).sorted { $0.key < $1.key }
            let counts = desks.compactMap { desk, answers in
                let known = answers.count { $0.generated.device > 0 }
                return SatisfiedCount(satisfied: answers.count { $0.generated.device == 3 }, of: known)
                    .map { (desk: desk, count: $0) }
            }
            let report = SignalReport(counts: [.sharedDevice: counts])
            #expect(desks.count > 5)
            #expect(desks.map(\.key).filter(report.standsOut) == ["TT-14089-3"], "\(month)")
            // Enough of both kinds for the page to show the satisfaction with and without the doubtful ones.
            let phone = try #require(counts.first { $0.desk == "TT-14089-3" }?.count)
            let all = desks.first { $0.key == "TT-14089-3" }?.value.count ?? 0
            #expect(SmallCellRule().mayShow(part: all - phone.satisfied, beside: all))
        }
    }

    @Test("comments are varied, tell nobody's number, and every channel is used")
    func comments() throws {
        let answers = try make().answers.map(\.generated)
        let comments = Set(answers.compactMap(\.answer.comment))
        #expect(comments.count >= 40)
        #expect(!comments.contains { $0.contains(where: \.isNumber) })
        #expect(Set(answers.map(\.channel)) == Set(Channel.allCases))
        #expect(answers.count { $0.channel == .ownDevice } * 2 > answers.count)
    }

    @Test("an answer hangs on its dossier and the seed alone")
    func stable() throws {
        let dossiers = try ExampleFiles.generator().reportedDossiers()
        let answers = dossiers.map { AnswerGenerator().answer(to: $0, today: Self.today) }
        let again = dossiers.reversed().map { AnswerGenerator().answer(to: $0, today: Self.today + 100) }
        #expect(Array(again.reversed()) == answers)
        #expect(dossiers.map { AnswerGenerator(seed: 1).answer(to: $0, today: Self.today) } != answers)
    }
}
