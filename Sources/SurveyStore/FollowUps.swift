import GRDB
public import Survey

extension Store {
    /// All items of follow-up with their steps, the newest month first.
    public func followUps() async throws -> [FollowUpItem] {
        try await read { db in
            let steps = Dictionary(
                grouping: try Row.fetchAll(db, sql: "SELECT * FROM follow_up_step ORDER BY item_id, number"),
                by: { $0["item_id"] as Int })
            return try Row.fetchAll(db, sql: "SELECT * FROM follow_up ORDER BY month DESC, desk_id, count DESC, id")
                .compactMap { row in
                    FollowUpItem(row, steps: (steps[row["id"]] ?? []).compactMap(FollowUpItem.Step.init))
                }
        }
    }

    /// One item, nil when there is none of that number.
    public func followUp(_ id: FollowUpItem.ID) async throws -> FollowUpItem? {
        try await read { db in
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM follow_up WHERE id = ?", arguments: [id]) else {
                return nil
            }
            let steps = try Row.fetchAll(
                db, sql: "SELECT * FROM follow_up_step WHERE item_id = ? ORDER BY number", arguments: [id])
            return FollowUpItem(row, steps: steps.compactMap(FollowUpItem.Step.init))
        }
    }

    /// Takes an item a step further, and says so in the audit trail.
    ///
    /// - Parameters:
    ///   - former: the state that whoever does it has seen.
    ///   - note: what was found and done; masked like a comment, here and in the trail.
    /// - Throws: `SurveyError`: `notFound`; `conflict` when the item has moved meanwhile, or for a step that there is not;
    ///   `invalid` for a note that is missing, or that names a survey code, a dossier or a device.
    public func moveFollowUp(
        _ id: FollowUpItem.ID, from former: FollowUpState, to state: FollowUpState, note: String, by actor: String
    ) async throws {
        let note = Comment(typed: note)?.text ?? ""
        try state.check(from: former, note: note)
        let catalogue = try catalogue()
        try await write { [trail, now] db in
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM follow_up WHERE id = ?", arguments: [id]),
                let item = FollowUpItem(row, steps: [])
            else {
                throw SurveyError(.notFound, vi: "không có việc theo dõi này", en: "there is no such item")
            }
            guard item.state == former else {
                throw SurveyError(
                    .conflict, vi: "việc này vừa được người khác chuyển sang “\(item.state.name.vi)”",
                    en: "somebody has just moved this item to “\(item.state.name.en)”")
            }
            try db.execute(
                sql: "UPDATE follow_up SET state = ? WHERE id = ?", arguments: [state.rawValue, id])
            try db.execute(
                sql: """
                    INSERT INTO follow_up_step (item_id, number, state, note, actor, moment)
                    SELECT ?, max(number) + 1, ?, ?, ?, ? FROM follow_up_step WHERE item_id = ?
                    """, arguments: [id, state.rawValue, note, actor, Int(now()), id])
            let act = try AuditAct(
                .plan, subject: "follow-up \(catalogue.desks[item.finding.deskID]?.code ?? "")",
                details: [
                    "month": item.finding.month.description, "reason": item.finding.reason, "state": state.rawValue,
                    "note": note,
                ])
            try trail.append(act, by: actor, to: db)
        }
    }
}

extension Store {
    /// Moves the day by which an item has to be answered, and says so and why in the audit trail.
    ///
    /// - Parameters:
    ///   - former: the due day that whoever does it has seen.
    ///   - note: why; masked like a comment, here and in the trail.
    /// - Throws: `SurveyError`: `notFound`; `conflict` when the day was moved meanwhile, or the item is answered; `invalid`
    ///   for a note that is missing, or a day that is past, too far off or the same.
    public func moveFollowUpDue(
        _ id: FollowUpItem.ID, from former: Day, to day: Day, note: String, by actor: String
    ) async throws {
        guard let note = Comment(typed: note)?.text else {
            throw SurveyError(
                .invalid, vi: "Ông/Bà vui lòng ghi rõ vì sao đổi hạn.", en: "Please write down why the day is moved.")
        }
        let today = today
        guard day != former, day >= today, day <= today + FollowUpRule.furthestDue else {
            throw SurveyError(
                .invalid, vi: "hạn mới phải khác hạn cũ, từ hôm nay đến \(FollowUpRule.furthestDue) ngày tới",
                en: "the new day differs from the old one and is within \(FollowUpRule.furthestDue) days from today")
        }
        let catalogue = try catalogue()
        try await write { [trail, now] db in
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM follow_up WHERE id = ?", arguments: [id]),
                let item = FollowUpItem(row, steps: [])
            else {
                throw SurveyError(.notFound, vi: "không có việc theo dõi này", en: "there is no such item")
            }
            guard item.state.isPending, item.dueOn == former, day > item.openedOn else {
                throw SurveyError(
                    .conflict, vi: "việc này đã được trả lời, hoặc hạn vừa được người khác đổi",
                    en: "the item is answered, or somebody has just moved its day")
            }
            try db.execute(sql: "UPDATE follow_up SET due_on = ? WHERE id = ?", arguments: [day.number, id])
            try db.execute(
                sql: """
                    INSERT INTO follow_up_step (item_id, number, state, note, actor, moment, due_on)
                    SELECT ?, max(number) + 1, ?, ?, ?, ?, ? FROM follow_up_step WHERE item_id = ?
                    """, arguments: [id, item.state.rawValue, note, actor, Int(now()), day.number, id])
            let act = try AuditAct(
                .plan, subject: "follow-up \(catalogue.desks[item.finding.deskID]?.code ?? "")",
                details: [
                    "month": item.finding.month.description, "reason": item.finding.reason, "due": day.description,
                    "note": note,
                ])
            try trail.append(act, by: actor, to: db)
        }
    }
}

extension FollowUpItem {
    /// nil for a state that a later version wrote.
    init?(_ row: Row, steps: [Step]) {
        guard let state = FollowUpState(rawValue: row["state"]) else { return nil }
        self.init(
            id: row["id"],
            finding: FollowUpFinding(
                month: Month(number: row["month"]), deskID: row["desk_id"], scale: row["scale"], reason: row["reason"],
                count: row["count"]),
            openedOn: Day(number: row["opened_on"]), dueOn: Day(number: row["due_on"]), state: state, steps: steps)
    }
}

extension FollowUpItem.Step {
    init?(_ row: Row) {
        guard let state = FollowUpState(rawValue: row["state"]) else { return nil }
        self.init(
            state: state, note: row["note"], actor: row["actor"], moment: row["moment"],
            dueOn: (row["due_on"] as Int?).map(Day.init(number:)))
    }
}
