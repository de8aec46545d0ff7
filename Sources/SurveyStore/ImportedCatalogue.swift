import GRDB
import Survey

/// Units, desks, procedures and situations, row by row. History is never rewritten: a known (code, valid_from) may gain
/// an end, and a unit a successor; anything else that differs is an error.
extension Importer {
    mutating func takeUnit(_ row: CSVRow) throws {
        let before = problems.count
        defer { successors.note(row, isGood: problems.count == before) }
        let level = row["level"].isEmpty ? "commune" : row["level"]
        if AdministrativeUnit.Level(rawValue: level) == nil {
            problem(row, "level", "phải là province, district hoặc commune", "must be province, district or commune")
        }
        require(row, codes: "code", names: "name")
        checkCodes(row, "parent_code", "successor_code")
        let validity = validity(row)
        let successor = row["successor_code"]
        if !successor.isEmpty, validity?.to == nil {
            problem(row, "successor_code", "có đơn vị kế tục thì phải có valid_to", "a successor needs a valid_to")
        }
        guard problems.count == before, let validity else { return }
        let known = try find(row, in: "unit", key: "code", row["code"], validity)
        switch known {
        case .overlap: return
        case .none:
            try db.execute(
                sql: """
                    INSERT INTO unit (code, name, level, parent_code, valid_from, valid_to, successor_code)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    row["code"], row["name"], level, row["parent_code"].nonEmpty, validity.storedFrom,
                    validity.to?.number, successor.nonEmpty,
                ])
            summary.created += 1
        case .found(let old):
            compare(row, old, ["name": row["name"], "level": level, "parent_code": row["parent_code"]])
            let mayEnd = gains(row, "valid_to", (old["valid_to"] as Int?).map { "\(Day(number: $0))" }, row["valid_to"])
            let maySucceed = gains(row, "successor_code", old["successor_code"], successor)
            guard problems.count == before else { return }
            guard mayEnd || maySucceed else { return summary.unchanged += 1 }
            try db.execute(
                sql: "UPDATE unit SET valid_to = ?, successor_code = coalesce(?, successor_code) WHERE id = ?",
                arguments: [validity.to?.number, successor.nonEmpty, old["id"] as Int])
            summary.updated += 1
        }
    }

    /// After all rows: every successor must exist on the day on which it takes over.
    ///
    /// One that a bad row would have made is not missed: that row is named already.
    mutating func checkSuccessors() throws {
        let dangling = try Row.fetchAll(
            db,
            sql: """
                SELECT code, valid_from, successor_code, valid_to FROM unit AS ended
                WHERE successor_code IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM unit WHERE code = ended.successor_code AND valid_from <= ended.valid_to
                        AND (valid_to IS NULL OR valid_to > ended.valid_to))
                """)
        for row in dangling where !successors.bad.contains(row["successor_code"]) {
            let day = Day(number: row["valid_to"])
            problems.add(
                row: successors.line(ending: row), field: "successor_code", value: row["successor_code"],
                vi: "đơn vị kế tục của \(row["code"] as String) không tồn tại vào ngày \(day)",
                en: "the successor of \(row["code"] as String) does not exist on \(day)")
        }
    }

    mutating func takeDesk(_ row: CSVRow) throws {
        let before = problems.count
        require(row, codes: "code", "unit_code", names: "name")
        let validity = validity(row)
        if !row["unit_code"].isEmpty {
            let units = catalogue.units(code: row["unit_code"])
            if units.isEmpty {
                problem(row, "unit_code", "không có trong danh mục đơn vị", "not among the units")
            } else if let validity, !units.contains(where: { $0.validity.overlaps(validity) }) {
                problem(
                    row, "unit_code", "đơn vị không có hiệu lực trong thời gian của quầy",
                    "not valid in the desk's time")
            }
        }
        guard problems.count == before, let validity else { return }
        switch try find(row, in: "desk", key: "code", row["code"], validity) {
        case .overlap: return
        case .none:
            try db.execute(
                sql: "INSERT INTO desk (code, name, unit_code, valid_from, valid_to) VALUES (?, ?, ?, ?, ?)",
                arguments: [row["code"], row["name"], row["unit_code"], validity.storedFrom, validity.to?.number])
            summary.created += 1
        case .found(let old):
            compare(row, old, ["name": row["name"], "unit_code": row["unit_code"]])
            try end(row, old, in: "desk", validity, before)
        }
    }

    mutating func takeProcedure(_ row: CSVRow) throws {
        let before = problems.count
        require(row, names: "name", "field")
        if AdministrativeUnit.Level(rawValue: row["level"]) == nil {
            problem(row, "level", "phải là province, district hoặc commune", "must be province, district or commune")
        }
        let code = try? ProcedureCode(row["code"])
        if code == nil {
            problem(
                row, "code", "mã thủ tục không đúng dạng, ví dụ đúng: 1.001193", "not a procedure code like 1.001193")
        }
        let validity = validity(row)
        guard problems.count == before, let validity, let code else { return }
        switch try find(row, in: "procedure", key: "key", code.key, validity) {
        case .overlap: return
        case .none:
            try db.execute(
                sql: """
                    INSERT INTO procedure (code, key, name, field, level, valid_from, valid_to)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    code.text, code.key, row["name"], row["field"], row["level"], validity.storedFrom,
                    validity.to?.number,
                ])
            summary.created += 1
        case .found(let old):
            compare(row, old, ["name": row["name"], "field": row["field"], "level": row["level"]])
            try end(row, old, in: "procedure", validity, before)
        }
    }

    mutating func takeSituation(_ row: CSVRow) throws {
        let before = problems.count
        let month = Month(row["month"])
        if month == nil { problem(row, "month", "không phải tháng dạng YYYY-MM", "not a month as YYYY-MM") }
        if let month, month.firstDay > today { problem(row, "month", "tháng ở tương lai", "in the future") }
        let unit = month.flatMap { month in
            catalogue.unit(code: row["unit_code"], on: month.firstDay)
                ?? catalogue.unit(code: row["unit_code"], on: month.lastDay)
        }
        if row["unit_code"].isEmpty {
            require(row, codes: "unit_code")
        } else if month != nil, unit == nil {
            problem(row, "unit_code", "không có đơn vị này trong tháng đó", "no such unit in that month")
        }
        let names = ImportKind.situation.requiredColumns.dropFirst(2)
        var counts: [Int] = []
        for name in names {
            if let count = Situation.count(row[name]) {
                counts.append(count)
            } else if row[name].isEmpty {
                problem(row, name, "không được để trống", "must not be empty")
            } else {
                problem(
                    row, name, "phải là số nguyên không âm, tối đa \(Situation.largestCount)",
                    "must be a whole number from 0 to \(Situation.largestCount)")
            }
        }
        guard problems.count == before, let month, let unit else { return }
        if let first = situations.contradiction(of: counts, unit, month, row: row.line) {
            return problem(
                row, "unit_code", "dòng \(first) đã có đơn vị và tháng này, với số liệu khác",
                "row \(first) has this unit and month already, with other counts")
        }
        let columns = names.joined(separator: ", ")
        let old = try Row.fetchOne(
            db, sql: "SELECT \(columns) FROM situation WHERE unit_id = ? AND month = ?",
            arguments: [unit.id, month.number])
        if let old, Array(old.databaseValues).map({ Int.fromDatabaseValue($0) ?? -1 }) == counts {
            return summary.unchanged += 1
        }
        try db.execute(
            sql: """
                INSERT INTO situation (unit_id, month, \(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET \(names.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
                """,
            arguments: StatementArguments([unit.id, month.number] + counts))
        if old == nil { summary.created += 1 } else { summary.updated += 1 }
    }
}

/// What the kinds share.
extension Importer {
    enum Known {
        case none
        case found(Row)
        /// Another row of the same code holds on some of the same days; the problem is noted.
        case overlap
    }

    mutating func problem(_ row: CSVRow, _ field: String, _ vi: String, _ en: String) {
        problems.add(row: row.line, field: field, value: row[field], vi: vi, en: en)
    }

    /// Codes and names that a row must have, each in its form.
    mutating func require(_ row: CSVRow, codes: String..., names: String...) {
        for field in codes + names where row[field].isEmpty {
            problem(row, field, "không được để trống", "must not be empty")
        }
        for field in codes { note(CatalogueText.problem(code: row[field]), row, field) }
        for field in names { note(CatalogueText.problem(name: row[field]), row, field) }
    }

    /// Codes that a row may have.
    mutating func checkCodes(_ row: CSVRow, _ fields: String...) {
        for field in fields { note(CatalogueText.problem(code: row[field]), row, field) }
    }

    private mutating func note(_ reason: Localized?, _ row: CSVRow, _ field: String) {
        if let reason { problem(row, field, reason.vi, reason.en) }
    }

    /// The days of a row, nil with problems noted when they are not days or end before they start.
    mutating func validity(_ row: CSVRow) -> Validity? {
        var isGood = true
        var days: [Day?] = []
        for field in ["valid_from", "valid_to"] {
            let day = row[field].isEmpty ? nil : Day(row[field])
            if day == nil, !row[field].isEmpty {
                problem(row, field, "không phải ngày dạng YYYY-MM-DD", "not a day as YYYY-MM-DD")
                isGood = false
            }
            days.append(day)
        }
        if let from = days[0], let to = days[1], to <= from {
            problem(row, "valid_to", "phải sau valid_from", "must be after valid_from")
            isGood = false
        }
        return isGood ? Validity(from: days[0], to: days[1]) : nil
    }

    mutating func find(
        _ row: CSVRow, in table: String, key: String, _ code: String, _ validity: Validity
    ) throws -> Known {
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM \(table) WHERE \(key) = ?", arguments: [code])
        if let known = rows.first(where: { $0["valid_from"] == validity.storedFrom }) { return .found(known) }
        if rows.contains(where: { Validity($0).overlaps(validity) }) {
            problem(
                row, "valid_from", "trùng thời gian với một dòng khác cùng mã \(code)",
                "overlaps another row with the code \(code)")
            return .overlap
        }
        return .none
    }

    mutating func compare(_ row: CSVRow, _ old: Row, _ values: [String: String]) {
        for (field, value) in values.sorted(by: { $0.key < $1.key }) {
            let known = (old[field] as String?) ?? ""
            if known != value {
                problem(
                    row, field, "khác với đã ghi nhận là “\(known)”; lịch sử không sửa được",
                    "differs from “\(known)” as recorded; history is not rewritten")
            }
        }
    }

    /// Whether a known row gains a value here; another value than the known one is a problem, and so is taking it away.
    mutating func gains(_ row: CSVRow, _ field: String, _ known: String?, _ value: String) -> Bool {
        if value == known ?? "" { return false }
        if known == nil { return true }
        if !value.isEmpty {
            problem(
                row, field, "khác với đã ghi nhận là “\(known ?? "")”; lịch sử không sửa được",
                "differs from “\(known ?? "")” as recorded; history is not rewritten")
        }
        return false
    }

    mutating func end(_ row: CSVRow, _ old: Row, in table: String, _ validity: Validity, _ before: Int) throws {
        let mayEnd = gains(row, "valid_to", (old["valid_to"] as Int?).map { "\(Day(number: $0))" }, row["valid_to"])
        guard problems.count == before else { return }
        guard mayEnd else { return summary.unchanged += 1 }
        try db.execute(
            sql: "UPDATE \(table) SET valid_to = ? WHERE id = ?", arguments: [validity.to?.number, old["id"] as Int])
        summary.updated += 1
    }
}

extension String {
    /// nil when there is nothing in it.
    var nonEmpty: String? { isEmpty ? nil : self }
}
