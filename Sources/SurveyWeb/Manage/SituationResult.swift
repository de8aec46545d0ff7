import Survey
import SurveySheets
import SurveyStore

/// The counts behind the situation page and its files, of some months and within a scope.
struct SituationResult: Sendable {
    struct Level: Sendable {
        let level: AdministrativeUnit.Level
        /// nil where no month of any unit is known.
        let sum: SituationSum?
        let resolved: ReportCounts
    }

    /// Those that have anything.
    let levels: [Level]
    /// The same unit by unit, with the months that are missing.
    let units: [SituationUnit]
    /// How many rows of the monthly situation were added up.
    let rowCount: Int
    /// How many registered dossiers were counted.
    let dossierCount: Int
    private let months: ClosedRange<Month>
    private let scope: ManageScope

    init(_ months: ClosedRange<Month>, scope: ManageScope, site: Site) async throws {
        self.months = months
        self.scope = scope
        let rows = try await site.store.situations(months).filter { scope.units?.contains($0.unitID) ?? true }
        let dossiers = try await site.store.report(
            ReportRequest(
                by: .level, from: months.lowerBound, to: months.upperBound, boundaries: .then, desks: scope.desks))
        let byLevel = Dictionary(grouping: rows) { scope.catalogue.units[$0.unitID]?.level }
        levels = AdministrativeUnit.Level.allCases.compactMap { level in
            let counts = dossiers.rows.first { $0.code == level.rawValue }?.counts
            guard byLevel[level] != nil || counts != nil else { return nil }
            return Level(
                level: level, sum: byLevel[level].map { SituationSum($0) }, resolved: counts ?? ReportCounts())
        }
        units = try await site.situationUnits(months, scope: scope)
        rowCount = rows.count
        dossierCount = dossiers.total.counts.completed
    }

    /// The same with what was resolved by field.
    func sections(site: Site, language: Language) async throws -> [SituationSection] {
        var sections: [SituationSection] = []
        for level in levels {
            let desks = Set(
                scope.catalogue.desks.values.filter { desk in
                    (scope.desks?.contains(desk.id) ?? true) && self.level(of: desk) == level.level
                }.map(\.id))
            let report = try await site.store.report(
                ReportRequest(
                    by: .procedure, from: months.lowerBound, to: months.upperBound, boundaries: .then, desks: desks))
            var fields: [String: ReportCounts] = [:]
            for row in report.rows {
                guard case .procedure(let id) = row.subject, let field = scope.catalogue.procedures[id]?.field
                else { continue }
                fields[field, default: ReportCounts()] += row.counts
            }
            sections.append(
                SituationSection(
                    name: level.level.name[language], sum: level.sum, resolved: level.resolved,
                    fields: fields.map { (name: $0.key, resolved: $0.value) }))
        }
        return sections
    }

    /// The level of a desk's unit in the last of the months in which the desk has one.
    private func level(of desk: Desk) -> AdministrativeUnit.Level? {
        var month = months.upperBound
        while month >= months.lowerBound {
            if let unit = scope.catalogue.unit(of: desk, in: month), desk.validity.overlaps(month) { return unit.level }
            month = month - 1
        }
        return nil
    }
}
