import CXLSXWriter
public import Foundation
public import Survey

/// A plain table as an XLSX file: a header that stays in sight, then rows in which numbers are numbers and days are days.
public struct DataSheet: Sendable {
    /// One cell.
    public enum Cell: Sendable, Hashable {
        case text(String)
        case count(Int)
        /// 0…1, shown as a percentage with one decimal.
        case share(Double)
        case day(Day)
        case empty
    }

    /// The tab's name, at most 31 characters.
    public var name: String
    public var columns: [String]
    public private(set) var rows: [[Cell]] = []
    private var isLastTotal = false

    public init(name: String, columns: [String]) {
        self.name = name
        self.columns = columns
    }

    public mutating func add(_ row: [Cell]) { rows.append(row) }

    /// Adds the last row, set in bold.
    public mutating func addTotal(_ row: [Cell]) {
        rows.append(row)
        isLastTotal = true
    }

    /// The file.
    ///
    /// - Throws: `SurveyError`: `invalid` for more rows than a sheet can have, `unavailable` when libxlsxwriter cannot
    ///   write it: mostly a full disk.
    public func xlsx() throws -> Data {
        guard rows.count < 1 << 20 else {
            throw SurveyError(
                .invalid, vi: "XLSX có tối đa 1.048.575 dòng; hãy dùng CSV hoặc kỳ ngắn hơn",
                en: "XLSX has at most 1,048,575 rows; use CSV or a shorter period")
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "hailong-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        guard let book = workbook_new(file.path), let sheet = workbook_add_worksheet(book, name) else {
            throw DataSheet.unwritable
        }
        let formats = Formats(book)
        for (column, title) in columns.enumerated() {
            worksheet_write_string(sheet, 0, UInt16(column), title, formats.header)
        }
        for (index, row) in rows.enumerated() {
            let isTotal = isLastTotal && index == rows.count - 1
            for (column, cell) in row.enumerated() {
                write(cell, sheet, UInt32(index + 1), UInt16(column), isTotal ? formats.total : formats.plain)
            }
        }
        setPage(sheet)
        guard workbook_close(book) == LXW_NO_ERROR, let bytes = FileManager.default.contents(atPath: file.path) else {
            throw DataSheet.unwritable
        }
        return bytes
    }

    private func write(
        _ cell: Cell, _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ row: UInt32, _ column: UInt16, _ style: Style
    ) {
        switch cell {
        case .text(let text): worksheet_write_string(sheet, row, column, text, style.text)
        case .count(let count): worksheet_write_number(sheet, row, column, Double(count), style.count)
        case .share(let share): worksheet_write_number(sheet, row, column, share, style.share)
        case .day(let day):
            // Spreadsheets count days from the end of 1899, by 25,569 earlier than 1970.
            worksheet_write_number(sheet, row, column, Double(day.number + 25_569), style.day)
        case .empty: break
        }
    }

    /// Widths by the longest text, the header on every printed page, landscape A4 on one page's width.
    private func setPage(_ sheet: UnsafeMutablePointer<lxw_worksheet>) {
        for column in columns.indices {
            let texts = rows.map { row -> Int in
                if column < row.count, case .text(let text) = row[column] { return text.count }
                return 10
            }
            let width = min(60, max(columns[column].count, texts.max() ?? 0) + 2)
            worksheet_set_column(sheet, UInt16(column), UInt16(column), Double(width), nil)
        }
        worksheet_freeze_panes(sheet, 1, 0)
        worksheet_repeat_rows(sheet, 0, 0)
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 0)
        if !columns.isEmpty {
            worksheet_print_area(sheet, 0, 0, UInt32(rows.count), UInt16(columns.count - 1))
        }
    }

    private static let unwritable = SurveyError(
        .unavailable, vi: "không ghi được tệp XLSX (đĩa đầy?)", en: "the XLSX file cannot be written (disk full?)")
}

/// The formats of one kind of row.
private struct Style {
    let text, count, share, day: UnsafeMutablePointer<lxw_format>?

    init(_ book: UnsafeMutablePointer<lxw_workbook>, isBold: Bool) {
        func format(_ number: String?) -> UnsafeMutablePointer<lxw_format>? {
            let format = workbook_add_format(book)
            if let number { format_set_num_format(format, number) }
            if isBold {
                format_set_bold(format)
                format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
            }
            return format
        }
        text = format(nil)
        count = format("#,##0")
        share = format("0.0%")
        day = format("dd/mm/yyyy")
    }
}

private struct Formats {
    let header: UnsafeMutablePointer<lxw_format>?
    let plain: Style
    let total: Style

    init(_ book: UnsafeMutablePointer<lxw_workbook>) {
        header = workbook_add_format(book)
        format_set_bold(header)
        format_set_text_wrap(header)
        format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
        plain = Style(book, isBold: false)
        total = Style(book, isBold: true)
    }
}
