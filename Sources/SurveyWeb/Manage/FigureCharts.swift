import Survey

/// The charts of published figures, with the words that tell them.
struct FigureCharts: Sendable {
    let texts: Texts

    private var numbers: NumberStyle { NumberStyle(language: texts.language) }

    func trend(_ months: [MonthFigures], name: String = "trend", of subject: String) -> OverviewPage.Trend {
        let points = months.map(\.point)
        let shown = points.filter { $0.interval != nil }
        var description = texts.filled(
            "trendAbout", ["shown": "\(shown.count)", "all": "\(points.count)"])
        if let last = shown.last, let interval = last.interval {
            description +=
                " "
                + texts.filled(
                    "trendLast",
                    ["month": last.month.written(texts.language), "share": numbers.percent(interval.share)]
                )
        }
        let chart = TrendChart(points: points, title: subject, description: description)
        return OverviewPage.Trend(
            chart: chart.chart(name, numbers: numbers).svg,
            rows: months.compactMap { month in
                month.row.map { FigureRow($0, name: month.month.written(texts.language), texts: texts) }
            })
    }

    func intervals(_ rows: [ReportRow], all: WilsonInterval?, title: String, name: String = "units") -> String {
        let shown = rows.compactMap { row in row.satisfaction.map { (row.name, $0) } }
        var description = texts.filled("unitsAbout", ["shown": "\(shown.count)", "all": "\(rows.count)"])
        if let low = shown.min(by: { $0.1.share < $1.1.share }), let high = shown.max(by: { $0.1.share < $1.1.share }),
            shown.count > 1
        {
            description +=
                " "
                + texts.filled(
                    "unitsRange",
                    [
                        "low": low.0, "lowShare": numbers.percent(low.1.share), "high": high.0,
                        "highShare": numbers.percent(high.1.share),
                    ])
        }
        let chart = IntervalChart(
            rows: rows.map { row in
                IntervalChart.Row(
                    name: row.name, interval: row.satisfaction,
                    words: row.satisfaction.map { numbers.percent($0.share) } ?? texts["hidden"])
            }, all: all, title: title, description: description)
        return chart.chart(name, numbers: numbers).svg
    }
}
