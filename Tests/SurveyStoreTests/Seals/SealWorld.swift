import Foundation
import Survey

@testable import SurveyStore

/// An office with a row in every sealed table: what half a year of work leaves in a database.
struct SealWorld {
    let test: TestStore
    let month = Month(number: 2026 * 12 + 9)

    static let password = "mật khẩu dài"

    init() async throws {
        test = try await TestStore("2026-10-20")
        let store = test.store
        try test.load(.situation, SealWorld.situation)
        try await people(store)
        try await test.rate(
            desk: "XH-1", on: "2026-10-15", from: 0,
            answers: Array(repeating: ("1", ["time"]), count: 6) + Array(repeating: ("3", []), count: 10), of: 40)
        try await comment(30...35)
        _ = try await store.comments(in: month)
        test.clock.advance(days: 43)
        try await store.closeDay()
        try await store.openFollowUps(WorkingCalendar())
        try await plan(store)
        _ = try await store.releasedFigures()
    }

    func comment(_ numbers: ClosedRange<Int>) async throws {
        for number in numbers {
            _ = try await test.store.submit(
                TestStore.answer("2", comment: "Góp ý số \(number)"), for: test.token(TestStore.code(number)).id,
                channel: .ownDevice)
        }
    }

    private func people(_ store: Store) async throws {
        try await store.set("small_cell", to: "5", by: "an")
        try await store.addAccount(
            "lan", role: .officer, password: SealWorld.password, units: ["14122"], desks: ["XH-1"], by: "an")
        _ = try await store.addAPIKey(
            "mot-cua", scopes: [.register], area: DeskScope(units: ["14122"], desks: []), by: "an")
        if let account = try await store.account(named: "lan") { _ = try await store.startSession(account) }
    }

    private func plan(_ store: Store) async throws {
        if let item = try await store.followUps().first {
            try await store.moveFollowUp(item.id, from: .open, to: .inHand, note: "Đã hỏi quầy", by: "hoa")
        }
        guard let unit = try store.catalogue().unit(code: "14122", on: store.today), let quarter = Period("2026-Q3")
        else { throw SurveyError(.notFound, vi: "", en: "no such unit") }
        try await store.setTarget(.satisfaction, of: unit.id, permille: 900, by: "hoa")
        let draft = try PlanTask.Draft(
            criterion: .satisfaction, unitID: unit.id, what: "Niêm yết lại biểu phí", ownerRole: "Trưởng bộ phận",
            dueOn: store.today + 30, today: store.today)
        let task = try await store.assign(draft, by: "hoa")
        try await store.moveTask(task, to: .done, note: "Đã niêm yết", by: "hoa")
        try await store.enter(
            [AgencyPoints(index: .publicity, kind: .own, points: 1, note: "niêm yết")], unit: unit.id,
            period: quarter, by: "hoa")
    }

    private static let situation = """
        unit_code,month,received_direct,received_online,received_post,carried_over,pending_in_time,pending_late,awaiting_supplement,ineligible
        14122,2026-10,2,30,1,7,6,1,3,4

        """

    /// What `verify` finds in a copy of the file that a hand has changed with another program.
    func findings(after sql: String) async throws -> [Localized] {
        let copy = test.folder.appending(path: "\(UUID().uuidString).sqlite").path
        try test.store.backUp(to: copy)
        try SQLiteFile(copy).execute("PRAGMA foreign_keys = OFF", sql)
        let (clock, keyRing) = (test.clock, test.keyRing)
        let store = try Store(
            path: copy, keyRing: keyRing, mayCreate: false, now: { clock.now }, logger: test.store.logger)
        let found = try store.verify()
        try await store.close()
        return found
    }
}
