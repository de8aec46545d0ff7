import Foundation
import Survey
import Synchronization

/// A line on the terminal while work runs that cannot tell how far it has come: what is being done, and for how many
/// seconds. Nothing where standard error is no terminal.
final class Waiting: Sendable {
    private let console: Console
    /// What is being done; nil once it is over.
    private let text: Mutex<Localized?>

    private init(_ console: Console, _ text: Localized) {
        self.console = console
        self.text = Mutex(text)
    }

    /// Tells what is done from here on.
    func turn(to text: Localized) { self.text.withLock { $0 = text } }

    /// Runs work beside the line, and takes the line away whatever becomes of it.
    static func during<T: Sendable>(
        _ console: Console, _ text: Localized, _ work: @escaping @Sendable (Waiting) async throws -> T
    ) async throws -> T {
        let waiting = Waiting(console, text)
        guard console.isMessageTerminal else { return try await work(waiting) }
        return try await withThrowingTaskGroup(of: T?.self) { group in
            group.addTask {
                await waiting.show()
                return nil
            }
            defer { waiting.end() }
            group.addTask { try await work(waiting) }
            while let value = try await group.next() {
                guard let value else { continue }
                group.cancelAll()
                return value
            }
            throw CancellationError()
        }
    }

    /// Writes the line every half second until it is cancelled.
    private func show() async {
        let start = ProcessInfo.processInfo.systemUptime
        while !Task.isCancelled {
            let seconds = Int(ProcessInfo.processInfo.systemUptime - start)
            // Under the lock, so that nothing is written once the line was taken away.
            text.withLock { text in
                guard let words = text?[console.language] else { return }
                write(seconds > 0 ? "\(words) \(seconds) s" : words)
            }
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    private func end() {
        text.withLock { text in
            text = nil
            write("")
        }
    }

    private func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(text)".utf8))
    }
}
