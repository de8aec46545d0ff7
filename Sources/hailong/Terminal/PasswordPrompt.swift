import Foundation
import Survey

/// Asks for a new password: on a terminal twice and without echo, else as the first line of standard input.
struct PasswordPrompt {
    let console: Console

    func ask(for name: String) throws -> String {
        guard console.isInputTerminal else {
            guard let line = readLine() else {
                throw SurveyError(
                    .invalid, vi: "không có mật khẩu trên đầu vào chuẩn", en: "there is no password on standard input")
            }
            return line
        }
        let first = try hidden(Localized(vi: "Mật khẩu cho \(name): ", en: "Password for \(name): "))
        let second = try hidden(Localized(vi: "Nhập lại: ", en: "Again: "))
        guard first == second else {
            throw SurveyError(.invalid, vi: "hai lần nhập không giống nhau", en: "the two are not the same")
        }
        return first
    }

    /// One line that does not show on the terminal.
    private func hidden(_ prompt: Localized) throws -> String {
        try FileHandle.standardError.write(contentsOf: Data(prompt[console.language].utf8))
        var shown = termios()
        guard tcgetattr(STDIN_FILENO, &shown) == 0 else {
            throw SurveyError(.unavailable, vi: "không tắt được hiển thị", en: "the echo cannot be turned off")
        }
        var hiding = shown
        hiding.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hiding)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
            console.message("")
        }
        return readLine() ?? ""
    }
}
