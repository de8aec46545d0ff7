import Survey

/// The answers of each row by level, as a chart and as the table that says the same.
struct LevelsView: Sendable {
    struct Row: Sendable {
        let name: String
        let href: String?
        /// One for each level; none where there are not enough answers.
        let parts: [Part]
        /// What stands in place of them.
        let hidden: String?
    }

    struct Part: Sendable {
        let level: String
        let share: String
        let count: String
    }

    let chart: String
    let levels: [String]
    let rows: [Row]
    /// The columns that words for too few answers reach over.
    let width: Int
}

extension FigureCharts {
    /// - Parameters:
    ///   - rows: published.
    ///   - levels: values of the first question with their words, the best first.
    ///   - href: the page of a row; nil where rows lead nowhere.
    func levels(
        of rows: [ReportRow], levels: [(value: String, name: String)], title: String, href: (ReportRow) -> String?
    ) -> LevelsView {
        let shown = rows.filter { $0.satisfaction != nil && !$0.counts.levels.isEmpty }
        func counts(_ row: ReportRow) -> [Int]? {
            row.satisfaction == nil ? nil : levels.map { row.counts.levels[$0.value] ?? 0 }
        }
        var description = texts.filled("unitsAbout", ["shown": "\(shown.count)", "all": "\(rows.count)"])
        // Who has the most on the lowest level is what the chart is looked at for.
        if let last = levels.last,
            let worst = shown.max(by: { share(of: last.value, $0) < share(of: last.value, $1) })
        {
            description +=
                " "
                + texts.filled(
                    "levelsMost",
                    [
                        "level": last.name, "name": worst.name,
                        "share": numbers.percent(share(of: last.value, worst)),
                    ])
        }
        let chart = StackedChart(
            levels: levels.map(\.name),
            rows: rows.map { row in
                StackedChart.Row(
                    name: row.name, counts: counts(row),
                    words: row.satisfaction == nil
                        ? row.hiddenWords(texts, in: .chart)
                        : texts.filled("levelsCount", ["count": numbers.whole(row.counts.answers)]))
            }, title: title, description: description)
        return LevelsView(
            chart: chart.chart("stacked", numbers: numbers).svg, levels: levels.map(\.name),
            rows: rows.map { row in
                LevelsView.Row(
                    name: row.name, href: href(row),
                    parts: zip(levels, counts(row) ?? []).map { level, count in
                        LevelsView.Part(
                            level: level.name, share: numbers.percent(share(of: level.value, row)),
                            count: numbers.whole(count))
                    }, hidden: row.satisfaction == nil ? row.hiddenWords(texts) : nil)
            }, width: levels.count)
    }

    /// The chart of response and coverage; the table of figures says the same.
    func rates(_ rows: [ReportRow], title: String) -> String {
        let known = rows.compactMap { row in row.responseRate.map { (row.name, $0) } }
        var description = texts.filled("unitsAbout", ["shown": "\(known.count)", "all": "\(rows.count)"])
        if let low = known.min(by: { $0.1 < $1.1 }), let high = known.max(by: { $0.1 < $1.1 }), known.count > 1 {
            description +=
                " "
                + texts.filled(
                    "ratesRange",
                    [
                        "low": low.0, "lowShare": numbers.percent(low.1), "high": high.0,
                        "highShare": numbers.percent(high.1),
                    ])
        }
        let chart = ResponseChart(
            rows: rows.map { row in
                let coverage = row.coverage.map(numbers.percent) ?? "–"
                return ResponseChart.Row(
                    name: row.name, coverage: row.coverage, response: row.responseRate,
                    words: "\(row.responseRate.map(numbers.percent) ?? "–") / \(coverage)")
            }, title: title, description: description)
        return chart.chart("rates", numbers: numbers).svg
    }

    private func share(of level: String, _ row: ReportRow) -> Double {
        row.counts.answers > 0 ? Double(row.counts.levels[level] ?? 0) / Double(row.counts.answers) : 0
    }
}
