import Foundation

/// What strace (`-f -o`) wrote of a server: whether each reply to a POST came after an fsync that had begun after the request
/// was read.
struct SyscallTrace {
    /// For each reply with status 303, in their order.
    private(set) var isDurable: [Bool] = []
    /// How many fsyncs and fdatasyncs succeeded.
    private(set) var syncs = 0

    /// By the connection's descriptor: the line on which its last POST had come in.
    private var requests: [Substring: Int] = [:]
    /// By thread: a call that has begun, and on which line.
    private var begun: [Substring: (text: Substring, line: Int)] = [:]
    /// The latest beginning of a sync that has ended.
    private var lastSync = -1

    init(_ text: String) {
        for (number, line) in text.split(separator: "\n").enumerated() {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let (thread, call) = (parts[0], parts[1].drop { $0 == " " })
            if call.hasSuffix("<unfinished ...>") {
                begun[thread] = (call, number)
                // What is sent may be there before the call returns.
                noteReply(call)
            } else if call.hasPrefix("<... "), let start = begun.removeValue(forKey: thread) {
                noteEnd(start.text, call, began: start.line, ended: number)
            } else {
                noteReply(call)
                noteEnd(call, call, began: number, ended: number)
            }
        }
    }

    private mutating func noteReply(_ call: Substring) {
        guard call.contains("\"HTTP/1.1 303"), let request = requests[SyscallTrace.descriptor(call)] else { return }
        isDurable.append(lastSync > request)
    }

    private mutating func noteEnd(_ start: Substring, _ end: Substring, began: Int, ended: Int) {
        if start.hasPrefix("fsync") || start.hasPrefix("fdatasync"), end.hasSuffix(" = 0") {
            syncs += 1
            lastSync = max(lastSync, began)
        }
        if end.contains("\"POST /") { requests[SyscallTrace.descriptor(start)] = ended }
    }

    private static func descriptor(_ call: Substring) -> Substring {
        (call.split(separator: "(", maxSplits: 1).last ?? "").prefix { $0.isNumber }
    }
}
