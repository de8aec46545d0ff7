import Foundation
import GRDB
import Logging
import Survey
import Synchronization

@testable import SurveyStore

/// Citizens who answer over several days, one by one, and the truth about them that no file may give away.
final class CitizenLoad: Sendable {
    /// One answer as it really came.
    struct Truth: Sendable {
        let dossier: DossierID
        let code: DossierCode
        let completedOn: Day
        let answerKey: Int64
        let commentKey: Int64?
        let leaf: Data
    }

    let test: TestStore
    private let generator = Mutex(Sequence64(state: 20_261_123))
    private let recorded = Mutex<[Truth]>([])
    /// In the order of arrival.
    var truths: [Truth] { recorded.withLock { $0 } }

    /// Dossiers of three weeks at two desks, each desk one procedure: two large cells.
    init(dossiers: Int) async throws {
        test = try await TestStore("2026-11-01")
        self.dossiers = try (1...dossiers).map { number in
            (try DossierCode(TestStore.code(number)), try Day.parse("2026-11-01") + number * 21 / dossiers)
        }
    }

    private let dossiers: [(code: DossierCode, completedOn: Day)]

    private func shuffled(_ indices: [Int]) -> [Int] { generator.withLock { indices.shuffled(using: &$0) } }

    private func random(_ bound: Int) -> Int {
        generator.withLock { Int($0.next() % UInt64(bound)) }
    }

    /// Registers and answers day by day: most people answer within a few days, in bursts, some never.
    ///
    /// - Parameter pause: what follows every ninth answer: an idle moment of the office.
    func run(pause: Duration?, halfway: () throws -> Void = {}) async throws {
        var open: [Int] = []
        var next = 0
        while next < dossiers.count || !open.isEmpty {
            while next < dossiers.count, dossiers[next].completedOn <= test.store.today {
                open.append(next)
                next += 1
            }
            try test.load(
                .dossiers,
                TestStore.header
                    + open.map { index in
                        TestStore.dossier(
                            index + 1, on: "\(dossiers[index].completedOn)", desk: index % 2 == 0 ? "XH-1" : "XT-1")
                    }.joined(separator: "\n"))
            let isLast = next == dossiers.count
            for index in shuffled(open) where isLast || random(3) > 0 {
                try await answer(index)
                open.removeAll { $0 == index }
                if let pause, truths.count % 9 == 0 { try await Task.sleep(for: pause) }
            }
            if let pause { try await Task.sleep(for: pause) }
            if isLast { break }
            test.clock.advance(days: 1)
            if next > dossiers.count / 2, next <= dossiers.count / 2 + dossiers.count / 21 + 1 { try halfway() }
        }
    }

    private func answer(_ index: Int) async throws {
        let (code, completedOn) = dossiers[index]
        let overall = ["3", "3", "2", "1"][random(4)]
        let comment = random(4) == 0 ? "Góp ý số \(random(1_000_000)) về quầy" : nil
        let id = test.keyRing.newest.id(of: code)
        let before = try keys()
        let outcome = try await test.store.submit(
            TestStore.answer(overall, overall == "1" ? [("reason", "time")] : [], comment: comment), for: id,
            channel: .ownDevice)
        guard case .counted(let leaf) = outcome else { throw SurveyError(.conflict, vi: "", en: "\(outcome)") }
        let after = try keys()
        recorded.withLock {
            $0.append(
                Truth(
                    dossier: id, code: code, completedOn: completedOn,
                    answerKey: after.answers.subtracting(before.answers).first ?? 0,
                    commentKey: after.comments.subtracting(before.comments).first, leaf: leaf))
        }
    }

    private func keys() throws -> (answers: Set<Int64>, comments: Set<Int64>) {
        try test.store.readNow { db in
            (
                Set(try Int64.fetchAll(db, sql: "SELECT key FROM answer")),
                Set(try Int64.fetchAll(db, sql: "SELECT key FROM comment"))
            )
        }
    }
}

/// A small generator with a seed (SplitMix64).
struct Sequence64: RandomNumberGenerator, Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension Day {
    /// A day that is known to be written rightly.
    static func parse(_ text: String) throws -> Day {
        guard let day = Day(text) else { throw SurveyError(.invalid, vi: text, en: text) }
        return day
    }
}
