import Survey
import SurveyStore

/// A unit's published figure beside the target that holds for it.
struct CheckedTarget: Sendable {
    let unit: AdministrativeUnit
    let target: Target
    let row: ReportRow
    let check: TargetCheck

    /// Whether it is proposed for the plan: clearly below, and not only because answers may wait for their figure's next
    /// step, which make a response rate look smaller than it is.
    let isProposed: Bool

    /// - Parameter minimum: the least number to say anything from.
    init(unit: AdministrativeUnit, target: Target, row: ReportRow, minimum: Int) {
        self.unit = unit
        self.target = target
        self.row = row
        let count = target.criterion.count(row)
        check = TargetCheck(count, target: target.share, minimum: minimum)
        // The most that a figure may lack before it moves is known to everybody; what it does lack is to nobody.
        let waiting = max(minimum, row.counts.answers / 10) - 1
        let most = count.flatMap { count in
            SatisfiedCount(satisfied: min(count.n, count.satisfied + waiting), of: count.n, scale: count.scale)
        }
        isProposed =
            check.verdict == .below
            && (target.criterion != .response
                || TargetCheck(most, target: target.share, minimum: minimum).verdict == .below)
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
