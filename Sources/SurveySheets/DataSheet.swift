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
    /// What is said of all its figures, empty for nothing. In XLSX it has a row of its own above the heads; in CSV it stands
    /// in the first column's head, since a line of its own would be in the way of programs that read the table.
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

    /// The columns' titles as CSV has them, with the label.
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
        let widths = columns.indices.map(width)
        let head = label.isEmpty ? 0 : 1
        if head > 0 { book.write(.text(label), 0, 0, Workbook.Look(isItalic: true)) }
        for (column, title) in columns.enumerated() {
            book.write(.text(title), head, column, Workbook.Look(isBold: true, wraps: true, edge: .bottom))
        }
        setHeight(book.sheet, row: head, of: zip(columns, widths))
        for (index, row) in rows.enumerated() {
            let isTotal = isLastTotal && index == rows.count - 1
            for (column, cell) in row.enumerated() {
                var look = isTotal ? Workbook.Look(isBold: true, edge: .top) : Workbook.Look()
                if case .text = cell { look.wraps = true }
                book.write(cell, head + 1 + index, column, look)
            }
            let texts = row.map { cell in if case .text(let text) = cell { text } else { "" } }
            setHeight(book.sheet, row: head + 1 + index, of: zip(texts, widths))
        }
        setPage(book.sheet, widths, head: head)
        return try book.finish()
    }

    /// A text column is as wide as its longest text, up to what the eye follows in one line; any other as its numbers, or
    /// the longest word of its title, which wraps.
    private func width(_ column: Int) -> Int {
        let texts = rows.map { row -> Int in
            if column < row.count, case .text(let text) = row[column] { return text.count }
            return 0
        }
        let longest = texts.max() ?? 0
        let word = columns[column].split(separator: " ").map(\.count).max() ?? 0
        return max(longest > 0 ? min(DataSheet.longestLine, longest) : 9, word, 6) + 2
    }

    /// Rows of one line keep the program's own height; where texts wrap it is set, since not every program finds it out.
    private func setHeight(
        _ sheet: UnsafeMutablePointer<lxw_worksheet>, row: Int, of cells: some Sequence<(String, Int)>
    ) {
        let lines = cells.map { text, width in DataSheet.lines(text, in: width - 2) }.max() ?? 1
        if lines > 1 { worksheet_set_row(sheet, UInt32(row), Double(lines) * 15.5, nil) }
    }

    /// How many lines a text takes that breaks between words.
    static func lines(_ text: String, in width: Int) -> Int {
        var lines = 1
        var used = 0
        for word in text.split(separator: " ") {
            if used > 0, used + 1 + word.count > width {
                lines += 1
                used = word.count
            } else {
                used += (used > 0 ? 1 : 0) + word.count
            }
        }
        return lines
    }

    private static let longestLine = 46
    /// What a landscape A4 page holds at full size, in characters, and at the smallest that is read with ease.
    private static let pageWidth = 125
    private static let leastScale = 70

    /// Landscape A4, the heads on every page. What is little wider than a page is made smaller; what is wider still goes on
    /// further pages by whole columns, the first texts of each row beside them.
    private func setPage(_ sheet: UnsafeMutablePointer<lxw_worksheet>, _ widths: [Int], head: Int) {
        for (column, width) in widths.enumerated() {
            worksheet_set_column(sheet, UInt16(column), UInt16(column), Double(width), nil)
        }
        worksheet_freeze_panes(sheet, UInt32(head + 1), 0)
        worksheet_repeat_rows(sheet, 0, UInt32(head))
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        guard let last = columns.indices.last else { return }
        worksheet_print_area(sheet, 0, 0, UInt32(rows.count + head), UInt16(last))
        let page = DataSheet.pageWidth * 100 / DataSheet.leastScale
        if widths.reduce(0, +) <= page {
            worksheet_fit_to_pages(sheet, 1, 0)
            return
        }
        worksheet_set_print_scale(sheet, UInt16(DataSheet.leastScale))
        let isText = columns.indices.map { column in
            rows.contains { row in
                if column < row.count, case .text = row[column] { true } else { false }
            }
        }
        let named = isText.prefix(2).prefix { $0 }.count
        if named > 0 { worksheet_repeat_columns(sheet, 0, UInt16(named - 1)) }
        let beside = widths.prefix(named).reduce(0, +)
        var breaks: [UInt16] = []
        var used = 0
        for (column, width) in widths.enumerated() {
            if used > 0, column > named, used + width > page {
                breaks.append(UInt16(column))
                used = beside
            }
            used += width
        }
        // The library's list ends with a zero.
        breaks.append(0)
        worksheet_set_v_pagebreaks(sheet, &breaks)
    }
}
