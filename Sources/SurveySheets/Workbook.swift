import CXLSXWriter
import Foundation
import Survey

/// An XLSX file of one sheet as libxlsxwriter makes it; formats are made once each.
final class Workbook {
    /// How a cell looks.
    struct Look: Hashable {
        enum Edge: Hashable {
            case none, all, top, bottom
        }

        var number: String?
        var isBold = false
        var isItalic = false
        var isCentred = false
        var wraps = false
        var size: Double?
        var edge = Edge.none
        var isShaded = false
        /// In steps of about three characters.
        var indent = 0
    }

    let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let book: UnsafeMutablePointer<lxw_workbook>
    private let file: URL
    private var formats: [Look: UnsafeMutablePointer<lxw_format>] = [:]

    /// - Parameters:
    ///   - tab: the sheet's name, at most 31 characters.
    ///   - title: for the file's properties.
    init(tab: String, title: String, company: String = "") throws {
        file = FileManager.default.temporaryDirectory.appending(path: "hailong-\(UUID().uuidString).xlsx")
        // Raw rows may go into it: made here, so that it is its owner's alone from the beginning.
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw Workbook.unwritable }
        close(descriptor)
        guard let book = workbook_new(file.path), let sheet = workbook_add_worksheet(book, tab) else {
            throw Workbook.unwritable
        }
        self.book = book
        self.sheet = sheet
        // The library copies the texts.
        title.withCString { title in
            company.withCString { company in
                var properties = lxw_doc_properties()
                properties.title = UnsafeMutablePointer(mutating: title)
                properties.company = UnsafeMutablePointer(mutating: company)
                workbook_set_properties(book, &properties)
            }
        }
    }

    deinit { try? FileManager.default.removeItem(at: file) }

    func format(_ look: Look) -> UnsafeMutablePointer<lxw_format>? {
        if let known = formats[look] { return known }
        guard let format = workbook_add_format(book) else { return nil }
        if let number = look.number { format_set_num_format(format, number) }
        if look.isBold { format_set_bold(format) }
        if look.isItalic { format_set_italic(format) }
        if look.isCentred { format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue)) }
        if look.wraps { format_set_text_wrap(format) }
        if look.indent > 0 { format_set_indent(format, UInt8(look.indent)) }
        format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        if let size = look.size { format_set_font_size(format, size) }
        let thin = UInt8(LXW_BORDER_THIN.rawValue)
        switch look.edge {
        case .none: break
        case .all: format_set_border(format, thin)
        case .top: format_set_top(format, thin)
        case .bottom: format_set_bottom(format, thin)
        }
        if look.isShaded {
            format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
            format_set_bg_color(format, 0xEDEDED)
        }
        formats[look] = format
        return format
    }

    /// Writes a cell, whose number format comes on top of the look.
    func write(_ cell: SheetCell, _ row: Int, _ column: Int, _ look: Look) {
        var look = look
        look.number = cell.numberFormat
        let (row, column) = (UInt32(row), UInt16(column))
        if let number = cell.number {
            worksheet_write_number(sheet, row, column, number, format(look))
        } else if case .text(let text) = cell {
            worksheet_write_string(sheet, row, column, text, format(look))
        } else if look.edge != .none || look.isShaded {
            worksheet_write_blank(sheet, row, column, format(look))
        }
    }

    /// Writes a text over several cells.
    func merge(_ text: String, rows: ClosedRange<Int>, columns: ClosedRange<Int>, _ look: Look) {
        guard rows.count > 1 || columns.count > 1 else {
            return write(.text(text), rows.lowerBound, columns.lowerBound, look)
        }
        worksheet_merge_range(
            sheet, UInt32(rows.lowerBound), UInt16(columns.lowerBound), UInt32(rows.upperBound),
            UInt16(columns.upperBound), text, format(look))
    }

    /// The whole file, which ends with this.
    ///
    /// - Throws: `SurveyError` (`unavailable`) when it cannot be written: mostly a full disk.
    func finish() throws -> Data {
        guard workbook_close(book) == LXW_NO_ERROR, let bytes = FileManager.default.contents(atPath: file.path) else {
            throw Workbook.unwritable
        }
        return bytes
    }

    private static var unwritable: SurveyError {
        SurveyError(
            .unavailable, vi: "không ghi được tệp XLSX (đĩa đầy?)", en: "the XLSX file cannot be written (disk full?)")
    }
}
