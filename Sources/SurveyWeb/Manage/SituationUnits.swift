import Survey
import SurveyStore

/// One unit's situation over some months: what is known, what was resolved, and which months nobody has told of.
struct SituationUnit: Sendable {
    let unit: AdministrativeUnit
    /// What was received and is pending, by month; a month that is missing is not known, which is not nothing.
    let known: [Month: Situation]
    let resolved: [Month: ReportCounts]
    /// The months of the range in which there was such a unit.
    let months: [Month]

    var missing: [Month] { months.filter { known[$0] == nil } }

    /// nil while no month is known.
    var sum: SituationSum? { known.isEmpty ? nil : SituationSum(known.values) }

    var resolvedSum: ReportCounts {
        resolved.values.reduce(into: ReportCounts()) { $0 += $1 }
    }
}

extension Site {
    /// The units of a scope that have counts or completed dossiers in some months, by level and code.
    ///
    /// Dossiers are counted by the unit of their desk at the time.
    func situationUnits(_ months: ClosedRange<Month>, scope: ManageScope) async throws -> [SituationUnit] {
        let catalogue = scope.catalogue
        let rows = Dictionary(grouping: try await store.situations(months), by: \.unitID)
        var resolved: [AdministrativeUnit.ID: [Month: ReportCounts]] = [:]
        let known = try await knownMonths()
        for number in months.lowerBound.number...months.upperBound.number {
            let month = Month(number: number)
            guard known.contains(month) else { continue }
            let request = ReportRequest(by: .desk, from: month, to: month, boundaries: .then, desks: scope.desks)
            for row in try await store.report(request).rows {
                guard case .desk(let id) = row.subject, let desk = catalogue.desks[id],
                    let unit = catalogue.unit(of: desk, in: month)
                else { continue }
                resolved[unit.id, default: [:]][month, default: ReportCounts()] += row.counts
            }
        }
        let last = store.today.month
        return Set(rows.keys).union(resolved.keys).filter { scope.units?.contains($0) ?? true }.compactMap { id in
            catalogue.units[id].map { unit in
                let known = Dictionary((rows[id] ?? []).map { ($0.month, $0) }, uniquingKeysWith: { first, _ in first })
                return SituationUnit(
                    unit: unit, known: known, resolved: resolved[id] ?? [:],
                    months: (months.lowerBound.number...months.upperBound.number).map { Month(number: $0) }.filter {
                        // This month's counts are not due yet.
                        $0 < last && unit.validity.overlaps($0) || known[$0] != nil || resolved[id]?[$0] != nil
                    })
            }
        }.sorted { ($0.unit.level, $0.unit.code, $0.unit.id) < ($1.unit.level, $1.unit.code, $1.unit.id) }
    }
}

extension Sequence<SituationUnit> {
    /// A sentence for each unit with months that nobody has told of, at most so many.
    func gaps(_ texts: Texts, most: Int) -> [String] {
        let units = filter { !$0.missing.isEmpty }
        let named = units.prefix(most).map { unit in
            texts.filled(
                "situationGap",
                [
                    "unit": unit.unit.name,
                    "months": unit.missing.map { Period.month($0) }.written(texts.language),
                ])
        }
        let rest = units.count - named.count
        return named + (rest > 0 ? [texts.filled("situationGaps", ["count": "\(rest)"])] : [])
    }
}

extension Validity {
    /// Whether it holds on any day of a month.
    func overlaps(_ month: Month) -> Bool {
        overlaps(Validity(from: month.firstDay, to: month.lastDay + 1))
    }
}
