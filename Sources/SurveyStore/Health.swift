import GRDB
import Logging
import Survey

extension Store {
    /// Reads the database once.
    ///
    /// - Throws: `SurveyError` (`unavailable`) when it cannot be read.
    public func checkHealth() throws {
        do {
            _ = try readNow { try Int.fetchOne($0, sql: "SELECT count(*) FROM revision") }
        } catch {
            logger.error("the database cannot be read", metadata: ["error": "\(error)"])
            throw SurveyError(
                .unavailable, vi: "không đọc được cơ sở dữ liệu", en: "the database cannot be read")
        }
    }
}
