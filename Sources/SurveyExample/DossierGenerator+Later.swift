public import Survey

extension DossierGenerator {
    /// The dossiers from June 2024 until today, the last day included whether or not it is a working day, so that there
    /// are always some whose links are live.
    ///
    /// Each day is drawn by itself: what a later today gives has the earlier one's working days unchanged in it.
    public func laterDossiers(today: Day) throws -> [GeneratedDossier] {
        let first = (DossierGenerator.reported.upperBound + 1).firstDay
        guard first <= today else { return [] }
        var days = ExampleCalendar.workingDays(first...today)
        if days.last != today { days.append(today) }
        return try days.flatMap { try dossiers(on: $0, notBefore: first) }
    }

    private func dossiers(on day: Day, notBefore first: Day) throws -> [GeneratedDossier] {
        var random = SplitMix64(seed: seed, stream: "later/\(day)")
        let roster = try Roster(on: day, in: catalogue)
        let weights = roster.weights
        // What is completed on a day off also came in on it, so that no working day's numbers are taken.
        let first = ExampleCalendar.isWorking(day) ? first : day
        var drafts: [(draft: Draft, workingDays: Int)] = []

        let isWithoutDistrict = roster.district == nil
        let communeMix = try (isWithoutDistrict ? ProcedureMix.centre : .commune).valid(on: day, in: catalogue)
        for _ in 0..<random.among(isWithoutDistrict ? 26...40 : 18...30) {
            let office = roster.communes[random.index(weights: weights)]
            // Since July 2025 a dossier may be filed anywhere in the province.
            let isFromElsewhere = isWithoutDistrict && random.chance(0.07)
            let citizen = isFromElsewhere ? roster.communes[random.index(weights: weights)] : office
            drafts.append(
                try draft(
                    &random, on: day, at: office, mix: communeMix,
                    communeCode: citizen.unit.code, floor: max(first, office.unit.validity.from ?? first)))
        }
        if let office = roster.district {
            let mix = try ProcedureMix.district.valid(on: day, in: catalogue)
            for _ in 0..<random.among(3...8) {
                let citizen = roster.communes[random.index(weights: weights)]
                drafts.append(
                    try draft(
                        &random, on: day, at: office, mix: mix, communeCode: citizen.unit.code, floor: first))
            }
        }

        // A number tells how many working days lie between receipt and completion, so that days drawn apart never meet.
        var counts: [String: Int] = [:]
        return try drafts.map { draft, workingDays in
            let register = "\(draft.office.agency) \(workingDays)"
            let index = counts[register, default: 0]
            counts[register] = index + 1
            return try finished(draft, &random).numbered(index * 16 + workingDays + 1)
        }.sorted(by: DossierGenerator.isBefore)
    }

    private func finished(_ draft: Draft, _ random: inout SplitMix64) -> Draft {
        var draft = draft
        let temper = DeskTemper(of: draft.desk.code)
        let isSlow = random.chance(0.10 + 0.20 * temper.slowness)
        draft.timeliness = isSlow ? (random.chance(0.12 + 0.10 * temper.slowness) ? .late : .onTime) : .early
        draft.isDigitised = random.chance(0.985)
        draft.receivedVia = random.chance(0.94) ? .online : random.chance(0.8) ? .direct : .post
        return draft
    }
}
