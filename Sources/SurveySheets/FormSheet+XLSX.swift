import CXLSXWriter
public import Foundation
import Survey

extension FormSheet {
    /// The form as an XLSX file, laid out for A4: landscape from nine columns on, one page wide, its heads on every page.
    ///
    /// - Throws: `SurveyError` (`unavailable`) when it cannot be written: mostly a full disk.
    public func xlsx() throws -> Data {
        let book = try Workbook(tab: tab, title: title, company: office)
        for (index, column) in columns.enumerated() {
            worksheet_set_column(book.sheet, UInt16(index), UInt16(index), column.width, nil)
        }
        let last = columns.count - 1
        var line = 0
        book.merge(office, rows: 0...0, columns: 0...last, .init(isBold: true))
        line = 2
        book.merge(
            title, rows: line...line, columns: 0...last, .init(isBold: true, isCentred: true, wraps: true, size: 14))
        setHeight(title, scale: 1.4, line, book)
        for subtitle in subtitles {
            line += 1
            book.merge(
                subtitle, rows: line...line, columns: 0...last, .init(isItalic: true, isCentred: true, wraps: true))
            setHeight(subtitle, line, book)
        }
        let head = line + 2
        line = writeHeads(book, head)
        let first = line
        for row in rows {
            write(row, line, book)
            line += 1
        }
        let end = writeFoot(book, line + 1)
        setPage(book, heads: head...first - 1, end: end)
        return try book.finish()
    }

    /// One line of heads, or two where some are grouped.
    ///
    /// - Returns: the line after them.
    private func writeHeads(_ book: Workbook, _ line: Int) -> Int {
        let look = Workbook.Look(isBold: true, isCentred: true, wraps: true, edge: .all, isShaded: true)
        let isGrouped = columns.contains { !$0.group.isEmpty }
        let below = isGrouped ? line + 1 : line
        var start = 0
        while start < columns.count {
            let group = columns[start].group
            let end = group.isEmpty ? start : columns[start...].prefix { $0.group == group }.indices.last ?? start
            if group.isEmpty {
                book.merge(columns[start].title, rows: line...below, columns: start...start, look)
            } else {
                book.merge(group, rows: line...line, columns: start...end, look)
                for index in start...end { book.write(.text(columns[index].title), below, index, look) }
            }
            start = end + 1
        }
        let lines = columns.map { (Double($0.title.count) / max(1, $0.width - 2)).rounded(.up) }.max() ?? 1
        worksheet_set_row(book.sheet, UInt32(below), 16 * max(isGrouped ? 1 : 2, lines), nil)
        return below + 1
    }

    private func write(_ row: Row, _ line: Int, _ book: Workbook) {
        var lines = 1.0
        for (index, column) in columns.enumerated() {
            let cell = index < row.cells.count ? row.cells[index] : .empty
            var look = Workbook.Look(isBold: row.weight != .plain, edge: .all, isShaded: row.weight == .total)
            if index == 0 { look.indent = row.indent }
            if case .text(let text) = cell {
                look.wraps = true
                lines = max(lines, (Double(text.count) / (column.width * 0.95)).rounded(.up))
            }
            book.write(cell, line, index, look)
        }
        if lines > 1 { worksheet_set_row(book.sheet, UInt32(line), 15 * lines + 1, nil) }
    }

    /// - Returns: the last line.
    private func writeFoot(_ book: Workbook, _ start: Int) -> Int {
        let last = columns.count - 1
        var line = start
        for note in notes {
            book.merge(note, rows: line...line, columns: 0...last, .init(isItalic: true, wraps: true, size: 10))
            setHeight(note, scale: 0.95, line, book)
            line += 1
        }
        line += 1
        let middle = columns.count / 2
        book.merge(dateLine, rows: line...line, columns: middle...last, .init(isItalic: true, isCentred: true))
        line += 1
        let spans = signatories.count == 1 ? [middle...last] : [0...max(0, middle - 1), middle...last]
        for (signatory, span) in zip(signatories.suffix(2), spans) {
            book.merge(signatory, rows: line...line, columns: span, .init(isBold: true, isCentred: true, wraps: true))
        }
        // Room for the signatures.
        return line + 5
    }

    private func setHeight(_ text: String, scale: Double = 1, _ line: Int, _ book: Workbook) {
        let width = columns.map(\.width).reduce(0, +)
        let lines = (Double(text.count) * scale / (width * 1.05)).rounded(.up)
        worksheet_set_row(book.sheet, UInt32(line), max(1, lines) * 16 * max(1, scale), nil)
    }

    private func setPage(_ book: Workbook, heads: ClosedRange<Int>, end: Int) {
        let sheet = book.sheet
        worksheet_freeze_panes(sheet, UInt32(heads.upperBound + 1), 0)
        worksheet_repeat_rows(sheet, UInt32(heads.lowerBound), UInt32(heads.upperBound))
        if columns.count > 8 { worksheet_set_landscape(sheet) } else { worksheet_set_portrait(sheet) }
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.6)
        worksheet_center_horizontally(sheet)
        worksheet_set_footer(sheet, "&C&P / &N")
        worksheet_print_area(sheet, 0, 0, UInt32(end), UInt16(columns.count - 1))
    }
}
