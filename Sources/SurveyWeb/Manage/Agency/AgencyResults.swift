import Survey
import SurveyStore

/// The agencies of a period with their figures, and what was entered for them.
struct AgencyResults: Sendable {
    struct Agency: Sendable {
        let result: AgencyResult
        /// Released answers by question and value; nil when they may not be shown.
        let values: [String: [String: Int]]?
        /// What was entered for it, the oldest first.
        let entries: [AgencyEntry]

        var unit: AdministrativeUnit { result.unit }
    }

    /// Those that have desks of their own, by code.
    let agencies: [Agency]

    func agency(_ id: AdministrativeUnit.ID) -> Agency? { agencies.first { $0.unit.id == id } }
}

extension Site {
    /// The agencies that completed a dossier in a period, or for which something was entered, within a scope.
    ///
    /// Dossiers are counted by the unit of their desk at the time, month by month; answers are the released ones of the
    /// unit's own row.
    func agencyResults(
        _ period: Period, known: ClosedRange<Month>, scope: ManageScope, scale: String
    ) async throws -> AgencyResults {
        let catalogue = scope.catalogue
        let months = (period.months ?? known).clamped(to: known)
        var counts: [AdministrativeUnit.ID: ReportCounts] = [:]
        var own: Set<AdministrativeUnit.ID> = []
        for number in months.lowerBound.number...months.upperBound.number {
            let month = Month(number: number)
            let request = ReportRequest(by: .desk, from: month, to: month, boundaries: .then)
            for row in try await store.report(request).rows {
                guard case .desk(let id) = row.subject, let desk = catalogue.desks[id],
                    let unit = catalogue.unit(of: desk, in: month)
                else { continue }
                own.insert(unit.id)
                for above in [unit] + catalogue.ancestors(of: unit, on: month.lastDay) {
                    counts[above.id, default: ReportCounts()] += row.counts
                }
            }
        }
        let entries = Dictionary(grouping: try await store.agencyEntries(period), by: \.unitID)
        let figures = try await store.figuresToShow()
        let table = TableRequest(rows: .unit, period: period, boundaries: .then, scale: scale)
        let agencies = own.union(entries.keys).filter { scope.units?.contains($0) ?? true }.compactMap { id in
            catalogue.units[id].map { unit in
                let cell = figures.told(.unit(id), in: table)
                return AgencyResults.Agency(
                    unit, counts[id] ?? ReportCounts(), cell: cell, scale: scale, entries: entries[id] ?? [])
            }
        }
        return AgencyResults(
            agencies: agencies.sorted { a, b in
                (a.unit.level, a.unit.code, a.unit.validity.from?.number ?? .min)
                    < (b.unit.level, b.unit.code, b.unit.validity.from?.number ?? .min)
            })
    }
}

extension AgencyResults.Agency {
    /// One that has no dossier in the period yet.
    init(without unit: AdministrativeUnit) { self.init(unit, ReportCounts(), cell: nil, scale: "", entries: []) }

    /// - Parameters:
    ///   - counts: of dossiers; what it has of answers is left out.
    ///   - cell: the released answers, on the scale.
    fileprivate init(
        _ unit: AdministrativeUnit, _ counts: ReportCounts, cell: ShownCell?, scale: String,
        entries: [AgencyEntry]
    ) {
        let values = cell?.values
        var row = ReportRow(
            code: unit.code, name: unit.name, validFrom: unit.validity.from, counts: counts, subject: .unit(unit.id))
        row.scale = scale
        row.show(cell)
        let score = AgencyScore(figures: AgencyFigures(counts, values: values), entries: entries)
        self.init(result: AgencyResult(unit: unit, score: score, row: row), values: values, entries: entries)
    }
}

extension ShownCell {
    /// Answers by question and value.
    var values: [String: [String: Int]] {
        var values: [String: [String: Int]] = [:]
        for (name, count) in counts.values {
            let parts = name.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { values[parts[0], default: [:]][parts[1]] = count }
        }
        return values
    }
}

extension Catalogue {
    /// The unit of a desk in a month: as it stands on the last day, or on the first where it ended meanwhile.
    func unit(of desk: Desk, in month: Month) -> AdministrativeUnit? {
        unit(of: desk, on: month.lastDay) ?? unit(of: desk, on: month.firstDay)
    }
}
