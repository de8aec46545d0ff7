import Survey
import SurveyQR
import SurveySheets
import SurveyStore

/// Tables of published rows as forms; what may not be shown is an empty cell, since nothing else is in a published row.
struct FigureForms: Sendable {
    let texts: Texts
    let office: String
    /// The fewest answers that are shown.
    let least: Int

    private var numbers: NumberStyle { NumberStyle(language: texts.language) }

    init(_ site: Site, texts: Texts) throws {
        self.texts = texts
        office = try site.officeName(texts.language)
        least = try site.store.settings().smallCell
    }

    /// Satisfaction of each row, and of all together.
    ///
    /// - Parameter total: nil for the rows of a scope that is no row by itself.
    func figures(
        _ rows: [ReportRow], total: (row: ReportRow, name: String)?, title: String, subtitles: [String]
    ) -> FormSheet {
        var lines = rows.map { FormSheet.Row([.text($0.name)] + cells($0)) }
        if let total { lines.append(FormSheet.Row([.text(total.name)] + cells(total.row), .total)) }
        return form(
            title, subtitles, columns: [FormSheet.Column(texts["colName"], width: 34)] + figureColumns, rows: lines,
            notes: waiting(rows + [total?.row].compactMap(\.self)))
    }

    /// One row over several months, its levels beside, and the whole period last.
    ///
    /// - Parameter levels: values of the first question with their words, the best first.
    func course(
        _ row: ReportRow, period: Period, months: [MonthFigures], levels: [(value: String, name: String)],
        subtitles: [String]
    ) -> FormSheet {
        let scale = levels.map(\.value).joined(separator: ",")
        // The same digit is another level on another scale.
        func levelCells(_ row: ReportRow?) -> [SheetCell] {
            levels.map { level in
                row.flatMap { $0.isSuppressed || $0.scale != scale ? nil : .count($0.counts.levels[level.value] ?? 0) }
                    ?? .empty
            }
        }
        let total = FormSheet.Row(
            [.text(period.written(texts.language))] + cells(row) + levelCells(row), .total)
        let rows = months.map { month in
            FormSheet.Row(
                [.month(month.month)] + (month.row.map(cells) ?? [SheetCell](repeating: .empty, count: 7))
                    + levelCells(month.row))
        }
        return form(
            texts.filled("exportUnit", ["unit": row.name]), subtitles,
            columns: [FormSheet.Column(texts["colMonth"], width: 16)] + figureColumns
                + levels.map { FormSheet.Column($0.name, group: texts["levelsTitle"], width: 10) },
            rows: rows + [total], notes: otherScale(months, scale) + waiting(months.compactMap(\.row) + [row]))
    }

    /// Names the months whose answers are on another scale than the levels' columns.
    private func otherScale(_ months: [MonthFigures], _ scale: String) -> [String] {
        let others = months.filter { $0.row?.satisfaction != nil && $0.row?.scale != scale }
        if others.isEmpty { return [] }
        let names = others.map { $0.month.written(texts.language) }.joined(separator: "; ")
        return [texts.filled("exportOtherScale", ["months": names])]
    }

    /// A further question in one line: each value with its share and how many chose it.
    func note(_ question: QuestionFigures.Question) -> String {
        let values = question.values.map { "\($0.name): \(numbers.percent($0.share)) (\($0.count))" }
        return "\(question.name) (n = \(question.n)) \(values.joined(separator: "; "))."
    }

    /// Rows in their ranks, then those with too few answers, and all together where that is a row.
    ///
    /// - Parameters:
    ///   - total: nil for the rows of a scope that is no row by itself.
    ///   - among: among whom the ranks are, where that is more than the rows.
    func comparison(
        _ rows: RankedRows, total: (row: ReportRow, name: String)?, among: String?, subtitles: [String]
    ) -> FormSheet {
        let ranked = rows.ranked.map { place in
            let entry = place.entry
            return FormSheet.Row(
                [
                    ranks(entry.possibleRanks), .text(place.row.name), .share(entry.estimate),
                    .share(entry.interval.lowerBound), .share(entry.interval.upperBound),
                ] + cells(place.row) + [.text(place.change.words[texts.language])]
                    + place.moves.map { .text($0.written(texts.language)) } + [.count(entry.rank)])
        }
        let others = rows.others.map { row in
            FormSheet.Row(
                [.empty, .text(row.name), .empty, .empty, .empty] + cells(row) + [.text(row.hiddenWords(texts))]
                    + rows.earlier.map { _ in .empty } + [.empty])
        }
        let totals = [total].compactMap(\.self).map { total in
            FormSheet.Row(
                [.empty, .text(total.name), .empty, .empty, .empty] + cells(total.row) + [.empty]
                    + rows.earlier.map { _ in .empty } + [.empty], .total)
        }
        let estimate = texts["colEstimate"]
        return form(
            texts["exportComparison"], subtitles,
            columns: [
                FormSheet.Column(texts["colRank"], width: 7), FormSheet.Column(texts["colName"], width: 30),
                FormSheet.Column(estimate, width: 10),
                FormSheet.Column(texts["exportLow"], group: "\(estimate), \(texts["colInterval"])", width: 9),
                FormSheet.Column(texts["exportHigh"], group: "\(estimate), \(texts["colInterval"])", width: 9),
            ] + figureColumns + [FormSheet.Column(texts["colChange"], width: 16)]
                + rows.earlier.map {
                    FormSheet.Column(texts.filled("colMove", ["period": $0.written(texts.language)]), width: 18)
                } + [FormSheet.Column(texts["colShared"], width: 10)],
            rows: ranked + others + totals,
            notes: [texts["comparisonAbout"]] + [among].compactMap(\.self)
                + waiting(rows.ranked.map(\.row) + [total?.row].compactMap(\.self)))
    }

    private func ranks(_ ranks: ClosedRange<Int>) -> SheetCell {
        ranks.count == 1 ? .count(ranks.lowerBound) : .text(ranks.written)
    }

    /// Says that newer answers may wait for enough of them, and names the rows that are a sum of periods; numbers in files
    /// bear no mark.
    private func waiting(_ rows: [ReportRow]) -> [String] {
        func name(_ row: ReportRow) -> String { row.subject == .total ? texts["total"] : row.name }
        let sums = rows.filter { $0.mark == FigureRow.summed && $0.satisfaction != nil }.map { row in
            texts.filled(
                "sumsOfOne",
                [
                    "name": name(row), "periods": row.parts.written(texts.language, until: row.asOf?.month),
                    "day": row.asOf?.written(texts.language) ?? "–",
                ])
        }
        let notes = [texts.filled("sumsOf", ["list": sums.joined(separator: "; ")]), texts["lowerRate"]]
        return (rows.mayWaitForMore ? [texts["waiting"]] : []) + (sums.isEmpty ? [] : notes)
    }

    /// The same for the cells of desk × procedure, which are too many to name.
    private func heatNotes(_ rows: [ReportRow]) -> [String] {
        let sums = [String(texts["summed"].trimmingPrefix("† ")), texts["lowerRate"]]
        return (rows.mayWaitForMore ? [texts["waiting"]] : []) + (rows.contains { !$0.mark.isEmpty } ? sums : [])
    }

    /// Each desk with its procedures, one below the other, and all together.
    func heat(_ figures: HeatFigures, subtitles: [String]) -> FormSheet {
        let rows = figures.desks.flatMap { desk in
            figures.procedures.compactMap { procedure in
                figures.cells[.deskAndProcedure(desk.id, procedure.id)].map { row in
                    FormSheet.Row(
                        [.text(desk.code), .text(desk.name), .text(procedure.code.key), .text(procedure.name)]
                            + cells(row))
                }
            }
        }
        let totals = [figures.total].compactMap(\.self).map { row in
            let name = texts[figures.isLimited ? "totalScope" : "total"]
            return FormSheet.Row([.empty, .text(name), .empty, .empty] + cells(row), .total)
        }
        return form(
            texts["heatTitle"].uppercased(), subtitles,
            columns: [
                FormSheet.Column(texts["heatDeskCode"], width: 11), FormSheet.Column(texts["heatDeskName"], width: 30),
                FormSheet.Column(texts["heatProcedureCode"], width: 10),
                FormSheet.Column(texts["heatProcedure"], width: 34),
            ] + figureColumns, rows: rows.isEmpty ? [] : rows + totals,
            notes: heatNotes(Array(figures.cells.values) + [figures.total].compactMap(\.self)))
    }

    /// Shares with their intervals, one below the other.
    func chart(_ rows: [(name: String, row: ReportRow?)], all: ReportRow?, title: String) -> PrintedReport.Chart {
        PrintedReport.Chart(
            title: title,
            rows: rows.map { name, row in
                let interval = row?.satisfaction
                return PrintedReport.Chart.Row(
                    name: name, share: interval?.share, low: interval?.low ?? 0, high: interval?.high ?? 0,
                    words: interval.map { numbers.percent($0.share) } ?? row?.hiddenWords(texts) ?? texts["noDossiers"])
            }, all: all?.satisfaction?.share,
            legend: all == nil ? texts["trendLegendPrinted"] : texts["unitsLegend"])
    }

    /// The headline: share with its interval, answers, response rate, coverage; what may not be shown is a dash.
    func facts(_ row: ReportRow) -> [(name: String, value: String)] {
        let interval = row.satisfaction
        return [
            (
                interval.map {
                    "\(texts["satisfied"]) (\(texts["interval"]): \(numbers.interval($0.low, $0.high)))"
                } ?? texts["satisfied"], interval.map { numbers.percent($0.share) } ?? "–"
            ),
            (texts["answers"], interval == nil ? "–" : numbers.whole(row.counts.answers)),
            (texts["completed"], numbers.whole(row.counts.completed)),
            (texts["responseRate"], row.responseRate.map(numbers.percent) ?? "–"),
            (texts["coverage"], row.coverage.map(numbers.percent) ?? "–"),
        ]
    }

    func form(
        _ title: String, _ subtitles: [String], columns: [FormSheet.Column], rows: [FormSheet.Row],
        notes: [String] = []
    ) -> FormSheet {
        FormSheet(
            tab: texts["exportTab"], office: office, title: title, subtitles: subtitles, columns: columns, rows: rows,
            notes: notes + [texts.filled("threshold", ["least": "\(least)"])], dateLine: texts["exportDateLine"],
            signatories: [texts["exportDrawnUp"], texts["exportHead"]])
    }

    private var figureColumns: [FormSheet.Column] {
        [
            FormSheet.Column(texts["colShare"], width: 10),
            FormSheet.Column(texts["exportLow"], group: texts["colInterval"], width: 9),
            FormSheet.Column(texts["exportHigh"], group: texts["colInterval"], width: 9),
            FormSheet.Column(texts["colAnswers"], width: 9), FormSheet.Column(texts["colCompleted"], width: 11),
            FormSheet.Column(texts["colRate"], width: 10), FormSheet.Column(texts["colCoverage"], width: 10),
        ]
    }

    private func cells(_ row: ReportRow) -> [SheetCell] {
        let interval = row.satisfaction
        return [
            interval.map { .share($0.share) } ?? .empty, interval.map { .share($0.low) } ?? .empty,
            interval.map { .share($0.high) } ?? .empty, interval == nil ? .empty : .count(row.counts.answers),
            .count(row.counts.completed), row.responseRate.map(SheetCell.share) ?? .empty,
            row.coverage.map(SheetCell.share) ?? .empty,
        ]
    }
}
