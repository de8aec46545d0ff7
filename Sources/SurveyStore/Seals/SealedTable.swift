import Survey

/// A table whose rows are sealed one by one, so that what a hand changed is found and named.
///
/// Tables that something else speaks for already are not among them: answers have their own seals, tallies of answers are
/// added up again, the log has its checkpoints, the audit trail its chain. Dossiers and what is left of them are sealed all
/// together (`SummedTable`).
struct SealedTable: Sendable {
    let table: String
    /// What a row is, for people.
    let row: Localized
    /// An SQL expression that names a row to people and no two rows alike; `@` stands for the row.
    let name: String
    /// What is sealed. A column that a later version adds stands in a migration that seals the table anew.
    let columns: [String]

    init(_ table: String, _ vi: String, _ en: String, name: String, _ columns: String) {
        self.table = table
        row = Localized(vi: vi, en: en)
        self.name = name
        self.columns = columns.split(separator: " ").map(String.init)
    }

    /// The name of a row, and then its columns, as SQL; `row` is how the statement calls the row.
    func content(of row: String) -> String {
        ([name(of: row)] + columns.map { "\(row).\($0)" }).joined(separator: ", ")
    }

    func name(of row: String) -> String { name.replacing("@", with: row) }
}

extension SealedTable {
    /// The place of a table is its number in the seals: new ones come at the end, and none ever goes.
    static let all = catalogue + people + plans + shown + counted

    private static let month = "printf('%d-%02d', @.month / 12, @.month % 12 + 1)"
    /// With the number, since a code can stand for one desk or unit after the other.
    private static let desk = "(SELECT code FROM desk WHERE id = @.desk_id) || '/' || @.desk_id"
    private static let unit = "(SELECT code FROM unit WHERE id = @.unit_id) || '/' || @.unit_id"
    private static let start = """
        CASE @.valid_from WHEN \(Day.beginning.number) THEN ''
        ELSE ' ' || date(@.valid_from * 86400, 'unixepoch') END
        """

    private static let catalogue = [
        SealedTable(
            "unit", "đơn vị", "the unit", name: "@.code || \(start)",
            "id code name level parent_code valid_from valid_to successor_code"),
        SealedTable(
            "desk", "quầy", "the desk", name: "@.code || \(start)", "id code name unit_code valid_from valid_to"),
        SealedTable(
            "procedure", "thủ tục", "the procedure", name: "@.key || \(start)",
            "id code key name field level valid_from valid_to"),
        SealedTable(
            "situation", "số liệu tình hình", "the situation", name: "\(unit) || ' ' || \(month)",
            """
            unit_id month received_direct received_online received_post carried_over pending_in_time pending_late \
            awaiting_supplement ineligible
            """),
        SealedTable(
            "questionnaire", "bộ câu hỏi", "the questionnaire", name: "@.name", "id name levels satisfied_levels"),
    ]

    private static let people = [
        SealedTable("setting", "thiết lập", "the setting", name: "@.name", "name value"),
        SealedTable(
            "account", "tài khoản", "the account", name: "@.name",
            "name role salt password is_disabled"),
        SealedTable(
            "account_scope", "phạm vi của tài khoản", "the scope of the account",
            name: "@.account || ' ' || @.kind || ' ' || @.code", "account kind code"),
        SealedTable(
            "api_key", "khóa API", "the API key", name: "@.name",
            "name hash scopes is_revoked"),
        SealedTable(
            "api_key_scope", "phạm vi của khóa API", "the scope of the API key",
            name: "@.api_key || ' ' || @.kind || ' ' || @.code", "api_key kind code"),
        SealedTable(
            "session", "phiên đăng nhập", "the session", name: "@.account || ' ' || substr(hex(@.hash), 1, 16)",
            "hash account expires"),
    ]

    private static let plans = [
        SealedTable(
            "target", "chỉ tiêu", "the target", name: "@.criterion || ' ' || \(unit)",
            "criterion unit_id permille set_by set_on"),
        SealedTable(
            "task", "việc trong kế hoạch số", "the task number", name: "CAST(@.id AS TEXT)",
            "id criterion unit_id what owner_role due_on permille assigned_on state done_on"),
        SealedTable(
            "task_step", "bước của việc trong kế hoạch", "the step of the task",
            name: "@.task_id || '.' || @.number", "task_id number state note actor moment"),
        SealedTable(
            "follow_up_month", "tháng đã xét việc theo dõi", "the month of follow-up", name: month, "month opened_on"),
        SealedTable(
            "follow_up", "việc theo dõi", "the item of follow-up",
            name: "@.id || ': ' || \(month) || ' ' || \(desk) || ' ' || @.reason",
            "id month desk_id scale reason count opened_on due_on state"),
        SealedTable(
            "follow_up_step", "ghi chú theo dõi", "the note of follow-up", name: "@.item_id || '.' || @.number",
            "item_id number state note actor moment due_on"),
        SealedTable(
            "agency_entry", "điểm nhập tay", "the points entered by hand",
            name: "@.id || ': ' || \(unit) || ' ' || @.period",
            "id unit_id period agency_index kind points note entered_by entered_on"),
    ]

    private static let shown = [
        SealedTable(
            "comment", "ý kiến", "the comment", name: "\(month) || ' ' || printf('%016x', @.key)",
            "key month desk_id scale text is_hidden reach"),
        SealedTable("shown_cell", "số liệu đã công bố", "the published figure", name: "@.name", "name content"),
        SealedTable("shown_signal", "dấu hiệu đã công bố", "the published signals", name: "@.name", "name content"),
    ]

    /// Numbers of dossiers and slips, which outlive the dossiers that they could be added up from.
    private static let counted = [
        SealedTable(
            "dossier_tally", "số hồ sơ", "the numbers of dossiers",
            name: "\(month) || ' ' || \(desk) || ' ' || @.commune_id || ' ' || @.procedure_id",
            """
            month desk_id commune_id procedure_id completed early on_time late direct online post digitised issued \
            voided
            """),
        SealedTable(
            "issue_tally", "số phiếu theo loại ngày", "the numbers of slips by kind of day",
            name: "\(month) || ' ' || \(desk) || ' ' || @.weekday || ' ' || @.timeliness",
            "month desk_id weekday timeliness completed issued"),
    ]
}
