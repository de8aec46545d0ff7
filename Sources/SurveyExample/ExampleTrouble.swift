import Survey

/// Stretches in which a desk of the example did worse than it usually does, so that follow-up and plan have something to
/// show. Made up, like all answers.
struct ExampleTrouble: Sendable, Hashable {
    /// What it adds to the share of unhappy answers.
    let unhappiness: Double
    /// The reason that most of the unhappy give.
    let reason: String
    /// The least share of completed dossiers that get an answer: the annoyed answer more often.
    let responseRate: Double

    /// The trouble at a desk in a month, if any: at Xuân Trường papers were asked for twice until a task of the plan ended
    /// it, and from July 2026 on two desks of Xuân Hưng in turn have too few people.
    static func at(_ deskCode: String, in month: Month) -> ExampleTrouble? {
        if deskCode.hasPrefix("TT-14089-"), twicePapers.contains(month.number) {
            return ExampleTrouble(unhappiness: 0.2, reason: "papers", responseRate: 0.2)
        }
        let busy = month.number % 2 == 0 ? "TT-14122-1" : "TT-14122-3"
        if deskCode == busy, month.number >= fewPeople {
            return ExampleTrouble(unhappiness: 0.42, reason: "trips", responseRate: 0.4)
        }
        return nil
    }

    /// November 2025 to April 2026.
    private static let twicePapers = 2025 * 12 + 10...2026 * 12 + 3
    /// July 2026.
    private static let fewPeople = 2026 * 12 + 6
}
