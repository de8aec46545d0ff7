import Survey
import SurveyStore

extension Site {
    /// Figures that may be shown: what `hailong report --publish` and the API give for the same request.
    ///
    /// No page asks the store for a report in another way.
    func figures(_ request: ReportRequest) async throws -> Report {
        try await store.publish(try await store.report(request))
    }

    /// Everything together, month by month.
    func trend(_ months: [Month], boundaries: Boundaries, channel: AnswerSelection) async throws -> [MonthFigures] {
        var trend: [MonthFigures] = []
        for month in months {
            let request = ReportRequest(
                by: .none, from: month, to: month, boundaries: boundaries, channels: channel.channels)
            trend.append(MonthFigures(month: month, row: try await figures(request).total))
        }
        return trend
    }

    /// One row of a table, month by month; a month in which it has no dossier is left out of the row.
    func trend(
        _ months: [Month], by: Grouping, boundaries: Boundaries, channel: AnswerSelection, row: (ReportRow) -> Bool
    ) async throws -> [MonthFigures] {
        var trend: [MonthFigures] = []
        for month in months {
            let request = ReportRequest(
                by: by, from: month, to: month, boundaries: boundaries, channels: channel.channels)
            trend.append(MonthFigures(month: month, row: try await figures(request).rows.first(where: row)))
        }
        return trend
    }

    /// The months that have figures; this month while there is none.
    func knownMonths() async throws -> ClosedRange<Month> {
        let today = Day(unixTime: store.now()).month
        return try await store.knownMonths() ?? today...today
    }
}

/// A month of a trend.
struct MonthFigures: Sendable {
    let month: Month
    /// nil: nothing was completed.
    let row: ReportRow?

    var point: TrendChart.Point { TrendChart.Point(month: month, interval: row?.satisfaction, scale: row?.scale) }
}
