import Survey
import SurveyExample
import Testing

@Suite("The example's answers")
struct AnswerGeneratorTests {
    private struct Answered {
        let dossier: GeneratedDossier
        let answer: GeneratedAnswer
    }

    private static let today = Day(number: 20_781)

    private static let dossiers = Result { try ExampleFiles.generator().dossiers(today: today) }

    private func make() throws -> (dossiers: [GeneratedDossier], answers: [Answered]) {
        let dossiers = try Self.dossiers.get()
        let generator = AnswerGenerator()
        let answers = dossiers.compactMap { dossier in
            generator.answer(to: dossier, today: Self.today).map { Answered(dossier: dossier, answer: $0) }
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
                (0...29).contains($0.answer.dayOffset) && $0.dossier.completedOn + $0.answer.dayOffset < Self.today
            })
    }

    @Test("every value is one of the questionnaire's, reasons follow only a 1, and optional questions are often blank")
    func values() throws {
        let answers = try make().answers
        let values: [String: Set<String>] = [
            "contacts": ["0", "1", "2"], "agencies": ["0", "1", "2"], "conduct": ["1", "2", "3"],
            "guidance": ["1", "2", "3"], "timeliness": ["1", "2", "3"],
        ]
        let reasons: Set = ["time", "attitude", "guidance", "trips", "papers", "fee", "other"]
        for answer in answers.map(\.answer) {
            #expect(["3", "2", "1"].contains(answer.overall))
            #expect(answer.values.allSatisfy { values[$0.question]?.contains($0.value) == true })
            #expect(Set(answer.values.map(\.question)).count == answer.values.count)
            #expect(answer.reasons.isEmpty || answer.overall == "1")
            #expect(reasons.isSuperset(of: answer.reasons) && Set(answer.reasons).count == answer.reasons.count)
        }
        let blank = answers.count { $0.answer.values.isEmpty }
        #expect(blank * 5 > answers.count && blank * 2 < answers.count)
        #expect(Set(answers.flatMap(\.answer.reasons)) == reasons)
    }

    @Test("late dossiers please less, most citizens are satisfied, and desks differ")
    func satisfaction() throws {
        let answers = try make().answers
        func share(_ some: [Answered]) -> Double {
            Double(some.count { $0.answer.overall != "1" }) / Double(max(1, some.count))
        }
        #expect((0.86...0.96).contains(share(answers)))
        #expect(share(answers.filter { $0.dossier.timeliness == .late }) < share(answers) - 0.15)
        let desks = Dictionary(grouping: answers, by: \.dossier.deskCode).values.filter { $0.count > 100 }.map(share)
        #expect((desks.max() ?? 0) - (desks.min() ?? 0) > 0.06)
    }

    @Test("comments are varied, tell nobody's number, and every channel is used")
    func comments() throws {
        let answers = try make().answers.map(\.answer)
        let comments = Set(answers.compactMap(\.comment))
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
