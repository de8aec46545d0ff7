import GRDB
import Survey

/// A table, index, trigger or view as the file's schema has it.
struct SchemaObject: Hashable {
    let type: String
    let name: String
    let table: String
    /// Without what two versions of SQLite may write differently: quotes around names, and the kind of white space.
    let sql: String

    private init(_ row: Row) {
        type = row["type"] ?? "?"
        name = row["name"] ?? "?"
        table = row["tbl_name"] ?? "?"
        sql = SchemaObject.normal(row["sql"] ?? "")
    }

    /// Everything in a database's own schema but SQLite's statistics and sequences.
    static func all(_ db: Database) throws -> [SchemaObject] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT type, name, tbl_name, sql FROM main.sqlite_schema
                WHERE type <> 'table' OR name NOT GLOB 'sqlite_*' ORDER BY type, name
                """
        ).map(SchemaObject.init)
    }

    /// Whether it is left by a process that was killed while it tidied.
    var isFiller: Bool { type == "table" && name == "filler" && sql == SchemaObject.filler }

    private static let filler = normal(Tidying.filler).replacing("IF NOT EXISTS ", with: "")

    private static func normal(_ sql: String) -> String {
        sql.replacing("\"", with: "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// What it is, for people.
    var words: Localized {
        switch type {
        case "table": Localized(vi: "bảng \(name)", en: "the table \(name)")
        case "index": Localized(vi: "chỉ mục \(name) của bảng \(table)", en: "the index \(name) on \(table)")
        case "trigger": Localized(vi: "trigger \(name) trên bảng \(table)", en: "the trigger \(name) on \(table)")
        case "view": Localized(vi: "view \(name)", en: "the view \(name)")
        default: Localized(vi: "\(type) \(name)", en: "the \(type) \(name)")
        }
    }

    /// Refuses a database that does something on its own: we keep no trigger and no view in the file, and one that
    /// somebody put there can write down which dossier an answer came from.
    static func refusePrograms(_ db: Database, _ path: String) throws {
        guard let first = try all(db).first(where: { ["trigger", "view"].contains($0.type) })?.words else { return }
        throw SurveyError(
            .invalid,
            vi: """
                \(path) có \(first.vi), không phải của HàiLòng: tệp đã bị can thiệp từ bên ngoài chương trình. Hãy giữ \
                lại tệp làm chứng cứ, chạy “hailong verify” để xem những gì khác đã bị sửa, rồi khôi phục bản sao lưu
                """,
            en: """
                \(path) has \(first.en), which is not HàiLòng's: the file was tampered with. Keep a copy of it as \
                evidence, run “hailong verify” to see what else was changed, and restore a backup
                """)
    }
}
