import Foundation
import GRDB
import Survey

/// Looks at a database file before SQLite does, so that a file that is not ours stays untouched.
enum DatabaseFile {
    /// The newest schema that this program knows, kept in SQLite's `user_version`: the number of its migrations.
    static let version = UInt32(Schema.migrator.migrations.count)

    /// - Parameters:
    ///   - mayBeNew: whether an empty file, or an empty database, may be made into one of ours.
    ///   - ofAnyVersion: whether it may be made by a newer version.
    /// - Throws: `SurveyError` when the file is no SQLite database, not ours, or made by a newer version.
    static func check(_ path: String, mayBeNew: Bool = true, ofAnyVersion: Bool = false) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        if isFolder.boolValue {
            throw SurveyError(
                .invalid, vi: "\(path) là thư mục, không phải cơ sở dữ liệu", en: "\(path) is a folder, not a database")
        }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw SurveyError(
                .unavailable, vi: "không mở được cơ sở dữ liệu \(path)", en: "cannot open the database \(path)")
        }
        defer { try? file.close() }
        let header = (try? file.read(upToCount: 100)) ?? Data()
        if header.isEmpty, mayBeNew { return }
        guard header.count == 100, header.prefix(16) == Data("SQLite format 3\0".utf8) else {
            throw SurveyError(
                .invalid, vi: "\(path) không phải là cơ sở dữ liệu; tệp được giữ nguyên",
                en: "\(path) is not a database; it was left untouched")
        }
        func number(at offset: Int) -> UInt32 {
            header[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
        }
        let pages = number(at: 28)
        let isNew = mayBeNew && pages <= 1 && number(at: 60) == 0
        guard number(at: 68) == UInt32(bitPattern: Schema.applicationID) || isNew else {
            throw SurveyError(
                .invalid, vi: "\(path) là cơ sở dữ liệu của chương trình khác; tệp được giữ nguyên",
                en: "\(path) is another program's database; it was left untouched")
        }
        if !ofAnyVersion { try checkVersion(number(at: 60), path) }
    }

    /// What a person may read when a file cannot be opened.
    static func unopened(_ path: String, _ error: DatabaseError) -> SurveyError {
        let code = error.resultCode.rawValue
        return switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            SurveyError(
                .unavailable, vi: "cơ sở dữ liệu \(path) bị hỏng (SQLite \(code)); hãy khôi phục bản sao lưu",
                en: "the database \(path) is damaged (SQLite \(code)); restore a backup")
        default:
            SurveyError(
                .unavailable, vi: "không mở được cơ sở dữ liệu \(path) (SQLite \(code))",
                en: "cannot open the database \(path) (SQLite \(code))")
        }
    }

    /// Makes a missing database as an empty file that its owner alone may read; SQLite gives its companions the same mode.
    ///
    /// - Returns: whether it was made: it is there already, or cannot be made, which SQLite will say.
    @discardableResult
    static func makePrivate(_ path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        if descriptor >= 0 { close(descriptor) }
        return descriptor >= 0
    }

    /// Bytes, 0 when there is no such file.
    static func size(_ path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }

    /// Whether there is a file, links followed, with nothing in it.
    static func isEmpty(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? file.close() }
        return (try? file.read(upToCount: 1) ?? Data())?.isEmpty ?? false
    }

    static func checkVersion(_ found: UInt32, _ path: String) throws {
        guard found <= version else {
            throw SurveyError(
                .invalid,
                vi:
                    "\(path) do phiên bản HàiLòng mới hơn tạo ra (lược đồ \(found), bản này biết \(version)); hãy cập nhật",
                en: "\(path) was made by a newer HàiLòng (schema \(found), this one knows \(version)); please update")
        }
    }
}

extension Store {
    /// Looks at a file before anything touches it.
    ///
    /// A file that another process is just making is empty for a moment, and waited for.
    /// - Throws: `SurveyError` when there is a file that is no database of ours, is empty, or is made by a newer version.
    public static func check(_ path: String) throws {
        var waits = 0
        while waits < 20, DatabaseFile.isEmpty(path) {
            Thread.sleep(forTimeInterval: 0.05)
            waits += 1
        }
        try DatabaseFile.check(path, mayBeNew: !DatabaseFile.isEmpty(path))
    }
}
