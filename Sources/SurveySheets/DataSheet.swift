import CXLSXWriter
public import Foundation
import Survey

/// A plain table as an XLSX or CSV file: a header that stays in sight, then rows in which numbers are numbers and days
/// are days.
public struct DataSheet: Sendable {
    public typealias Cell = SheetCell

    /// The tab's name, at most 31 characters.
    public var name: String
    public var columns: [String]
    public private(set) var rows: [[Cell]] = []
    private var isLastTotal = false
    /// What is said of all its figures, in the first column's head: below the total, or above the heads, it would be in the
    /// way of programs that read the table. Empty for nothing.
    public var label = ""

    public init(name: String, columns: [String]) {
        self.name = name
        self.columns = columns
    }

    public mutating func add(_ row: [Cell]) { rows.append(row) }

    /// Puts further cells behind those of a row.
    public mutating func extend(row index: Int, with cells: [Cell]) {
        if rows.indices.contains(index) { rows[index] += cells }
    }

    /// Adds the last row, set in bold.
    public mutating func addTotal(_ row: [Cell]) {
        rows.append(row)
        isLastTotal = true
    }

    /// The columns' titles, with the label.
    private var heads: [String] {
        guard !label.isEmpty, let first = columns.first else { return columns }
        return ["\(first) (\(label))"] + columns.dropFirst()
    }

    /// The same figures as CSV (RFC 4180), in UTF-8 with a byte-order mark.
    public var csv: String { SheetCSV.text(heads, rows) }

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
        let book = try Workbook(tab: name, title: name)
        for (column, title) in heads.enumerated() {
            book.write(.text(title), 0, column, Workbook.Look(isBold: true, wraps: true, edge: .bottom))
        }
        for (index, row) in rows.enumerated() {
            let isTotal = isLastTotal && index == rows.count - 1
            let look = isTotal ? Workbook.Look(isBold: true, edge: .top) : Workbook.Look()
            for (column, cell) in row.enumerated() { book.write(cell, index + 1, column, look) }
        }
        setPage(book.sheet)
        return try book.finish()
    }

    /// Widths by the longest text, the header on every printed page, landscape A4 on one page's width.
    private func setPage(_ sheet: UnsafeMutablePointer<lxw_worksheet>) {
        for column in columns.indices {
            let texts = rows.map { row -> Int in
                if column < row.count, case .text(let text) = row[column] { return text.count }
                return 10
            }
            // The label wraps.
            let least = column == 0 && !label.isEmpty ? 20 : 0
            let width = min(60, max(columns[column].count, texts.max() ?? 0, least) + 2)
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
}
