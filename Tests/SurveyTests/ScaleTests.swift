import Testing

@testable import Survey

@Suite("Answers on two scales")
struct ScaleTests {
    private func count(_ satisfied: Int, _ n: Int, _ scale: String) throws -> SatisfiedCount {
        try #require(SatisfiedCount(satisfied: satisfied, of: n, scale: scale))
    }

    @Test("a change between two scales is refused, with no number")
    func change() throws {
        let change = ShareChange(from: try count(90, 100, "3,2,1"), to: try count(20, 100, "5,4,3,2,1"), minimum: 5)
        #expect(change.verdict == .otherScale && change.difference == nil && change.interval == nil)
        #expect(change.verdict.words.vi.contains("thang khác"))
    }

    @Test("a rank on one scale has not moved since a rank on another")
    func moves() throws {
        let earlier = UnitRanking([("a", try count(1, 100, "3,2,1")), ("b", try count(99, 100, "3,2,1"))], minimum: 5)
        let later = UnitRanking(
            [("a", try count(99, 100, "5,4,3,2,1")), ("b", try count(1, 100, "5,4,3,2,1"))], minimum: 5)
        #expect(later.moves(since: earlier) == ["a": .otherScale, "b": .otherScale])
    }

    private func pack(_ version: Int, values: [String], words: String) -> Questionnaire {
        Questionnaire(
            code: "p", version: version, levels: ["5", "4", "3", "2", "1"], satisfiedLevels: ["5", "4"],
            questions: [.init(code: "visits", kind: .choice, values: values)],
            texts: [
                .vietnamese: .init(
                    title: words, levels: ["3": words], questions: ["visits": words],
                    values: ["visits": Dictionary(uniqueKeysWithValues: values.map { ($0, words + $0) })])
            ])
    }

    @Test("versions of one scale are merged, the newest words first, in whatever order they come")
    func merging() throws {
        let packs = [pack(1, values: ["a", "b"], words: "cũ"), pack(2, values: ["c", "a"], words: "mới")]
        for packs in [packs, packs.reversed()] {
            let merged = try #require(Questionnaire.merging(packs))
            #expect(merged.question("visits")?.values == ["c", "a", "b"])
            #expect(merged.texts[.vietnamese]?.levels == ["3": "mới"])
            #expect(merged.texts[.vietnamese]?.values["visits"] == ["c": "mớic", "a": "mớia", "b": "cũb"])
        }
        #expect(packs[0].dissatisfiedLevels == ["2", "1"])
    }
}
