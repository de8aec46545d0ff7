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

/// A thread for each piece of work between two waits.
private final class Threads: TaskExecutor {
    static let shared = Threads()

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
