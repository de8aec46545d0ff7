import Foundation
import Survey
import Testing

@Suite struct AnswerFormTests {
    let pack = Questionnaire(
        code: "three-level", version: 1, levels: ["3", "2", "1"], satisfiedLevels: ["3", "2"],
        questions: [
            .init(code: "overall", kind: .level, values: ["3", "2", "1"], isRequired: true),
            .init(code: "reason", kind: .several, values: ["time", "fee", "other"], onlyAfterOverall: ["1"]),
            .init(code: "comment", kind: .comment, values: []),
            .init(code: "contacts", kind: .choice, values: ["0", "1", "2"]),
            .init(code: "conduct", kind: .level, values: ["3", "2", "1"]),
        ],
        texts: [:])

    func form(_ pairs: [(String, String)]) -> AnswerForm { AnswerForm(pairs, questionnaire: pack) }

    @Test("one tap is an answer, and every blank stays blank")
    func oneTap() throws {
        let answer = try #require(form([("overall", "2"), ("conduct", ""), ("comment", "  \r\n ")]).answer)
        #expect(answer.questionnaire == "three-level/1")
        #expect(answer.values == [Answer.Value(question: "overall", value: "2")])
        #expect(answer.comment == nil)
    }

    @Test("values stand in the questionnaire's order, whatever order the form has")
    func canonicalOrder() throws {
        let answer = try #require(
            form([("conduct", "1"), ("reason", "other"), ("reason", "time"), ("overall", "1")]).answer)
        #expect(
            answer.values.map { "\($0.question)=\($0.value)" } == [
                "overall=1", "reason=time", "reason=other", "conduct=1",
            ])
        #expect(answer.overall == "1")
        #expect(answer["reason"] == ["time", "other"])
    }

    @Test("reasons are kept only for a dissatisfied answer")
    func reasonsAfterChangeOfMind() throws {
        let answer = try #require(form([("overall", "3"), ("reason", "fee")]).answer)
        #expect(answer["reason"].isEmpty)
    }

    @Test("a missing overall answer is a problem of that field, and what was ticked is kept for showing again")
    func missingOverall() {
        let form = form([("contacts", "1"), ("comment", "chờ lâu")])
        #expect(form.answer == nil)
        #expect(form.problems.map(\.question) == ["overall"])
        #expect(form.ticked["contacts"] == ["1"])
        #expect(form.comment == "chờ lâu")
    }

    @Test(
        "values that the questionnaire does not have, and two values for one question, are refused",
        arguments: [("overall", "4"), ("overall", "3"), ("contacts", "9"), ("reason", "bribe"), ("conduct", "03")])
    func unknownValues(name: String, value: String) {
        let form = form([("overall", "1"), (name, value)])
        #expect(form.answer == nil)
        #expect(form.problems.map(\.question) == [name])
    }

    @Test("fields that the questionnaire does not have are ignored")
    func unknownFields() throws {
        let answer = try #require(form([("overall", "3"), ("utm_source", "zalo"), ("dossier", "H40")]).answer)
        #expect(answer.values.count == 1)
    }

    @Test("a comment of 500 characters is kept, one of 501 is refused; Vietnamese letters count once in NFC and NFD")
    func commentLength() throws {
        let nfd = String(repeating: "ệ", count: 500).decomposedStringWithCanonicalMapping
        let answer = try #require(form([("overall", "3"), ("comment", nfd)]).answer)
        #expect(answer.comment?.unicodeScalars.count == 500)
        #expect(form([("overall", "3"), ("comment", nfd + "a")]).problems.map(\.question) == ["comment"])
    }

    @Test("what could name somebody is masked before anything is stored")
    func maskedComment() throws {
        let answer = try #require(form([("overall", "1"), ("comment", "Gọi tôi 0912 345 678 nhé")]).answer)
        #expect(answer.comment == "Gọi tôi \(Comment.mark) nhé")
        #expect(form([("overall", "1"), ("comment", "Gọi tôi 0912 345 678 nhé")]).comment.contains("0912"))
    }

    @Test("line ends become one kind, and control characters go")
    func tidiedComment() {
        #expect(
            form([("overall", "3"), ("comment", "một\r\nhai\rba\u{0}\u{1b}[0m ")]).answer?.comment == "một\nhai\nba[0m")
    }
}
