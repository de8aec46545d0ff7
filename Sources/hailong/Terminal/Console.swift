import Foundation
import Survey

/// Where a command writes: results to standard output, messages to standard error in the reader's language.
struct Console: Sendable {
    let language: Language

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        language = Language(environment: environment)
    }

    /// Writes a line of the result.
    func result(_ line: String) throws { try result(Data((line + "\n").utf8)) }

    /// Writes bytes of the result as they are.
    func result(_ bytes: Data) throws { try FileHandle.standardOutput.write(contentsOf: bytes) }

    /// Writes a line to standard error. Whoever closed it does not want to know.
    func message(_ text: Localized) { message(text[language]) }

    func message(_ line: String) { try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8)) }

    /// Says that figures are an example's, where they are: on standard error, since programs read the result.
    func label(_ settings: Settings) {
        guard settings.isExample else { return }
        message(
            Localized(
                vi: "Dữ liệu ví dụ: các đánh giá được tạo ra, không phải của người dân.",
                en: "Example data: the answers are generated, not given by citizens."))
    }

    var isResultTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    var isMessageTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }
}
