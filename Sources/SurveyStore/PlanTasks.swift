import GRDB
public import Survey

extension Store {
    /// All tasks of the plan with their steps, the newest first.
    public func tasks() async throws -> [PlanTask] {
        try await read { db in
            let steps = Dictionary(
                grouping: try Row.fetchAll(db, sql: "SELECT * FROM task_step ORDER BY task_id, number"),
                by: { $0["task_id"] as Int })
            return try Row.fetchAll(db, sql: "SELECT * FROM task ORDER BY assigned_on DESC, id DESC").compactMap {
                row in
                PlanTask(row, steps: (steps[row["id"]] ?? []).compactMap(PlanTask.Step.init))
            }
        }
    }

    /// Assigns a task, with the target that holds now, and says so in the audit trail.
    ///
    /// - Returns: its number.
    /// - Throws: `SurveyError`: `notFound` for a unit that the catalogue does not have; `invalid` for words that name a
    ///   survey code, a dossier or a device.
    @discardableResult
    public func assign(_ draft: PlanTask.Draft, by actor: String) async throws -> PlanTask.ID {
        let catalogue = try catalogue()
        guard let unit = catalogue.units[draft.unitID] else {
            throw SurveyError(.notFound, vi: "không có đơn vị này", en: "there is no such unit")
        }
        let today = today
        return try await write { [trail, now] db in
            let target = try Target.all(db).target(for: draft.criterion, of: unit, in: catalogue, on: today)
            try db.execute(
                sql: """
                    INSERT INTO task (criterion, unit_id, what, owner_role, due_on, permille, assigned_on, state)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    draft.criterion.rawValue, draft.unitID, draft.what, draft.ownerRole, draft.dueOn.number,
                    target?.permille, today.number, PlanTask.State.assigned.rawValue,
                ])
            let id = Int(db.lastInsertedRowID)
            try db.execute(
                sql: "INSERT INTO task_step VALUES (?, 1, ?, '', ?, ?)",
                arguments: [id, PlanTask.State.assigned.rawValue, actor, Int(now())])
            let act = try AuditAct(
                .plan, subject: "task \(id) \(unit.code)",
                details: [
                    "criterion": draft.criterion.rawValue, "what": draft.what, "role": draft.ownerRole,
                    "due": draft.dueOn.description,
                ])
            try trail.append(act, by: actor, to: db)
            return id
        }
    }

    /// Notes a task's progress, or ends it, and says so in the audit trail.
    ///
    /// - Parameter note: masked like a comment, here and in the trail.
    /// - Throws: `SurveyError`: `notFound`; `conflict` for a task that has ended; `invalid` for a note that is missing, or
    ///   names a survey code, a dossier or a device.
    public func moveTask(_ id: PlanTask.ID, to state: PlanTask.State, note: String, by actor: String) async throws {
        guard let note = Comment(typed: note)?.text else {
            throw SurveyError(
                .invalid, vi: "Ông/Bà vui lòng ghi rõ đã làm gì.", en: "Please write down what was done.")
        }
        let catalogue = try catalogue()
        let today = today
        try await write { [trail, now] db in
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM task WHERE id = ?", arguments: [id]),
                let task = PlanTask(row, steps: [])
            else { throw SurveyError(.notFound, vi: "không có việc này", en: "there is no such task") }
            guard task.state.next.contains(state) else {
                throw SurveyError(
                    .conflict, vi: "việc này đã kết thúc (\(task.state.name.vi))",
                    en: "this task has ended (\(task.state.name.en))")
            }
            try db.execute(
                sql: "UPDATE task SET state = ?, done_on = ? WHERE id = ?",
                arguments: [state.rawValue, state == .done ? today.number : nil, id])
            try db.execute(
                sql: """
                    INSERT INTO task_step
                    SELECT ?, max(number) + 1, ?, ?, ?, ? FROM task_step WHERE task_id = ?
                    """, arguments: [id, state.rawValue, note, actor, Int(now()), id])
            let act = try AuditAct(
                .plan, subject: "task \(id) \(catalogue.units[task.draft.unitID]?.code ?? "")",
                details: ["state": state.rawValue, "note": note])
            try trail.append(act, by: actor, to: db)
        }
    }
}

extension PlanTask {
    /// nil for a state or criterion that a later version wrote.
    init?(_ row: Row, steps: [Step]) {
        guard let state = State(rawValue: row["state"]), let criterion = Criterion(rawValue: row["criterion"]) else {
            return nil
        }
        self.init(
            id: row["id"],
            draft: Draft(
                storedCriterion: criterion, unitID: row["unit_id"], what: row["what"], ownerRole: row["owner_role"],
                dueOn: Day(number: row["due_on"])),
            permille: row["permille"], assignedOn: Day(number: row["assigned_on"]), state: state,
            doneOn: (row["done_on"] as Int?).map(Day.init(number:)), steps: steps)
    }
}

extension PlanTask.Step {
    init?(_ row: Row) {
        guard let state = PlanTask.State(rawValue: row["state"]) else { return nil }
        self.init(state: state, note: row["note"], actor: row["actor"], moment: row["moment"])
    }
}
