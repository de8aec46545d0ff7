import GRDB
public import Survey

extension Store {
    /// Opens an item for every desk and reason of the months that closed since it was last done, as far as their
    /// published figures allow. Called once a day, after ``closeDay()``; called again it changes nothing.
    ///
    /// A month is closed when it has its seal. The first time, only the last ``FollowUpRule/monthsAtFirst`` closed months
    /// are looked at. Days are counted from today, also for months that closed while the service was down: nobody could
    /// have answered before.
    ///
    /// - Returns: how many items were opened.
    @discardableResult
    public func openFollowUps(_ calendar: WorkingCalendar) async throws -> Int {
        let (months, scales) = try await read { db in
            (
                try Store.monthsToFollowUp(db),
                try String.fetchAll(db, sql: "SELECT DISTINCT levels FROM questionnaire ORDER BY levels")
            )
        }
        if months.isEmpty { return 0 }
        let rule = FollowUpRule(threshold: try settings().smallCell)
        let figures = try await releasedFigures()
        let desks = try catalogue().desks.keys
        let findings = months.map { rule.findings(of: $0, in: figures, desks: desks, scales: scales) }
        let today = today
        let due = calendar.due(in: FollowUpRule.workingDays, from: today)
        return try await write { [trail, now] db in
            var opened = 0
            for (month, findings) in zip(months, findings) {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO follow_up_month VALUES (?, ?)", arguments: [month.number, today.number])
                // Another process was quicker.
                if db.changesCount == 0 { continue }
                for finding in findings { try Store.open(finding, on: today, due: due, at: Int(now()), db) }
                opened += findings.count
                if findings.isEmpty { continue }
                let act = try AuditAct(
                    .plan, subject: "follow-up",
                    details: ["month": month.description, "opened": "\(findings.count)", "due": due.description])
                try trail.append(act, by: FollowUpRule.actor, to: db)
            }
            return opened
        }
    }

    /// Sealed months that nobody has looked at yet, the oldest first.
    private static func monthsToFollowUp(_ db: Database) throws -> [Month] {
        let months = try Int.fetchAll(
            db,
            sql: """
                SELECT month FROM month_seal
                WHERE month > coalesce((SELECT max(month) FROM follow_up_month), 0) ORDER BY month
                """
        ).map { Month(number: $0) }
        let isFirst = try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT * FROM follow_up_month)") ?? true
        guard isFirst, let last = months.last else { return months }
        return months.filter { $0 > last - FollowUpRule.monthsAtFirst }
    }

    private static func open(
        _ finding: FollowUpFinding, on today: Day, due: Day, at moment: Int, _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO follow_up (month, desk_id, scale, reason, count, opened_on, due_on, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                finding.month.number, finding.deskID, finding.scale, finding.reason, finding.count, today.number,
                due.number, FollowUpState.open.rawValue,
            ])
        try db.execute(
            sql: """
                INSERT INTO follow_up_step (item_id, number, state, note, actor, moment) VALUES (?, 1, ?, '', ?, ?)
                """,
            arguments: [db.lastInsertedRowID, FollowUpState.open.rawValue, FollowUpRule.actor, moment])
    }
}
