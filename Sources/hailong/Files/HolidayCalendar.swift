import Foundation
import Survey

extension WorkingCalendar {
    /// The working days of `holidays-vn.csv` in the folder of templates.
    ///
    /// - Throws: `SurveyError` that names the file when it is missing or malformed.
    init(templates: URL) throws {
        let file = templates.appending(path: "holidays-vn.csv")
        guard let bytes = FileManager.default.contents(atPath: file.path) else {
            throw SurveyError(
                .unavailable, vi: "không đọc được tệp \(file.path)", en: "cannot read the file \(file.path)")
        }
        do {
            try self.init(csv: bytes)
        } catch let error as SurveyError {
            throw SurveyError(
                error.code, vi: "\(file.path): \(error.message.vi)", en: "\(file.path): \(error.message.en)")
        }
    }
}
