import Survey
import SurveyStore

/// A unit's published figure beside the target that holds for it.
struct CheckedTarget: Sendable {
    let unit: AdministrativeUnit
    let target: Target
    let row: ReportRow
    let check: TargetCheck

    /// Whether it is proposed for the plan: clearly below, and not only because answers may wait or be hidden, which makes a
    /// response rate look smaller than it is.
    let isProposed: Bool

    /// What is said of it: that it misses its target only where it does with all answers that there may be.
    var verdict: TargetCheck.Verdict { check.verdict == .below && !isProposed ? .unclear : check.verdict }

    /// - Parameter minimum: the least number to say anything from.
    init(unit: AdministrativeUnit, target: Target, row: ReportRow, minimum: Int) {
        self.unit = unit
        self.target = target
        self.row = row
        let count = target.criterion.count(row)
        check = TargetCheck(count, target: target.share, minimum: minimum)
        isProposed =
            check.verdict == .below
            && (target.criterion != .response
                || TargetCheck(row.mostAnswered(minimum: minimum), target: target.share, minimum: minimum).verdict
                    == .below)
    }
}

extension ReportRow {
    /// The most of its dossiers that may have been answered, for all that is shown; nil where nothing is.
    ///
    /// The most that a figure may lack before it moves is known to everybody; what it does lack is to nobody. Of the
    /// dossiers that the figure is not of, later ones and those of hidden months, every one may have been answered.
    func mostAnswered(minimum: Int) -> SatisfiedCount? {
        guard !isSuppressed else { return nil }
        let tenth = counts.answers / 10
        let waiting = parts.isEmpty ? max(minimum, tenth) - 1 : parts.count * (minimum - 1) + tenth
        let others = counts.completed - min(counts.completed, answeredOf ?? 0)
        return SatisfiedCount(satisfied: min(counts.completed, counts.answers + waiting + others), of: counts.completed)
    }
}

extension Site {
    /// Every target that holds for these units, beside their published figures of a period; by unit and criterion.
    func checkedTargets(_ units: [AdministrativeUnit], in period: Period) async throws -> [CheckedTarget] {
        let targets = try await store.targets()
        if targets.isEmpty { return [] }
        let catalogue = try store.catalogue()
        let figures = try await store.unitFigures(units, in: period)
        let minimum = try store.settings().smallCell
        return units.flatMap { unit in
            Criterion.allCases.compactMap { criterion in
                guard let target = targets.target(for: criterion, of: unit, in: catalogue, on: store.today),
                    let row = figures[unit.id]
                else { return nil }
                return CheckedTarget(unit: unit, target: target, row: row, minimum: minimum)
            }
        }
    }

    /// The units that hold today and have desks, the highest first.
    func unitsWithDesks() throws -> [AdministrativeUnit] {
        let catalogue = try store.catalogue()
        let today = store.today
        var units: Set<AdministrativeUnit> = []
        for desk in catalogue.desks.values { units.formUnion(catalogue.unitsToday(above: desk, on: today)) }
        return units.filter { $0.validity.contains(today) }.sorted { ($0.level, $0.code) < ($1.level, $1.code) }
    }
}
