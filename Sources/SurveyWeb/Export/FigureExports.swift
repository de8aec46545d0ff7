import Hummingbird
import Survey
import SurveySheets
import SurveyStore

extension Site {
    /// The figures of the overview, or of the public results, as a file.
    ///
    /// - Parameter scope: nil for everything.
    func exportFigures(
        _ choice: OverviewChoice, scope: ManageScope?, as format: ExportFormat, texts: Texts
    ) async throws -> Response {
        let isLimited = scope?.isLimited ?? false
        var report = try await figures(choice.request)
        report.rows = report.rows.filter { scope?.contains($0, by: choice.by) ?? true && $0.hasFigures }
        let forms = try FigureForms(self, texts: texts)
        let own = try await ownTotal(choice, scope: scope, report: report, texts: texts)
        let total = own?.row
        if let total { report.total = total }
        let title = texts.filled(
            "unitsTitle.\(choice.by.rawValue)", ["period": choice.period.written(texts.language)])
        let form = forms.figures(
            report.rows, total: own, title: title.uppercased(),
            subtitles: [texts["boundaries.\(choice.boundaries.rawValue)"]] + choice.channelNote(texts)
                + (isLimited && choice.unit == nil ? [texts[own == nil ? "scopeNote" : "scopeTotalNote"]] : []))
        return try await export(
            form, as: format, name: "\(choice.by.rawValue)-\(choice.period)",
            data: DataSheet(report, hasTotal: own != nil, totalName: own?.name, language: texts.language),
            language: texts.language
        ) { extras in
            extras.facts = total.map(forms.facts) ?? []
            extras.chart = forms.chart(report.rows.map { ($0.name, $0) }, all: total, title: title)
        }
    }

    /// The ranking as a file.
    ///
    /// - Parameter ranked: published rows within the scope.
    func exportComparison(
        _ choice: OverviewChoice, ranked: RankedRows, scope: ManageScope, as format: ExportFormat, texts: Texts
    ) async throws -> Response {
        let total = try await ownTotal(choice, scope: scope, report: try await figures(choice.request), texts: texts)
        let form = try FigureForms(self, texts: texts).comparison(
            ranked, total: total,
            among: scope.isLimited ? texts["comparisonAmong.\(choice.by.rawValue)"] : nil,
            subtitles: [texts["by.\(choice.by.rawValue)"], choice.period.written(texts.language)]
                + choice.channelNote(texts))
        return try await export(
            form, as: format, name: "comparison-\(choice.by.rawValue)-\(choice.period)", data: form.plain,
            language: texts.language)
    }

    /// The heat table as a file: a line for each desk and procedure.
    func exportHeat(
        _ choice: OverviewChoice, figures: HeatFigures, as format: ExportFormat, texts: Texts
    ) async throws -> Response {
        let form = try FigureForms(self, texts: texts).heat(
            figures, subtitles: [choice.period.written(texts.language)] + choice.channelNote(texts))
        return try await export(
            form, as: format, name: "heat-\(choice.period)", data: form.plain, language: texts.language)
    }

    /// One row with its course as a file.
    ///
    /// - Parameters:
    ///   - row: published, within the scope.
    ///   - reasons: how many gave each reason; for the spreadsheet beside the row's total, on paper below the table.
    ///   - questions: the further questions with enough answers; placed like the reasons.
    func exportUnit(
        _ choice: OverviewChoice, row: ReportRow, months: [MonthFigures], levels: [(value: String, name: String)],
        reasons: [(name: String, count: Int)], questions: [QuestionFigures.Question], as format: ExportFormat,
        texts: Texts
    ) async throws -> Response {
        let forms = try FigureForms(self, texts: texts)
        let kind = texts.filled("unitKind.\(choice.by.rawValue)", ["code": row.code])
        let since = row.validFrom.map { texts.filled("since", ["day": $0.written(texts.language)]) }
        let form = forms.course(
            row, period: choice.period, months: months, levels: levels,
            subtitles: [
                ([kind] + [since].compactMap(\.self)).joined(separator: ", "),
                choice.period.written(texts.language),
            ] + choice.channelNote(texts))
        var data = form.plain
        data.columns += reasons.map { "\(texts["reasonsTitle"]) – \($0.name)" }
        let last = data.rows.count - 1
        data.extend(row: last, with: reasons.map { .count($0.count) })
        for question in questions {
            data.columns.append("\(question.name) – n")
            data.columns += question.values.flatMap {
                ["\(question.name) – \($0.name)", "\(question.name) – \($0.name) (%)"]
            }
            data.extend(
                row: last,
                with: [.count(question.n)] + question.values.flatMap { [SheetCell.count($0.count), .share($0.share)] })
        }
        let title = texts["trendTitle"]
        return try await export(
            form, as: format, name: "\(choice.by.rawValue)-\(row.code)-\(choice.period)", data: data,
            language: texts.language
        ) { extras in
            extras.facts = forms.facts(row)
            extras.chart = forms.chart(
                months.map { ($0.month.written(texts.language), $0.row) }, all: nil, title: title)
            if !reasons.isEmpty {
                let list = reasons.map { "\($0.name): \($0.count)" }.joined(separator: "; ")
                extras.notes = ["\(texts["reasonsTitle"]): \(list)."]
            }
            extras.notes += questions.map(forms.note)
        }
    }
}
