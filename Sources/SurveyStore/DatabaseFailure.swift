import GRDB
public import Survey

extension SurveyError {
    /// What a person may read of a failure of the database: its kind and SQLite's code, never the statement.
    ///
    /// - Returns: nil when the error is none of the database's.
    public init?(database error: any Error) {
        guard let error = error as? DatabaseError else { return nil }
        let code = error.extendedResultCode.rawValue
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(.unavailable, vi: "đĩa đã đầy; không có gì được ghi", en: "the disk is full; nothing was written")
        case .SQLITE_READONLY:
            self.init(
                .unavailable, vi: "cơ sở dữ liệu chỉ cho đọc (tệp hoặc thư mục không cho ghi)",
                en: "the database is read-only (the file or its folder may not be written)")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .unavailable, vi: "cơ sở dữ liệu đang bận; hãy thử lại sau", en: "the database is busy; try again later"
            )
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(
                .unavailable, vi: "cơ sở dữ liệu bị hỏng (SQLite \(code)); hãy khôi phục bản sao lưu",
                en: "the database is damaged (SQLite \(code)); restore a backup")
        case .SQLITE_CANTOPEN:
            self.init(
                .unavailable, vi: "không mở được tệp cơ sở dữ liệu (SQLite \(code))",
                en: "the database file cannot be opened (SQLite \(code))")
        default:
            self.init(
                .unavailable, vi: "lỗi cơ sở dữ liệu (SQLite \(code))", en: "database failure (SQLite \(code))")
        }
    }
}
