/// What makes one desk of the example differ from another, drawn from its code alone.
struct DeskTemper: Sendable {
    /// 0 for the quickest to 1 for the slowest.
    let slowness: Double
    /// The share of completed dossiers that get an answer, 0.10 to 0.35.
    let responseRate: Double
    /// The share of completed dossiers for which a slip was issued, 0.62 to 0.98.
    let coverage: Double
    /// The share of unhappy answers to dossiers completed early in January 2024.
    let unhappiness: Double
    /// What a month adds to it; mostly less than nothing.
    let drift: Double
    /// The share of *rất hài lòng* among happy answers.
    let delight: Double
    let hasKiosk: Bool

    init(of deskCode: String) {
        // Not of the generator's seed: another seed has other dossiers, but the same desks.
        var random = SplitMix64(seed: 36, stream: "desk/\(deskCode)")
        let isHard = deskCode.hasSuffix("-DD") || deskCode.hasSuffix("-3") || deskCode == "TT-14104-2"
        slowness = isHard ? 0.6 + 0.4 * random.unit() : random.unit()
        responseRate = 0.10 + 0.25 * random.unit()
        coverage = 0.62 + 0.36 * random.unit()
        unhappiness = (isHard ? 0.12 : 0.03) + 0.07 * random.unit()
        drift = -0.0015 + 0.002 * random.unit()
        delight = 0.35 + 0.3 * random.unit()
        hasKiosk = random.chance(0.4)
    }
}
