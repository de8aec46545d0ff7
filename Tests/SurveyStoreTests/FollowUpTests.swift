import Survey
import SurveyStore
import Testing

@Suite("Follow-up")
struct FollowUpTests {
    /// October 2026 at two desks: at XH-1 six citizens give *time* and four *fee*; at XT-1 four give *time*.
    private func october() async throws -> TestStore {
        let test = try await TestStore("2026-10-20")
        try await test.rate(
            desk: "XH-1", on: "2026-10-15", from: 0,
            answers: Array(repeating: ("1", ["time"]), count: 6) + Array(repeating: ("1", ["fee"]), count: 4)
                + Array(repeating: ("2", []), count: 10), of: 40)
        try await test.rate(
            desk: "XT-1", on: "2026-10-16", from: 100,
            answers: Array(repeating: ("1", ["time"]), count: 4) + Array(repeating: ("3", []), count: 9), of: 30)
        return test
    }

    private let calendar = WorkingCalendar()

    @Test("a month opens items only once it is closed, for reasons that enough citizens gave, due in 15 working days")
    func opening() async throws {
        let test = try await october()
        // The last dossier of October expires on 30 November.
        test.clock.advance(days: 40)
        try await test.store.closeDay()
        #expect(try await test.store.openFollowUps(calendar) == 0)
        test.clock.advance(days: 3)
        try await test.store.closeDay()
        #expect(try await test.store.openFollowUps(calendar) == 1)
        let item = try #require(try await test.store.followUps().first)
        #expect(test.store.today.description == "2026-12-02")
        #expect(item.finding.month.description == "2026-10" && item.finding.reason == "time" && item.finding.count == 6)
        #expect(try test.store.catalogue().desks[item.finding.deskID]?.code == "XH-1")
        // Fifteen working days after Wednesday, 2 December.
        #expect(item.dueOn.description == "2026-12-23" && item.state == .open)
        #expect(item.steps.map(\.actor) == [FollowUpRule.actor])
        let entry = try await test.store.auditEntries(limit: 1)[0]
        #expect(entry.action == "plan" && entry.subject == "follow-up" && entry.details.contains("\"opened\":\"1\""))
    }

    @Test("opening again, by another process too, changes nothing; weeks without the service are caught up")
    func catchingUp() async throws {
        let test = try await october()
        test.clock.advance(days: 35)
        try await test.rate(
            desk: "XT-1", on: "2026-11-20", from: 200,
            answers: Array(repeating: ("1", ["fee"]), count: 7) + Array(repeating: ("3", []), count: 6), of: 30)
        // Nobody was there when October and November closed.
        test.clock.advance(days: 90)
        let other = try test.open()
        try await other.closeDay()
        async let first = test.store.openFollowUps(calendar)
        async let second = other.openFollowUps(calendar)
        #expect(try await first + second == 2)
        #expect(try await other.openFollowUps(calendar) == 0)
        try await other.close()
        let items = try await test.store.followUps()
        #expect(items.map { "\($0.finding.month) \($0.finding.reason)" } == ["2026-11 fee", "2026-10 time"])
        #expect(items.allSatisfy { $0.openedOn == test.store.today })
    }

    @Test("a service that never opened items leaves months alone that closed long ago")
    func history() async throws {
        let test = try await october()
        for (index, month) in ["2026-11", "2026-12", "2027-01"].enumerated() {
            test.clock.advance(days: 31)
            try await test.rate(
                desk: "XT-1", on: "\(month)-20", from: 300 + 10 * index, answers: [("3", [])], of: 3)
        }
        test.clock.advance(days: 60)
        try await test.store.closeDay()
        #expect(try await test.store.openFollowUps(calendar) == 0)
        #expect(try test.rows("SELECT count(*) FROM follow_up_month") == [["3"]])
    }

    @Test("an item goes step by step, with who, when and what in the trail; a note that names somebody is masked")
    func steps() async throws {
        let test = try await october()
        test.clock.advance(days: 43)
        try await test.store.closeDay()
        try await test.store.openFollowUps(calendar)
        let store = test.store
        let id = try #require(try await store.followUps().first).id
        func move(_ from: FollowUpState, _ to: FollowUpState, _ note: String = "") async throws {
            try await store.moveFollowUp(id, from: from, to: to, note: note, by: "hoa")
        }
        try await move(.open, .inHand)
        await #expect(throws: SurveyError.self) { try await move(.inHand, .closed, "xong") }
        await #expect(throws: SurveyError.self) { try await move(.inHand, .answered) }
        // Whoever saw it open is told that it has moved.
        await #expect(throws: SurveyError.self) { try await move(.open, .inHand) }
        try await move(.inHand, .answered, "Đã niêm yết lại biểu phí; hỏi 0912 345 678")
        try await move(.answered, .inHand, "Chưa nói rõ thời hạn")
        try await move(.inHand, .answered, "Thêm lịch trả kết quả")
        try await move(.answered, .closed, "Đồng ý")
        let item = try #require(try await store.followUp(id))
        #expect(item.state == .closed)
        #expect(item.steps.map(\.state) == [.open, .inHand, .answered, .inHand, .answered, .closed])
        #expect(item.steps[2].note == "Đã niêm yết lại biểu phí; hỏi \(Comment.mark)")
        #expect(item.steps[5].actor == "hoa" && item.steps[5].moment == Int(store.now()))
        let entries = try await store.auditEntries(limit: 5)
        #expect(entries.allSatisfy { $0.actor == "hoa" && $0.subject == "follow-up XH-1" })
        #expect(entries[3].details.contains("\"state\":\"answered\"") && !entries[3].details.contains("0912"))
        #expect(try store.verify() == [])
    }

    @Test("a due day is moved with a reason, by whoever saw the day as it is, and never into the past")
    func due() async throws {
        let test = try await october()
        test.clock.advance(days: 43)
        try await test.store.closeDay()
        try await test.store.openFollowUps(calendar)
        let store = test.store
        let item = try #require(try await store.followUps().first)
        func move(_ day: Day, from former: Day, _ note: String = "chờ kiểm tra") async throws {
            try await store.moveFollowUpDue(item.id, from: former, to: day, note: note, by: "hoa")
        }
        let later = item.dueOn + 7
        await #expect(throws: SurveyError.self) { try await move(later, from: item.dueOn, " ") }
        await #expect(throws: SurveyError.self) { try await move(store.today - 1, from: item.dueOn) }
        await #expect(throws: SurveyError.self) { try await move(store.today + 91, from: item.dueOn) }
        await #expect(throws: SurveyError.self) { try await move(item.dueOn, from: item.dueOn) }
        try await move(later, from: item.dueOn, "chờ kiểm tra, hỏi 0912 345 678")
        // Whoever still sees the old day is told.
        await #expect(throws: SurveyError.self) { try await move(later + 1, from: item.dueOn) }
        let moved = try #require(try await store.followUp(item.id))
        #expect(moved.dueOn == later && moved.state == .open)
        #expect(moved.steps.map(\.dueOn) == [nil, later])
        #expect(moved.steps.last?.note == "chờ kiểm tra, hỏi \(Comment.mark)")
        let entry = try #require(try await store.auditEntries(limit: 1).first)
        #expect(entry.details.contains("\"due\":\"\(later)\"") && !entry.details.contains("0912"))
        try await store.moveFollowUp(item.id, from: .open, to: .inHand, note: "", by: "hoa")
        try await store.moveFollowUp(item.id, from: .inHand, to: .answered, note: "xong", by: "hoa")
        await #expect(throws: SurveyError.self) { try await move(later + 1, from: later) }
        #expect(try store.verify() == [])
    }

    @Test("an item tells what the desk's own page tells, and nothing while the desk's figures are hidden")
    func published() async throws {
        let test = try await TestStore("2026-10-20")
        // Every dossier was answered, and all of them dissatisfied: the figures of such a desk are hidden.
        try await test.rate(
            desk: "XH-1", on: "2026-10-15", from: 0, answers: Array(repeating: ("1", ["time"]), count: 8), of: 8)
        test.clock.advance(days: 43)
        try await test.store.closeDay()
        #expect(try await test.store.openFollowUps(calendar) == 0)
        #expect(try test.rows("SELECT count(*) FROM follow_up_month") == [["1"]])
    }
}

extension TestStore {
    /// Registers dossiers of a desk and answers the first of them: overall, and reasons.
    func rate(
        desk: String, on day: String, from first: Int, answers: [(overall: String, reasons: [String])], of count: Int
    ) async throws {
        let numbers = first..<first + count
        try load(
            .dossiers,
            TestStore.header + numbers.map { TestStore.dossier($0, on: day, desk: desk) }.joined(separator: "\n"))
        for (number, answer) in zip(numbers, answers) {
            _ = try await store.submit(
                TestStore.answer(answer.overall, answer.reasons.map { ("reason", $0) }),
                for: token(TestStore.code(number)).id, channel: .ownDevice)
        }
    }
}
