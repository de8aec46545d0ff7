import Foundation
import OwnThread
import Testing

@testable import Survey

/// Attacks on random worlds, sparse and dense; the seeds are fixed, so that a failure can be looked at.
@Suite(.ownThread) struct SmallCellAttackTests {
    /// Plays a world to its end with an attacker asking on every day.
    ///
    /// - Parameter restarts: whether the service starts again on some of the days.
    static func play(
        _ size: SmallCellWorld.Size, seed: UInt64, restarts: Bool = false
    ) -> (world: SmallCellWorld, attacker: SmallCellAttacker) {
        var random = SeededGenerator(seed &* 104_729)
        var world = SmallCellWorld(size, seed: seed)
        var attacker = SmallCellAttacker()
        for month in world.months {
            for day in 0..<size.days {
                if restarts, Bool.random(using: &random) {
                    attacker.noteRestart(world)
                    world.restart()
                }
                world.pass(month: month, day: day * 9)
                attacker.ask(world)
            }
        }
        return (world, attacker)
    }

    /// Seeds of the worlds for linear programming: twelve, or as many from another one on as the environment asks for.
    static var programs: ClosedRange<UInt64> {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["HAILONG_ATTACK_SEED"].flatMap { UInt64($0) } ?? 1001
        let count = environment["HAILONG_ATTACK_COUNT"].flatMap { UInt64($0) } ?? 12
        return first...(first + max(1, count) - 1)
    }

    static func size(_ seed: UInt64, largest: Int = 4) -> SmallCellWorld.Size {
        var random = SeededGenerator(seed &* 7919)
        return SmallCellWorld.Size(
            desks: Int.random(in: 1...largest, using: &random), procedures: Int.random(in: 1...3, using: &random),
            communes: [2, 4][Int.random(in: 0..<2, using: &random)], months: Int.random(in: 1...2, using: &random),
            days: Int.random(in: 1...3, using: &random),
            dossiersADay: [8, 15, 30][Int.random(in: 0..<3, using: &random)],
            response: [15, 40, 70, 100][Int.random(in: 0..<4, using: &random)])
    }

    @Test(
        "two hundred random offices give no hidden cell away to elimination over every table of every day",
        arguments: [UInt64(0), 50, 100, 150])
    func elimination(first: UInt64) {
        var secrets = 0
        var facts = 0
        for seed in (first + 1)...(first + 50) {
            let (_, attacker) = Self.play(Self.size(seed), seed: seed)
            secrets += attacker.secrets.count
            facts += attacker.facts.count
            #expect(attacker.breaches.isEmpty, "seed \(seed)")
            let found = attacker.found()
            #expect(found.isEmpty, "seed \(seed): \(found.prefix(3).map(\.name))")
        }
        // The attack must have had something to work with, and something to look for.
        #expect(facts > 200)
        #expect(secrets > 1000)
    }

    @Test(
        "nor do random offices whose service starts again on any day, with every figure from before in hand",
        arguments: [UInt64(2000), 2030, 2060, 2090])
    func eliminationAfterRestarts(first: UInt64) {
        var secrets = 0
        var facts = 0
        for seed in (first + 1)...(first + 30) {
            var size = Self.size(seed)
            size.days = 3
            let (_, attacker) = Self.play(size, seed: seed, restarts: true)
            secrets += attacker.secrets.count
            facts += attacker.facts.count
            #expect(attacker.breaches.isEmpty, "seed \(seed): \(attacker.breaches.prefix(3))")
            let found = attacker.found()
            #expect(found.isEmpty, "seed \(seed): \(found.prefix(3))")
        }
        #expect(facts > 100)
        #expect(secrets > 500)
    }

    @Test(
        "nor do random offices in which the questionnaire changes to another scale, with restarts and without",
        arguments: [false, true])
    func eliminationOnTwoScales(restarts: Bool) {
        var secrets = 0
        var second = 0
        for seed in UInt64(4001)...4040 {
            var size = Self.size(seed)
            size.hasTwoScales = true
            let (_, attacker) = Self.play(size, seed: seed, restarts: restarts)
            secrets += attacker.secrets.count
            second += attacker.secrets.count { $0.name.contains("5,4,3,2,1") }
            #expect(attacker.breaches.isEmpty, "seed \(seed): \(attacker.breaches.prefix(3))")
            let found = attacker.found()
            #expect(found.isEmpty, "seed \(seed): \(found.prefix(3))")
        }
        #expect(secrets > 500 && second > 200, "\(secrets), \(second)")
    }

    @Test(
        "nor do offices with a history, whose new months are a small part of everything that was shown",
        arguments: [false, true])
    func eliminationWithHistory(restarts: Bool) {
        var large = 0
        for seed in UInt64(3001)...3006 {
            var size = Self.size(seed, largest: 3)
            (size.months, size.days, size.dossiersADay) = (4, 2, 20)
            let (_, attacker) = Self.play(size, seed: seed, restarts: restarts)
            large += attacker.largeIncreases
            #expect(attacker.breaches.isEmpty, "seed \(seed): \(attacker.breaches.prefix(3))")
            let found = attacker.found()
            #expect(found.isEmpty, "seed \(seed): \(found.prefix(3))")
        }
        // Figures did lack enough answers to be told, which are no secret.
        #expect(large > 20)
    }

    @Test(
        "linear programming, which knows that no count is negative or above the completed, pins no hidden cell down",
        arguments: [false, true])
    func linearProgramming(restarts: Bool) throws {
        var cases: [[String: Any]] = []
        var names: [[String]] = []
        var seeds: [UInt64] = []
        for seed in Self.programs {
            var size = Self.size(seed, largest: 3)
            size.hasTwoScales = seed % 3 == 0
            let (_, attacker) = Self.play(size, seed: seed, restarts: restarts)
            if attacker.facts.isEmpty { continue }
            let secrets = attacker.secrets.enumerated().filter { $0.offset % max(1, attacker.secrets.count / 25) == 0 }
            seeds.append(seed)
            names.append(secrets.map(\.element.name))
            cases.append([
                "unknowns": attacker.unknowns.count,
                "caps": attacker.caps.map { ["columns": $0.columns, "most": $0.most] },
                "facts": attacker.facts.map {
                    ["columns": $0.columns, "answers": $0.answers, "satisfied": $0.satisfied]
                },
                "secrets": secrets.map { ["columns": $0.element.columns, "answers": $0.element.answers] },
            ])
        }
        let found = try SmallCellProgram.pinned(cases)
        #expect(found.count == cases.count)
        for (index, pinned) in found.enumerated() {
            #expect(pinned.isEmpty, "seed \(seeds[index]): \(pinned.map { names[index][$0] })")
        }
        #expect(cases.count * 2 > Self.programs.count)
    }

    @Test("the attackers find what a rule without complementary suppression gives away")
    func attackersWork() throws {
        // Total 12 and desk 9 are shown: the other desk's 3 must be found by both.
        let facts: [[String: Any]] = [
            ["columns": [0, 1], "answers": 12, "satisfied": 10], ["columns": [0], "answers": 9, "satisfied": 8],
        ]
        let none: [[String: Any]] = []
        let found = try SmallCellProgram.pinned([
            ["unknowns": 3, "caps": none, "facts": facts, "secrets": [["columns": [1], "answers": 3]]],
            [
                "unknowns": 3, "caps": [["columns": [1], "most": 0]], "facts": [facts[0]],
                "secrets": [["columns": [0], "answers": 12], ["columns": [2], "answers": 0]],
            ],
        ])
        #expect(found == [[0], [0]])
    }
}

/// Linear programs, solved by scipy's HiGHS.
enum SmallCellProgram {
    /// For every case the secrets whose least and largest possible values agree.
    static func pinned(_ cases: [[String: Any]]) throws -> [[Int]] {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Reference/small_cells.py")
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
        try input.fileHandleForWriting.write(contentsOf: try JSONSerialization.data(withJSONObject: cases))
        try input.fileHandleForWriting.close()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "python3 with scipy is needed; Scripts/test installs it")
        return try #require(try JSONSerialization.jsonObject(with: answer) as? [[Int]])
    }
}
