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

    var isResultTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    var isMessageTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }
}
