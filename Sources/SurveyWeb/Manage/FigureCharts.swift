import Survey

/// The charts of published figures, with the words that tell them.
struct FigureCharts: Sendable {
    let texts: Texts

    var numbers: NumberStyle { NumberStyle(language: texts.language) }

    func trend(_ months: [MonthFigures], name: String = "trend", of subject: String) -> FigureTrend {
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
        // A share on another scale is another thing: the line breaks there, and each stretch says what it is.
        var scales: [(months: ClosedRange<Month>, words: String)] = []
        var last: TrendChart.Point?
        for point in shown {
            if let before = last, before.scale == point.scale, let stretch = scales.popLast() {
                scales.append((months: stretch.months.lowerBound...point.month, words: stretch.words))
            } else {
                scales.append((months: point.month...point.month, words: scaleWords(point.scale)))
            }
            last = point
        }
        if scales.count < 2 { scales = [] } else { description += " " + texts["trendScales"] }
        let chart = TrendChart(points: points, scales: scales, title: subject, description: description)
        func label(_ month: MonthFigures) -> String {
            let name = month.month.written(texts.language)
            return scales.isEmpty || month.point.interval == nil ? name : "\(name) (\(scaleWords(month.point.scale)))"
        }
        return FigureTrend(
            chart: shown.isEmpty ? nil : chart.chart(name, numbers: numbers).svg,
            rows: months.compactMap { month in
                month.row.map { FigureRow($0, name: label(month), texts: texts) }
            })
    }

    /// `thang 5 mức`
    func scaleWords(_ scale: String?) -> String {
        texts.filled("scaleWords", ["levels": "\((scale ?? "").split(separator: ",").count)"])
    }

    /// Rows with their intervals; nil where none has one.
    func intervals(_ rows: [ReportRow], all: WilsonInterval?, title: String, name: String = "units") -> String? {
        let shown = rows.compactMap { row in row.satisfaction.map { (row.name, $0) } }
        if shown.isEmpty { return nil }
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
                    words: row.satisfaction.map { numbers.percent($0.share) } ?? row.hiddenWords(texts, in: .chart))
            }, all: all, title: title, description: description)
        return chart.chart(name, numbers: numbers).svg
    }

    /// Answers by level.
    ///
    /// - Parameter words: a level's value → its words.
    func levels(_ row: ReportRow, levels: [String], words: [String: String]) -> String? {
        guard let satisfaction = row.satisfaction, !row.counts.levels.isEmpty else { return nil }
        let parts = levels.map { level in
            LevelsChart.Part(name: words[level] ?? level, count: row.counts.levels[level] ?? 0)
        }
        let chart = LevelsChart(
            parts: parts, title: texts["levelsTitle"],
            description: texts.filled(
                "levelsAbout",
                [
                    "share": numbers.percent(satisfaction.share), "answers": numbers.whole(row.counts.answers),
                ]))
        return chart.chart("levels", numbers: numbers).svg
    }
}

extension FigureCharts {
    /// How a row changed since a period, in a sentence: no number where there are not enough answers, and no direction
    /// where chance would do.
    func change(from earlier: ReportRow?, to later: ReportRow, period: Period, minimum: Int) -> String {
        let change = ShareChange(from: earlier, to: later, minimum: minimum)
        let words = (change?.verdict ?? .notEnoughAnswers).words[texts.language]
        guard let difference = change?.difference, let interval = change?.interval else {
            return texts.filled("changeUnknown", ["period": period.written(texts.language), "verdict": words])
        }
        return texts.filled(
            "changeKnown",
            [
                "period": period.written(texts.language), "verdict": words, "difference": numbers.points(difference),
                "low": numbers.points(interval.lowerBound), "high": numbers.points(interval.upperBound),
            ])
    }
}

extension ReportRow {
    /// The answers that may be shown; nil where none may.
    var shownCount: SatisfiedCount? {
        isSuppressed ? nil : SatisfiedCount(satisfied: counts.satisfied, of: counts.answers, scale: scale)
    }
}

extension ShareChange {
    /// nil when the answers of either may not be shown.
    init?(from earlier: ReportRow?, to later: ReportRow, minimum: Int) {
        guard let earlier = earlier?.shownCount, let later = later.shownCount else { return nil }
        self.init(from: earlier, to: later, minimum: minimum)
    }
}
