import Survey
import SurveyStore

/// What the example's managers did, on days of the past: targets, a task, and steps of follow-up. All of it says that it is
/// an example.
struct DemoPlan {
    let store: Store
    let actor: String

    private static let setOn = Month(number: 2026 * 12).firstDay + 7
    private static let assignedOn = Month(number: 2026 * 12 + 2).firstDay + 9
    private static let doneOn = Month(number: 2026 * 12 + 3).firstDay + 20
    private static let days = [setOn, assignedOn, doneOn]

    /// The days on which something was done.
    static func days(until today: Day) -> [Day] { days.filter { $0 < today } }

    /// Does what was done on a day; the store's clock stands on it.
    func pass(_ day: Day) async throws {
        switch day {
        case DemoPlan.setOn:
            guard let province = try unit("37") else { return }
            try await store.setTarget(.satisfaction, of: province.id, permille: 900, by: actor)
            try await store.setTarget(.timeliness, of: province.id, permille: 950, by: actor)
            try await store.setTarget(.coverage, of: province.id, permille: 700, by: actor)
        case DemoPlan.assignedOn:
            guard let commune = try unit("14089") else { return }
            let draft = try PlanTask.Draft(
                criterion: .satisfaction, unitID: commune.id,
                what: "Ví dụ: niêm yết danh mục giấy tờ tại quầy; không yêu cầu lại giấy tờ đã có trong cơ sở dữ liệu.",
                ownerRole: "Trưởng bộ phận Một cửa", dueOn: day + 45, today: day)
            try await store.assign(draft, by: actor)
        case DemoPlan.doneOn:
            guard let task = try await store.tasks().first else { return }
            try await store.moveTask(
                task.id, to: .done, note: "Ví dụ: đã niêm yết ở cả ba quầy và tập huấn cho cán bộ.", by: actor)
        default: break
        }
    }

    /// Leaves the newest item open, and takes the two before it a step or two further.
    func followUp() async throws {
        let items = try await store.followUps().dropFirst().prefix(2)
        for item in items {
            try await store.moveFollowUp(item.id, from: .open, to: .inHand, note: "", by: actor)
        }
        guard let item = items.dropFirst().first else { return }
        try await store.moveFollowUp(
            item.id, from: .inHand, to: .answered,
            note: "Ví dụ: quầy thiếu một cán bộ trong tháng; đã điều thêm người và mở thêm giờ sáng thứ Bảy.", by: actor
        )
    }

    private func unit(_ code: String) throws -> AdministrativeUnit? {
        try store.catalogue().unit(code: code, on: store.today)
    }
}
