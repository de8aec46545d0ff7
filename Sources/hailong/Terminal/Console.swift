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
    ///
    /// - Throws: `Failure` when standard output is closed, or what it leads to is full.
    func result(_ bytes: Data) throws {
        do { try FileHandle.standardOutput.write(contentsOf: bytes) } catch {
            throw Failure(
                vi: "không ghi được ra đầu ra chuẩn: bị đóng, hoặc đĩa đã đầy",
                en: "cannot write to standard output: it is closed, or the disk is full")
        }
    }

    /// Puts something that cannot be used in the place of standard streams that are closed, so that no file that is opened
    /// later gets their number, and with it what is written to them.
    static func fillClosedStreams() {
        for (stream, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(stream, F_GETFD) == -1 {
            // The lowest free number is the stream's own.
            _ = open("/dev/null", mode)
        }
    }

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
