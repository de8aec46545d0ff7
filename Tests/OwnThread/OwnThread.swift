import Foundation
public import Testing

/// Runs tests that wait for other programs on threads of their own.
///
/// Swift's pool has one thread per core. Two tests that wait for a program, or count for a minute without a pause, hold both
/// threads of a small machine, and every test that talks over a socket then runs into its time limit.
public struct OwnThread: SuiteTrait, TestTrait, TestScoping {
    public var isRecursive: Bool { true }

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(Threads.shared) { try await function() }
    }
}

extension Trait where Self == OwnThread {
    /// Waits for other programs, or counts for long: off Swift's pool.
    public static var ownThread: Self { OwnThread() }
}

/// Sixteen threads, twice as many as tests run at once: whoever waits holds one, and those who count share the others.
private final class Threads: TaskExecutor, @unchecked Sendable {
    static let shared = Threads(count: 16)

    private let condition = NSCondition()
    /// Guarded by the condition.
    private var jobs: [UnownedJob] = []

    init(count: Int) {
        for _ in 0..<count { Thread.detachNewThread { self.work() } }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.withLock { jobs.append(job) }
        condition.signal()
    }

    private func work() {
        while true {
            condition.lock()
            while jobs.isEmpty { condition.wait() }
            let job = jobs.removeFirst()
            condition.unlock()
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
