import Foundation
import Survey
import Testing

@testable import SurveyStore

@Suite("Comments that are shown")
struct CommentReleaseTests {
    private let month = Month(number: 2026 * 12 + 10)

    /// Registers dossiers and answers them, each with a comment that names its number.
    private func answer(_ numbers: ClosedRange<Int>, at desk: String, of test: TestStore) async throws {
        let lines = (numbers.lowerBound...numbers.upperBound + 20).map { TestStore.dossier($0, desk: desk) }
        try test.load(.dossiers, TestStore.header + lines.joined(separator: "\n"))
        for number in numbers {
            _ = try await test.store.submit(
                TestStore.answer(number % 3 == 0 ? "1" : "3", comment: "ý kiến số \(number)"),
                for: test.token(TestStore.code(number)).id, channel: .ownDevice)
        }
    }

    private func texts(_ row: TableRow, _ store: Store) async throws -> [String]? {
        try await store.comments(in: month).comments(of: row).map { $0.map(\.text).sorted() }
    }

    private func desk(_ code: String, _ store: Store) throws -> TableRow {
        .desk(try #require(try store.catalogue().desks(code: code).first).id)
    }

    private func unit(_ code: String, _ store: Store) throws -> TableRow {
        let unit = try store.catalogue().unit(code: code, on: month.lastDay)
        return .unit(try #require(unit).id)
    }

    @Test("comments come out with a step of their figures, also after a restart, and never one by one")
    func steps() async throws {
        let test = try await TestStore()
        let row = try desk("XH-1", test.store)
        try await answer(1...4, at: "XH-1", of: test)
        #expect(try await texts(row, test.store) == nil)
        try await answer(101...103, at: "XH-1", of: test)
        let seven = [1, 2, 3, 4, 101, 102, 103].map { "ý kiến số \($0)" }.sorted()
        #expect(try await texts(row, test.store) == seven)
        try await answer(201...204, at: "XH-1", of: test)
        #expect(try await texts(row, test.store) == seven)
        try await test.store.close()
        let store = try test.open()
        #expect(try await texts(row, store) == seven)
        try store.load(.dossiers, TestStore.header + TestStore.dossier(301) + "\n" + TestStore.dossier(302))
        for number in 301...302 {
            _ = try await store.submit(
                TestStore.answer("2"), for: test.token(TestStore.code(number)).id, channel: .ownDevice)
        }
        #expect(try await texts(row, store)?.count == 11)
        #expect(try store.verify() == [])
    }

    @Test("a comment comes out with the figures of its own scale, and one on another scale hides no other")
    func scales() async throws {
        let test = try await TestStore()
        let five = Questionnaire(
            code: "five-level", version: 1, levels: ["5", "4", "3", "2", "1"], satisfiedLevels: ["5", "4"],
            questions: [
                .init(code: "overall", kind: .level, values: ["5", "4", "3", "2", "1"], isRequired: true)
            ], texts: [:])
        try await test.store.learn([five])
        let row = try desk("XH-1", test.store)
        try await answer(1...7, at: "XH-1", of: test)
        let seven = (1...7).map { "ý kiến số \($0)" }
        #expect(try await texts(row, test.store) == seven)
        for number in 8...13 {
            let answer = Answer(
                questionnaire: "five-level/1",
                values: [.init(question: "overall", value: number % 2 == 0 ? "5" : "2")], comment: "năm mức \(number)")
            _ = try await test.store.submit(
                answer, for: test.token(TestStore.code(number)).id, channel: .ownDevice)
            let shown = try await texts(row, test.store)
            #expect(number < 12 ? shown == seven : shown?.count == 12, "\(number)")
        }
        let kept = try test.rows("SELECT scale, count(*) FROM comment GROUP BY 1")
        #expect(kept == [["3,2,1", "7"], ["5,4,3,2,1", "6"]])
        #expect(try test.store.verify() == [])
    }

    @Test("what a small desk got is shown with its unit and without its name, when the unit has enough answers")
    func smallDesk() async throws {
        let test = try await TestStore()
        try test.load(.desks, "code,name,unit_code\nXH-2,Quầy 2 Xuân Hưng,14122\nXH-3,Quầy 3 Xuân Hưng,14122\n")
        try await answer(1...3, at: "XH-1", of: test)
        try await answer(101...103, at: "XH-2", of: test)
        try await answer(201...209, at: "XH-3", of: test)
        let month = try await test.store.comments(in: month)
        #expect(month.comments(of: try desk("XH-1", test.store)) == nil)
        let unit = try #require(month.comments(of: try unit("14122", test.store)))
        let third = try #require(try test.store.catalogue().desks(code: "XH-3").first).id
        #expect(unit.count == 15)
        #expect(Set(unit.map(\.deskID)) == [nil, third])
        #expect(unit.allSatisfy { ($0.deskID == third) == $0.text.contains(" 20") })
        #expect(month.comments(of: try self.unit("14089", test.store)) == nil)
        // By their random keys, which tell nothing.
        #expect(unit.map(\.id) == unit.map(\.id).sorted())
    }

    /// The comment that ends with this number.
    private func comment(_ number: Int, of row: TableRow, _ store: Store) async throws -> ShownComment {
        let comments = try await store.comments(in: month).comments(of: row)
        return try #require(comments?.first { $0.text.hasSuffix(" \(number)") })
    }

    @Test("each act of moderation is in the trail, without the text; what is masked is gone from the file")
    func moderation() async throws {
        let test = try await TestStore()
        try await answer(1...9, at: "XH-1", of: test)
        let row = try desk("XH-1", test.store)
        let first = try await comment(1, of: row, test.store)
        let second = try await comment(2, of: row, test.store)
        for act in [CommentModeration.hide, .hide, .show, .hide] {
            try await test.store.moderate(first.id, act, in: row, of: month, by: "hoa")
        }
        #expect(try await comment(1, of: row, test.store).isHidden)
        try await test.store.moderate(second.id, .mask("kiến số"), in: row, of: month, by: "hoa")
        #expect(try await texts(row, test.store)?.contains("ý \(Comment.mark) 2") == true)
        await #expect(throws: SurveyError.self) {
            try await test.store.moderate(second.id, .mask("không có"), in: row, of: month, by: "hoa")
        }
        let other = try desk("XT-1", test.store)
        await #expect(throws: SurveyError.self) {
            try await test.store.moderate(second.id, .hide, in: other, of: month, by: "hoa")
        }
        let trail = try await test.store.auditEntries(limit: 4)
        #expect(trail.map(\.action) == ["comment mask", "comment hide", "comment show", "comment hide"])
        #expect(trail.allSatisfy { $0.actor == "hoa" && $0.subject == "XH-1" && $0.moment % 86_400 == 61_200 })
        #expect(!trail.contains { $0.details.contains("kiến") || $0.details.contains("\(first.id)") })
        try await test.untilTidy()
        for ending in ["", "-wal"] {
            let file = (try? Data(contentsOf: URL(filePath: test.path + ending))) ?? Data()
            #expect(file.range(of: Data("ý kiến số 2".utf8)) == nil)
        }
        #expect(try test.store.verify() == [])
    }
}
