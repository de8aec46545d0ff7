import Survey
import SurveyStore

/// The row of the closed list that a scope adds up to.
///
/// Only a single desk, or a unit with all its desks, is such a row; the sum of several desks would be a table of its own,
/// from which the others could be worked out, so it is not told.
enum ScopeTotal: Sendable, Hashable {
    case unit(AdministrativeUnit)
    case desk(Desk)

    /// nil when the scope is everything, or adds up to no row.
    init?(_ scope: ManageScope, on today: Day) {
        guard let desks = scope.desks, !desks.isEmpty else { return nil }
        if desks.count == 1, let desk = desks.first.flatMap({ scope.catalogue.desks[$0] }) {
            self = .desk(desk)
            return
        }
        let units = (scope.units ?? []).compactMap { scope.catalogue.units[$0] }
            .filter { $0.validity.contains(today) }.sorted { ($0.level, $0.code) < ($1.level, $1.code) }
        guard let unit = units.first(where: { scope.catalogue.desksToday(of: $0.id, on: today) == desks }) else {
            return nil
        }
        self = .unit(unit)
    }

    var name: String {
        switch self {
        case .unit(let unit): unit.name
        case .desk(let desk): desk.name
        }
    }
}

extension Site {
    /// What a page shows as the total of a scope: everything, the scope's own row where it is one, or nothing.
    ///
    /// A unit's row is told by desk and in today's boundaries alone: rows of citizens' communes add up to something else,
    /// and in the boundaries of the time a unit may be only a part of today's.
    func ownTotal(_ choice: OverviewChoice, scope: ManageScope?, report: Report, texts: Texts) async throws
        -> (row: ReportRow, name: String)?
    {
        guard let scope, scope.isLimited else { return (report.total, texts["total"]) }
        guard let total = ownTotal(choice, scope), let row = try await ownRow(total, choice, choice.period) else {
            return nil
        }
        return (row, texts.filled("totalOf", ["name": total.name]))
    }

    /// The same month by month; nil where there is no total.
    func ownTrend(_ months: [Month], _ choice: OverviewChoice, scope: ManageScope?) async throws -> [MonthFigures]? {
        guard let scope, scope.isLimited else {
            return try await trend(months, boundaries: choice.boundaries, channel: choice.channel)
        }
        guard let total = ownTotal(choice, scope) else { return nil }
        var trend: [MonthFigures] = []
        for month in months {
            trend.append(MonthFigures(month: month, row: try await ownRow(total, choice, .month(month))))
        }
        return trend
    }

    private func ownTotal(_ choice: OverviewChoice, _ scope: ManageScope) -> ScopeTotal? {
        choice.by == .desk && choice.boundaries == .now ? ScopeTotal(scope, on: store.today) : nil
    }

    private func ownRow(_ total: ScopeTotal, _ choice: OverviewChoice, _ period: Period) async throws -> ReportRow? {
        try await row(of: total, in: period, selection: choice.channel)
    }

    /// The published row of a scope, in today's boundaries; nil where it completed nothing.
    func row(of total: ScopeTotal, in period: Period, selection: AnswerSelection) async throws -> ReportRow? {
        switch total {
        case .unit(let unit):
            return try await store.unitFigures([unit], in: period, selection: selection)[unit.id]
        case .desk(let desk):
            let request = ReportRequest(
                by: .desk, from: period.months?.lowerBound, to: period.months?.upperBound,
                channels: selection.channels)
            return try await figures(request).rows.first { $0.subject == .desk(desk.id) }
        }
    }
}
