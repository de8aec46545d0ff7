import Survey

extension DossierGenerator {
    /// The 1,547 district and 8,202 commune dossiers that were resolved from January to May 2024.
    public func reportedDossiers() throws -> [GeneratedDossier] {
        let roster = try Roster(on: DossierGenerator.reported.lowerBound.firstDay, in: catalogue)
        var drafts = try communeDrafts(roster)
        if let district = roster.district { drafts += try districtDrafts(district, citizens: roster) }

        // Numbers run within an agency and a day of receipt, as they do in a register.
        let register = drafts.enumerated().sorted {
            ($0.element.receivedOn, $0.element.office.agency, $0.offset)
                < ($1.element.receivedOn, $1.element.office.agency, $1.offset)
        }
        var numbers: [String: Int] = [:]
        return try register.map { _, draft in
            let page = "\(draft.office.agency) \(draft.receivedOn.number)"
            numbers[page, default: 0] += 1
            return try draft.numbered(numbers[page, default: 1])
        }.sorted(by: DossierGenerator.isBefore)
    }

    private func communeDrafts(_ roster: Roster) throws -> [Draft] {
        var random = SplitMix64(seed: seed, stream: "reported/communes")
        let days = ReportedDays()
        // Neither communes nor procedures change within these months.
        let mix = try ProcedureMix.commune.valid(on: days.first, in: catalogue)
        var drafts: [Draft] = []
        for (office, count) in zip(roster.communes, split(Quota.communes.resolved, weights: roster.weights)) {
            for _ in 0..<count {
                drafts.append(
                    try draft(
                        &random, on: days.draw(&random), at: office, mix: mix, communeCode: office.unit.code,
                        floor: days.first
                    ).draft)
            }
        }
        fill(&drafts, .communes, &random)
        return drafts
    }

    private func districtDrafts(_ office: Roster.Office, citizens: Roster) throws -> [Draft] {
        var random = SplitMix64(seed: seed, stream: "reported/district")
        let days = ReportedDays()
        let mix = try ProcedureMix.district.valid(on: days.first, in: catalogue)
        let weights = citizens.weights
        var drafts: [Draft] = []
        for _ in 0..<Quota.district.resolved {
            let commune = citizens.communes[random.index(weights: weights)].unit.code
            drafts.append(
                try draft(
                    &random, on: days.draw(&random), at: office, mix: mix, communeCode: commune,
                    floor: days.first
                ).draft)
        }
        fill(&drafts, .district, &random)
        carryOver(&drafts, &random)
        return drafts
    }

    /// Gives exactly as many drafts as the quota says their timeliness, route and digitisation; slow desks get more of
    /// what is late.
    private func fill(_ drafts: inout [Draft], _ quota: Quota, _ random: inout SplitMix64) {
        let slow = ranked(drafts) { random.unit() + 0.6 * DeskTemper(of: $0.desk.code).slowness }
        for index in slow.prefix(quota.late) { drafts[index].timeliness = .late }
        for index in slow.dropFirst(quota.late).prefix(quota.onTime) { drafts[index].timeliness = .onTime }
        for index in ranked(drafts, by: { _ in random.unit() }).prefix(quota.resolved - quota.digitised) {
            drafts[index].isDigitised = false
        }
        for index in ranked(drafts, by: { _ in random.unit() }).prefix(quota.direct) {
            drafts[index].receivedVia = .direct
        }
    }

    /// Moves the receipt of the dossiers that were carried over into the last two weeks of 2023: online ones that take
    /// more than a day, mostly of those completed early in the year.
    private func carryOver(_ drafts: inout [Draft], _ random: inout SplitMix64) {
        let start = DossierGenerator.reported.lowerBound.firstDay
        let lastYear = ExampleCalendar.workingDays(start - 14...start - 1)
        let order = ranked(drafts) { draft in
            let isQuick = ProcedureField.workingDays(draft.procedure).upperBound == 0
            let wait = Double(draft.completedOn - start) + 40 * random.unit()
            return draft.receivedVia == .direct || isQuick ? -1000 - wait : -wait
        }
        for index in order.prefix(Quota.district.carriedOver) {
            drafts[index].receivedOn = lastYear[random.below(lastYear.count)]
        }
    }

    /// The indices of drafts, the highest score first.
    private func ranked(_ drafts: [Draft], by score: (Draft) -> Double) -> [Int] {
        let scores = drafts.map(score)
        return scores.indices.sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
    }
}

/// The working days of January to May 2024: more is done on Mondays, less around Tết.
private struct ReportedDays {
    let days: [Day]
    let weights: [Int]

    /// 2 January 2024: nothing new comes in on the holiday before.
    var first: Day { days.first ?? DossierGenerator.reported.lowerBound.firstDay }

    init() {
        let months = DossierGenerator.reported
        days = ExampleCalendar.workingDays(months.lowerBound.firstDay...months.upperBound.lastDay)
        weights = days.map { day in
            let month = [100, 80, 105, 100, 110][day.month - months.lowerBound]
            return month * (day.weekday == 1 ? 13 : day.weekday == 5 ? 9 : 10)
        }
    }

    func draw(_ random: inout SplitMix64) -> Day { days[random.index(weights: weights)] }
}
