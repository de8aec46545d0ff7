import Foundation
import Survey
import Testing

/// Values computed by scipy and statsmodels, to compare ours with.
enum Reference {
    /// Runs `Reference/statistics.py` once for many calls.
    ///
    /// - Parameter calls: each a function's name and its arguments.
    /// - Returns: a number or a list of numbers for each call.
    static func values(_ calls: [[Any]]) throws -> [[Double]] {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Reference/statistics.py")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script.path]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        // What Python complains of is shown as it is.
        process.standardError = FileHandle.standardError
        try process.run()
        let request = try JSONSerialization.data(withJSONObject: calls)
        // The script reads everything before it writes anything, so neither waits for the other.
        try input.fileHandleForWriting.write(contentsOf: request)
        try input.fileHandleForWriting.close()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(
            process.terminationStatus == 0,
            "python3 with scipy, statsmodels and mpmath is needed to compare with; Scripts/test installs them")
        let list = try #require(try JSONSerialization.jsonObject(with: answer) as? [Any])
        return list.map { ($0 as? [Any] ?? [$0]).map { ($0 as? NSNumber)?.doubleValue ?? .nan } }
    }

    /// Whether two values agree to a relative error, or to an absolute one where both are next to nothing.
    static func agree(_ a: Double, _ b: Double, _ error: Double, absolute: Double = 1e-300) -> Bool {
        a == b || abs(a - b) <= max(absolute, error * max(abs(a), abs(b)))
    }
}

extension SeededGenerator {
    /// A number of successes in `n` trials.
    mutating func binomial(_ n: Int, _ share: Double) -> Int {
        (0..<n).count { _ in Double.random(in: 0..<1, using: &self) < share }
    }

    /// A share around a mean: a beta distribution's shape is near enough to a logit-normal's for tests.
    mutating func share(mean: Double, spread: Double) -> Double {
        let normal = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &self) }
        return 1 / (1 + exp(-(log(mean / (1 - mean)) + spread * normal)))
    }
}
