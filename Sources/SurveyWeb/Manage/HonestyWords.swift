import Survey
import SurveyStore

/// Puts a month's signals into words.
struct HonestyWords: Sendable {
    let honesty: MonthHonesty
    let texts: Texts
    var numbers: NumberStyle { NumberStyle(language: texts.language) }

    init(_ honesty: MonthHonesty, texts: Texts) {
        self.honesty = honesty
        self.texts = texts
    }

    func share(_ count: SatisfiedCount?) -> String {
        guard let count, let interval = count.interval else { return "–" }
        return texts.filled(
            "share",
            [
                "share": numbers.percent(interval.share), "interval": numbers.interval(interval.low, interval.high),
                "n": numbers.whole(count.n),
            ])
    }

    func undoubted(_ desk: DeskHonesty) -> String {
        guard desk.answers != nil else { return "–" }
        return switch desk.undoubted {
        case .all: texts["undoubtedAll"]
        case .shown(let count): share(count)
        case .untold: texts["undoubtedUntold"]
        }
    }

    /// How many of how many.
    func count(_ part: ShownPart?) -> String {
        switch part {
        case .exactly(let count):
            texts.filled(
                "of",
                [
                    "count": numbers.whole(count.satisfied), "n": numbers.whole(count.n),
                    "share": count.n == 0 ? "–" : numbers.wholePercent(Double(count.satisfied) / Double(count.n)),
                ])
        case .fewerThan(let least, let n):
            texts.filled("fewerThan", ["count": numbers.whole(least), "n": numbers.whole(n)])
        case .moreThan(let most, let n):
            texts.filled("moreThan", ["count": numbers.whole(most), "n": numbers.whole(n)])
        case .untold, nil: texts["untold"]
        }
    }

    /// Slips for late dossiers beside those for others.
    func gap(_ gap: IssueGap) -> String {
        guard let bad = gap.bad, let good = gap.good, bad.n > 0, good.n > 0 else { return texts["gapNone"] }
        return texts.filled("gap", ["bad": count(.exactly(bad)), "good": count(.exactly(good))])
    }

    /// What is usual across desks, in whole per cent: finer figures would be those of single desks.
    func usual(_ share: UsualShare?) -> String {
        guard let share else { return texts["usualUnknown"] }
        return texts.filled(
            "usual",
            [
                "middle": numbers.wholePercent(share.middle), "low": numbers.wholePercent(share.range.lowerBound),
                "high": numbers.wholePercent(share.range.upperBound),
            ])
    }

    /// What is looked at in this month.
    var kinds: [HonestyPage.Kind] {
        HonestySignal.allCases.compactMap { signal in
            guard let finding = honesty.report.findings.first(where: { $0.signal == signal }) else { return nil }
            return HonestyPage.Kind(
                name: signal.name[texts.language], explanation: signal.explanation[texts.language],
                usual: signal == .missingOnBadDays ? texts["usualGap"] : usual(finding.usual))
        }
    }

    /// The signals of a desk that are noticeable, in words.
    func signs(_ desk: DeskHonesty) -> [String] {
        findings(desk).filter { $0.strength >= .noticeable }.map { finding in
            texts.filled(
                finding.signal.needsAnother ? "signAlone" : "sign",
                [
                    "name": finding.signal.name[texts.language], "count": count(finding, desk),
                    "strength": finding.strength.words[texts.language],
                ])
        }
    }

    func rows(_ desk: DeskHonesty) -> [HonestyPage.SignalRow] {
        findings(desk).map { finding in
            HonestyPage.SignalRow(
                name: finding.signal.name[texts.language], explanation: finding.signal.explanation[texts.language],
                count: count(finding, desk),
                usual: finding.signal == .missingOnBadDays ? texts["usualGap"] : usual(finding.usual),
                strength: finding.strength.words[texts.language], standsOut: finding.strength >= .noticeable)
        }
    }

    private func findings(_ desk: DeskHonesty) -> [SignalReport<Desk.ID>.Finding] {
        honesty.report.findings.filter { $0.desk == desk.deskID }
    }

    private func count(_ finding: SignalReport<Desk.ID>.Finding, _ desk: DeskHonesty) -> String {
        finding.signal == .missingOnBadDays ? gap(desk.issueGap) : count(desk.parts[finding.signal])
    }
}
