/// Something that a hand does to a database, and how what `verify` says of it begins.
enum HandChange {
    static let all = [
        (
            "UPDATE unit SET name = 'Xã Khác' WHERE name = 'Xã Xuân Hưng'",
            "đơn vị 14122 2025-07-01 đã bị sửa", "the unit 14122 2025-07-01 was changed"
        ),
        (
            "UPDATE unit SET valid_from = valid_from + 1 WHERE code = '14089'", "đơn vị 14089 2025-07-02 đã được thêm",
            "the unit 14089 2025-07-02 was added"
        ),
        (
            "UPDATE unit SET valid_from = valid_from + 1 WHERE code = '14089'", "đơn vị 14089 2025-07-01 đã bị xóa",
            "the unit 14089 2025-07-01 was removed"
        ),
        (
            "UPDATE unit SET valid_to = valid_to + 1 WHERE code = '364'", "đơn vị 364 đã bị sửa",
            "the unit 364 was changed"
        ),
        (
            "UPDATE unit SET successor_code = '14089' WHERE code = '14119'", "đơn vị 14119 đã bị sửa",
            "the unit 14119 was changed"
        ),
        ("DELETE FROM unit WHERE code = '14119'", "đơn vị 14119 đã bị xóa", "the unit 14119 was removed"),
        ("UPDATE desk SET name = 'Quầy 9' WHERE code = 'XH-1'", "quầy XH-1 đã bị sửa", "the desk XH-1 was changed"),
        (
            "UPDATE desk SET valid_to = valid_from + 9 WHERE code = 'XT-1'", "quầy XT-1 2025-07-01 đã bị sửa",
            "the desk XT-1 2025-07-01 was changed"
        ),
        ("DELETE FROM desk WHERE code = 'H-1'", "quầy H-1 đã bị xóa", "the desk H-1 was removed"),
        (
            "UPDATE procedure SET level = 'province' WHERE key = '1.001193'", "thủ tục 1.001193 đã bị sửa",
            "the procedure 1.001193 was changed"
        ),
        (
            "UPDATE situation SET pending_late = 0", "số liệu tình hình 14122/", "the situation 14122/"
        ),
        (
            "UPDATE questionnaire SET satisfied_levels = '3,2,1'", "bộ câu hỏi three-level/1 đã bị sửa",
            "the questionnaire three-level/1 was changed"
        ),
        (
            "UPDATE setting SET value = '3' WHERE name = 'small_cell'", "thiết lập small_cell đã bị sửa",
            "the setting small_cell was changed"
        ),
        (
            "UPDATE account SET password = zeroblob(32)", "tài khoản lan đã bị sửa", "the account lan was changed"
        ),
        ("UPDATE account SET role = 'admin'", "tài khoản lan đã bị sửa", "the account lan was changed"),
        (
            "INSERT INTO account VALUES ('ma', 'admin', x'00', x'00', 0)", "tài khoản ma đã được thêm",
            "the account ma was added"
        ),
        (
            "DELETE FROM account_scope WHERE kind = 'desk'", "phạm vi của tài khoản lan desk XH-1 đã bị xóa",
            "the scope of the account lan desk XH-1 was removed"
        ),
        ("UPDATE api_key SET hash = zeroblob(32)", "khóa API mot-cua đã bị sửa", "the API key mot-cua was changed"),
        (
            "DELETE FROM api_key_scope", "phạm vi của khóa API mot-cua unit 14122 đã bị xóa",
            "the scope of the API key mot-cua unit 14122 was removed"
        ),
        (
            "INSERT INTO session VALUES (zeroblob(32), 'lan', 9000000000)",
            "phiên đăng nhập lan 0000000000000000 đã được thêm",
            "the session lan 0000000000000000 was added"
        ),
        ("UPDATE target SET permille = 500", "chỉ tiêu satisfaction 14122/", "the target satisfaction 14122/"),
        ("DELETE FROM target", "chỉ tiêu satisfaction 14122/", "the target satisfaction 14122/"),
        ("UPDATE task SET due_on = due_on + 30", "việc trong kế hoạch số 1 đã bị sửa", "the task number 1 was changed"),
        (
            "UPDATE task_step SET note = 'Chưa làm' WHERE number = 2", "bước của việc trong kế hoạch 1.2 đã bị sửa",
            "the step of the task 1.2 was changed"
        ),
        (
            "UPDATE follow_up_month SET opened_on = opened_on - 9", "tháng đã xét việc theo dõi 2026-10 đã bị sửa",
            "the month of follow-up 2026-10 was changed"
        ),
        (
            "UPDATE follow_up SET count = 5", "việc theo dõi 1: 2026-10 XH-1/1 time đã bị sửa",
            "the item of follow-up 1: 2026-10 XH-1/1 time was changed"
        ),
        (
            "UPDATE follow_up_step SET note = 'Không có gì' WHERE number = 2", "ghi chú theo dõi 1.2 đã bị sửa",
            "the note of follow-up 1.2 was changed"
        ),
        (
            "DELETE FROM follow_up_step WHERE number = 2", "ghi chú theo dõi 1.2 đã bị xóa",
            "the note of follow-up 1.2 was removed"
        ),
        ("UPDATE agency_entry SET points = 2", "điểm nhập tay 1: 14122/", "the points entered by hand 1: 14122/"),
        (
            "UPDATE comment SET is_hidden = 1 WHERE key = (SELECT min(key) FROM comment)", "ý kiến 2026-10 ",
            "the comment 2026-10 "
        ),
        (
            "UPDATE comment SET text = 'Rất tốt' WHERE key = (SELECT min(key) FROM comment)", "ý kiến 2026-10 ",
            "the comment 2026-10 "
        ),
        (
            "UPDATE comment SET reach = 0 WHERE key = (SELECT min(key) FROM comment)", "ý kiến 2026-10 ",
            "the comment 2026-10 "
        ),
        ("DELETE FROM comment WHERE key = (SELECT min(key) FROM comment)", "ý kiến 2026-10 ", "the comment 2026-10 "),
        (
            "INSERT INTO comment SELECT 66, month, desk_id, scale, 'Rất tốt', 0, 5 FROM comment LIMIT 1",
            "ý kiến 2026-10 0000000000000042 đã được thêm", "the comment 2026-10 0000000000000042 was added"
        ),
        (
            "UPDATE shown_cell SET content = CAST(replace(CAST(content AS TEXT), 'satisfied', 'x') AS BLOB)",
            "số liệu đã công bố ", "the published figure "
        ),
        (
            "DELETE FROM shown_cell WHERE name = (SELECT min(name) FROM shown_cell)", "số liệu đã công bố ",
            "the published figure "
        ),
        ("DELETE FROM shown_signal", "dấu hiệu đã công bố ", "the published signals "),
        (
            "UPDATE dossier_tally SET voided = voided + 1", "số hồ sơ 2026-10 XH-1/",
            "the numbers of dossiers 2026-10 XH-1/"
        ),
        (
            "UPDATE issue_tally SET issued = 0, completed = completed + 1", "số phiếu theo loại ngày 2026-10 XH-1/",
            "the numbers of slips by kind of day 2026-10 XH-1/"
        ),
    ]
}
