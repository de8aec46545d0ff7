import Survey
import Testing

@testable import SurveyStore

@Suite("Figures entered by hand")
struct HandEntryTests {
    private func unit(_ test: TestStore, _ code: String = "14122") throws -> AdministrativeUnit {
        try #require(test.store.catalogue().unit(code: code, on: test.store.today))
    }

    @Test("a correction is a new entry: the newest holds, the old ones stay, and the trail has both")
    func correction() async throws {
        let test = try await TestStore()
        let unit = try unit(test)
        let quarter = try #require(Period("2026-Q3"))
        func enter(_ points: Double, _ note: String, by actor: String) async throws {
            try await test.store.enter(
                [AgencyPoints(index: .publicity, kind: .own, points: points, note: note)], unit: unit.id,
                period: quarter, by: actor)
        }
        try await enter(1, "niêm yết", by: "hoa")
        test.clock.advance(days: 1)
        try await enter(2, "thêm bản điện tử", by: "lan")
        let entries = try await test.store.agencyEntries(quarter)
        #expect(entries.map(\.entry.points) == [1, 2])
        #expect(entries.map(\.entry.by) == ["hoa", "lan"])
        #expect(entries.map(\.entry.on) == [test.store.today - 1, test.store.today])
        let figures = AgencyFigures(
            time: .init(two: 1), contacts: .init(two: 1), agencies: .init(two: 1), online: 1, received: 1)
        let score = AgencyScore(figures: figures, entries: entries)
        #expect(score.rows[5].points == 2 && score.missing == [.agencyTime, .oneStop, .conduct, .complaints])
        let trail = try await test.store.auditEntries(limit: 2)
        #expect(trail.allSatisfy { $0.action == "figure" && $0.subject == "14122" })
        #expect(trail[0].details.contains("\"before\":\"1.0\"") && trail[0].details.contains("\"points\":\"2.0\""))
        #expect(try await test.store.agencyEntries(.year(2026)).isEmpty)
        #expect(try test.store.verify().isEmpty)
    }

    @Test(
        "points beyond 0 … 2, of a computed index, for all time or for the future are refused, and nothing is kept",
        arguments: [
            (AgencyIndex.publicity, 2.1, "2026-Q3"), (.publicity, -0.1, "2026-Q3"), (.publicity, .nan, "2026-Q3"),
            (.totalTime, 2, "2026-Q3"), (.publicity, 1, "all"), (.publicity, 1, "2027"),
        ])
    func refused(index: AgencyIndex, points: Double, period: String) async throws {
        let test = try await TestStore()
        let period = try #require(Period(period))
        let good = AgencyPoints(index: .conduct, kind: .own, points: 2, note: "")
        let bad = AgencyPoints(index: index, kind: .own, points: points, note: "")
        let id = try unit(test).id
        await #expect(throws: SurveyError.self) {
            try await test.store.enter([good, bad], unit: id, period: period, by: "hoa")
        }
        #expect(try test.rows("SELECT count(*) FROM agency_entry") == [["0"]])
    }

    private let typed = [
        "unit_code": "14122", "month": "2026-10", "received_direct": "2", "received_online": "30",
        "received_post": "1", "carried_over": "7", "pending_in_time": "6", "pending_late": "1",
        "awaiting_supplement": "3", "ineligible": "4",
    ]
    private let file = """
        unit_code,month,received_direct,received_online,received_post,carried_over,pending_in_time,pending_late,awaiting_supplement,ineligible
        14122,2026-10,2,30,1,7,6,1,3,4

        """

    @Test("a situation typed by hand and one imported are the same, whichever comes first")
    func situation() async throws {
        let act = try AuditAct(.figure, subject: "14122", details: ["month": "2026-10"])
        let test = try await TestStore()
        #expect(try await test.store.enter([TypedRows(.situation, [typed])], act: act, by: "hoa").created == 1)
        let byHand = try await test.store.situations()
        #expect(try test.load(.situation, file).unchanged == 1)
        #expect(try test.load(.situation, file.replacing(",2,30,", with: ",3,30,")).updated == 1)
        #expect(try await test.store.enter([TypedRows(.situation, [typed])], act: act, by: "hoa").updated == 1)
        #expect(try await test.store.situations() == byHand)
        let entries = try test.rows("SELECT count(*) FROM audit WHERE action = 'figure'")
        #expect(try await test.store.enter([TypedRows(.situation, [typed])], act: act, by: "hoa").unchanged == 1)
        #expect(try test.rows("SELECT count(*) FROM audit WHERE action = 'figure'") == entries)
    }

    @Test("a typed row is refused for what the import refuses, by field")
    func refusedRow() async throws {
        let test = try await TestStore()
        let row = typed.merging(["month": "2027-01", "pending_late": "-1"]) { $1 }
        let act = try AuditAct(.figure, subject: "14122")
        let problems = try await #require(throws: InputProblems.self) {
            try await test.store.enter([TypedRows(.situation, [row])], act: act, by: "hoa")
        }
        #expect(problems.first.map(\.field) == ["month", "pending_late"])
        #expect(try await test.store.situations().isEmpty)
    }
}
