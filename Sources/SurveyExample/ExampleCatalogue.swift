public import Survey

/// The example's catalogue, read from the texts of `Scripts/example/communes.csv`, `desks.csv` and `procedures.csv`.
///
/// The same files go into the database by `hailong import`; here they tell the generators what was valid when.
public enum ExampleCatalogue {
    /// - Throws: `SurveyError` (`invalid`) for a text that is not the file it should be.
    public static func read(communes: String, desks: String, procedures: String) throws -> Catalogue {
        let units = try rows(communes).enumerated().map { id, row in
            AdministrativeUnit(
                id: id, code: try row.text("code"), name: try row.text("name"),
                level: try level(row, or: .commune), parentCode: row["parent_code"], validity: try validity(row),
                successorCode: row["successor_code"])
        }
        let desks = try rows(desks).enumerated().map { id, row in
            Desk(
                id: id, code: try row.text("code"), name: try row.text("name"), unitCode: try row.text("unit_code"),
                validity: try validity(row))
        }
        let procedures = try rows(procedures).enumerated().map { id, row in
            Procedure(
                id: id, code: try ProcedureCode(row.text("code")), name: try row.text("name"),
                field: try row.text("field"), level: try level(row, or: nil), validity: try validity(row))
        }
        return Catalogue(units: units, desks: desks, procedures: procedures)
    }

    /// One line, its fields by column; an empty field is none.
    private struct Row {
        let line: Int
        let fields: [String: String]

        subscript(column: String) -> String? { fields[column] }

        func text(_ column: String) throws -> String {
            guard let text = fields[column] else { throw bad(column) }
            return text
        }

        func bad(_ column: String) -> SurveyError {
            SurveyError(
                .invalid, vi: "dữ liệu ví dụ, dòng \(line): cột \(column) trống hoặc không đúng dạng",
                en: "example data, line \(line): column \(column) is missing or malformed")
        }
    }

    private static func rows(_ text: String) throws -> [Row] {
        var reader = CSVReader()
        var columns: [String]?
        var rows: [Row] = []
        let take = { (record: CSVReader.Record) in
            guard let names = columns else {
                columns = record.fields
                return
            }
            let pairs = zip(names, record.fields).filter { !$0.1.isEmpty }
            rows.append(Row(line: record.line, fields: Dictionary(pairs) { first, _ in first }))
        }
        try reader.read(text.utf8, take)
        try reader.finish(take)
        return rows
    }

    private static func level(
        _ row: Row, or standard: AdministrativeUnit.Level?
    ) throws -> AdministrativeUnit.Level {
        guard let text = row["level"] else {
            guard let standard else { throw row.bad("level") }
            return standard
        }
        guard let level = AdministrativeUnit.Level(rawValue: text) else { throw row.bad("level") }
        return level
    }

    private static func validity(_ row: Row) throws -> Validity {
        func day(_ column: String) throws -> Day? {
            guard let text = row[column] else { return nil }
            guard let day = Day(text) else { throw row.bad(column) }
            return day
        }
        return Validity(from: try day("valid_from"), to: try day("valid_to"))
    }
}
