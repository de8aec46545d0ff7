import Survey
import SurveyStore

/// A unit's published figure beside the target that holds for it.
struct CheckedTarget: Sendable {
    let unit: AdministrativeUnit
    let target: Target
    let row: ReportRow
    let check: TargetCheck

    /// Whether it is proposed for the plan: clearly below, and not only because answers wait for their figure's next step,
    /// which make a response rate look smaller than it is.
    var isProposed: Bool {
        check.verdict == .below && !(target.criterion == .response && row.asOf != nil)
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
                let check = TargetCheck(criterion.count(row), target: target.share, minimum: minimum)
                return CheckedTarget(unit: unit, target: target, row: row, check: check)
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
