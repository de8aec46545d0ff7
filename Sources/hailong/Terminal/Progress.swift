import Foundation
import Survey

/// A line on the terminal that tells how far long work has come; nothing where standard error is no terminal.
final class Progress {
    private let console: Console
    private let text: (Int) -> Localized
    private var lastShown: Double = 0
    private var isShown = false

    /// - Parameter text: what to say after so many rows.
    init(_ console: Console, _ text: @escaping (Int) -> Localized) {
        self.console = console
        self.text = text
    }

    /// Shows the line anew, at most ten times a second.
    func show(_ count: Int) {
        let now = ProcessInfo.processInfo.systemUptime
        guard console.isMessageTerminal, now - lastShown > 0.1 else { return }
        lastShown = now
        isShown = true
        write("\r\u{1B}[K" + text(count)[console.language])
    }

    /// Takes the line away.
    func clear() {
        if isShown { write("\r\u{1B}[K") }
        isShown = false
    }

    private func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
