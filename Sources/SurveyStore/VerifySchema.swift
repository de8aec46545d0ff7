import GRDB
import Survey

extension Findings {
    /// Holds the file's schema against what the migrations make: a trigger, a column or an index that somebody added
    /// can keep which dossier an answer came from.
    ///
    /// - Returns: whether every table and column that is read is there.
    mutating func checkSchema(_ db: Database) throws -> Bool {
        let (ours, found) = (try FileSchema.ours(), try FileSchema(db))
        for (key, object) in found.sorted where !object.isFiller {
            if ours.objects[key] == object { continue }
            if ours.objects[key] != nil {
                addDifference(of: object, columns: found.columns.subtracting(ours.columns))
            } else {
                add(
                    "\(object.words.vi) không phải của chương trình: đã được thêm từ bên ngoài",
                    "\(object.words.en) is not ours: it was added behind the program's back")
            }
        }
        for (key, object) in ours.sorted where found.objects[key] == nil {
            add(
                "thiếu \(object.words.vi): đã bị xóa từ bên ngoài chương trình",
                "\(object.words.en) is missing: it was removed behind the program's back")
        }
        return ours.columns.isSubset(of: found.columns)
    }

    private mutating func addDifference(of object: SchemaObject, columns foreign: Set<FileSchema.Column>) {
        let names = foreign.filter { object.type == "table" && $0.table == object.name }.map(\.name).sorted()
        if names.isEmpty {
            return add(
                "\(object.words.vi) không như chương trình tạo ra: đã bị sửa từ bên ngoài",
                "\(object.words.en) is not as the program makes it: it was changed behind its back")
        }
        for name in names {
            add(
                "cột \(name) của \(object.words.vi) không phải của chương trình: đã được thêm từ bên ngoài",
                "the column \(name) of \(object.words.en) is not ours: it was added behind the program's back")
        }
    }
}

/// What a file's schema consists of.
private struct FileSchema {
    struct Column: Hashable {
        let table, name: String
    }

    /// By type and name.
    let objects: [String: SchemaObject]
    /// Those of its tables, the hidden ones too.
    let columns: Set<Column>

    init(_ db: Database) throws {
        objects = Dictionary(try SchemaObject.all(db).map { ("\($0.type) \($0.name)", $0) }) { first, _ in first }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT made.name, field.name
                FROM main.sqlite_schema AS made, pragma_table_xinfo(made.name, 'main') AS field
                WHERE made.type = 'table' AND made.name NOT GLOB 'sqlite_*'
                """)
        columns = Set(rows.map { Column(table: $0[0], name: $0[1]) })
    }

    /// What our own migrations make.
    static func ours() throws -> FileSchema {
        let fresh = try DatabaseQueue()
        defer { try? fresh.close() }
        try Schema.migrator.migrate(fresh)
        return try fresh.read { try FileSchema($0) }
    }

    /// In a fixed order.
    var sorted: [(key: String, value: SchemaObject)] { objects.sorted { $0.key < $1.key } }
}
