public import Survey

/// Makes the example's answers: which dossiers got a slip, which of those were answered, and what was said.
///
/// Everything hangs on the seed and the dossier's code, not on the order of the calls. What it makes may be stored only
/// where the setting says that the data are an example.
public struct AnswerGenerator: Sendable {
    let seed: UInt64

    public init(seed: UInt64 = 20_240_501) {
        self.seed = seed
    }

    /// Whether a slip, QR or link was made for the dossier: for 62 to 98 of a hundred, by desk.
    public func isIssued(_ dossier: GeneratedDossier) -> Bool {
        var random = SplitMix64(seed: seed, stream: "slip/\(dossier.code.text)")
        return random.chance(DeskTemper(of: dossier.deskCode).coverage)
    }

    /// The answer that came in before today, if any: for 10 to 35 of a hundred completed dossiers, by desk. Only a dossier
    /// for which ``isIssued(_:)`` has one, and none that was completed today.
    public func answer(to dossier: GeneratedDossier, today: Day) -> GeneratedAnswer? {
        guard isIssued(dossier) else { return nil }
        let temper = DeskTemper(of: dossier.deskCode)
        var random = SplitMix64(seed: seed, stream: "answer/\(dossier.code.text)")
        let trouble = ExampleTrouble.at(dossier.deskCode, in: dossier.completedOn.month)
        let responseRate = max(temper.responseRate, trouble?.responseRate ?? 0)
        guard random.chance(responseRate / temper.coverage) else { return nil }

        let dayOffset = AnswerGenerator.dayOffset(&random)
        guard dossier.completedOn + dayOffset < today else { return nil }
        let overall = AnswerGenerator.overall(of: dossier, temper, trouble, &random)
        let channel = AnswerGenerator.channel(of: dossier, temper, &random)
        let optional = AnswerGenerator.values(overall, of: dossier, &random)
        let reasons = overall == 1 ? AnswerGenerator.reasons(for: dossier, trouble, &random) : []
        let answer = Answer(
            questionnaire: "three-level/1",
            values: [Answer.Value(question: "overall", value: String(overall))]
                + reasons.map { Answer.Value(question: "reason", value: $0) } + optional,
            comment: ExampleComments.draw(overall: overall, reasons: reasons, &random))
        let device = AnswerGenerator.device(channel, overall, at: dossier, &random)
        let isFiveLevel = FiveLevelAnswers.days.contains(dossier.completedOn)
        let given = isFiveLevel ? FiveLevelAnswers.answer(answer, &random) : answer
        return GeneratedAnswer(answer: given, channel: channel, dayOffset: dayOffset, device: device)
    }

    /// Most answer on the day or the next; a few weeks later.
    private static func dayOffset(_ random: inout SplitMix64) -> Int {
        switch random.below(100) {
        case ..<46: 0
        case ..<66: 1
        case ..<92: random.among(2...7)
        default: random.among(8...21)
        }
    }

    private static func overall(
        of dossier: GeneratedDossier, _ temper: DeskTemper, _ trouble: ExampleTrouble?, _ random: inout SplitMix64
    ) -> Int {
        let months = Double(dossier.completedOn.month - DossierGenerator.reported.lowerBound)
        let lateness =
            switch dossier.timeliness {
            case .early: 0.0
            case .onTime: 0.03
            case .late: 0.38
            }
        let usual = max(0.015, temper.unhappiness + temper.drift * months)
        let unhappiness = min(0.9, usual + lateness + (trouble?.unhappiness ?? 0))
        if random.chance(unhappiness) { return 1 }
        return random.chance(temper.delight - lateness / 2) ? 3 : 2
    }

    private static func channel(
        of dossier: GeneratedDossier, _ temper: DeskTemper, _ random: inout SplitMix64
    ) -> Channel {
        switch (random.below(100), temper.hasKiosk) {
        case (..<12, true): .kiosk
        case (..<27, _): .typedCode
        case (..<31, _): .assisted
        default: .ownDevice
        }
    }

    private static func device(
        _ channel: Channel, _ overall: Int, at dossier: GeneratedDossier, _ random: inout SplitMix64
    ) -> Int {
        guard channel == .ownDevice || channel == .typedCode else { return 0 }
        let isShared =
            overall > 1 && SharedPhone.isUsed(at: dossier.deskCode, in: dossier.completedOn.month)
            && random.chance(0.75)
        return isShared ? 3 : 1
    }

    /// The optional questions: a third taps once and sends; the others leave some blank.
    private static func values(
        _ overall: Int, of dossier: GeneratedDossier, _ random: inout SplitMix64
    ) -> [Answer.Value] {
        guard !random.chance(0.34) else { return [] }
        var values: [Answer.Value] = []
        for (question, happy, unhappy) in [
            ("contacts", [78, 18, 4], [18, 38, 44]), ("agencies", [52, 44, 4], [14, 50, 36]),
        ] {
            guard random.chance(0.8) else { continue }
            let value = random.index(weights: overall == 1 ? unhappy : happy)
            values.append(Answer.Value(question: question, value: String(value)))
        }
        for question in ["conduct", "guidance", "timeliness"] {
            guard random.chance(0.75) else { continue }
            var level = overall
            if question == "timeliness", dossier.timeliness == .late {
                level = 1
            } else if random.chance(0.25) {
                level = random.chance(0.7) ? min(3, overall + 1) : max(1, overall - 1)
            }
            values.append(Answer.Value(question: question, value: String(level)))
        }
        return values
    }

    /// None, one or two of the chips, in the questionnaire's order.
    private static func reasons(
        for dossier: GeneratedDossier, _ trouble: ExampleTrouble?, _ random: inout SplitMix64
    ) -> [String] {
        let codes = ["time", "attitude", "guidance", "trips", "papers", "fee", "other"]
        var weights = [20, 14, 24, 20, 22, 5, 6]
        if dossier.timeliness == .late { weights[0] = 150 }
        if let main = codes.firstIndex(where: { $0 == trouble?.reason }) { weights[main] = 180 }
        var chosen: Set<Int> = []
        for probability in [0.88, 0.45] where random.chance(probability) {
            chosen.insert(random.index(weights: weights))
        }
        return chosen.sorted().map { codes[$0] }
    }
}
