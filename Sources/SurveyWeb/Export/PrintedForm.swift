import Foundation
import Hummingbird
import Survey
import SurveyQR
import SurveySheets
import SurveyStore

/// What the printed page has beside a form's table.
struct PrintedExtras: Sendable {
    var facts: [(name: String, value: String)] = []
    var chart: PrintedReport.Chart?
    var notes: [String] = []
    var checkpoint: String?
    var day: Day
}

extension PrintedReport {
    /// A form as it is printed: the same figures as in its other files, written for people.
    init(_ form: FormSheet, _ extras: PrintedExtras, language: Language) {
        let numbers = NumberStyle(language: language)
        self.init(
            office: form.office, title: form.title, subtitles: form.subtitles, facts: extras.facts,
            chart: extras.chart,
            columns: form.columns.map { PrintedReport.Column($0.title, group: $0.group, width: $0.width) },
            rows: form.rows.map { row in
                let cells = row.cells.enumerated().map { index, cell in
                    (index == 0 ? String(repeating: "\u{2003}", count: row.indent) : "") + numbers.written(cell)
                }
                return PrintedReport.Row(
                    cells, numbers: Set(row.cells.indices.filter { row.cells[$0].isNumber }),
                    isBold: row.weight != .plain)
            },
            notes: extras.notes + form.notes, checkpoint: extras.checkpoint, dateLine: form.dateLine,
            signatories: form.signatories, day: extras.day, language: language)
    }
}

extension SheetCell {
    /// Whether it stands at the right of its column on paper: everything but words.
    fileprivate var isNumber: Bool {
        if case .text = self { false } else { true }
    }
}

extension NumberStyle {
    /// A cell of a form as people read it.
    func written(_ cell: SheetCell) -> String {
        switch cell {
        case .text(let text): text
        case .count(let count): whole(count)
        case .share(let share): percent(share)
        case .fineShare(let share): finePercent(share)
        case .decimal(let number): decimal(number)
        case .day(let day): day.written(language)
        case .month(let month): month.written(language)
        case .empty: ""
        }
    }
}

extension Site {
    /// The file of a form: laid out as offices file it, the same figures as CSV, or the printed page.
    ///
    /// - Parameters:
    ///   - data: what spreadsheets get instead of the form itself, where that is a plain table.
    ///   - extras: what the printed page has beside the table.
    func export(
        _ form: FormSheet, as format: ExportFormat, name: String, data: DataSheet? = nil, language: Language,
        extras: (inout PrintedExtras) throws -> Void = { _ in }
    ) async throws -> Response {
        var (form, data) = (form, data)
        // Files travel without the page that they came from.
        let label = try exampleLabel(language)
        if let label {
            if data == nil, format == .csv { data = form.plain }
            data?.label = label
            form.subtitles.insert(label, at: 0)
        }
        let bytes: Data
        switch format {
        case .csv: bytes = Data((data?.csv ?? form.csv).utf8)
        case .xlsx: bytes = try data?.xlsx() ?? form.xlsx()
        case .pdf:
            var more = PrintedExtras(day: store.today)
            more.checkpoint = try await store.newestCheckpoint()?.description
            try extras(&more)
            bytes = try ReportRenderer().pdf(PrintedReport(form, more, language: language))
        }
        return format.response(bytes, name: label == nil ? name : "example-\(name)")
    }

    /// The words that label an example's figures, wherever they are shown; nil when the figures are real.
    func exampleLabel(_ language: Language) throws -> String? {
        try store.settings().isExample ? renderer.texts("citizen", language)["example"] : nil
    }

    /// The office as files name it.
    func officeName(_ language: Language) throws -> String {
        let name = try store.settings().officeName
        return try name.isEmpty ? renderer.texts("citizen", language)["site"] : name
    }
}
