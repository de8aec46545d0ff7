import Foundation
import Survey
import Synchronization

/// Counts wrong tokens by address, in memory only, under a hash whose key changes every day.
///
/// Right tokens never come here, so that a commune behind one address is never slowed down.
final class AttemptLimiter: Sendable {
    private struct State {
        var day = Day(number: 0)
        var seed: UInt64 = 0
        /// What is left of each address's allowance, and when that was reckoned.
        var allowances: [Int: (left: Double, at: Double)] = [:]
    }

    private let state = Mutex(State())
    private let burst: Double
    private let perSecond: Double

    /// - Parameters:
    ///   - burst: how many attempts are free.
    ///   - perSecond: how many more come back each second.
    init(burst: Double = 120, perSecond: Double = 0.5) {
        self.burst = burst
        self.perSecond = perSecond
    }

    /// Counts one wrong token; false when there were too many.
    func allows(_ address: IPAddress?, at now: Double) -> Bool {
        state.withLock { state in
            let today = Day(unixTime: now)
            if state.day != today || state.allowances.count > 100_000 {
                state = State(day: today, seed: UInt64.random(in: .min ... .max))
            }
            var hasher = Hasher()
            hasher.combine(state.seed)
            // Whoever has one version 6 address usually has 2⁶⁴ of them.
            hasher.combine(address.map { $0.bytes.count == 16 ? Array($0.bytes[..<8]) : $0.bytes })
            let key = hasher.finalize()
            let known = state.allowances[key] ?? (burst, now)
            let left = min(burst, known.left + max(0, now - known.at) * perSecond)
            state.allowances[key] = (max(0, left - 1), now)
            return left >= 1
        }
    }
}
