import Foundation

/// Reads CSV as it comes (RFC 4180): UTF-8 with or without a byte-order mark, comma or semicolon, quotes, any line ends.
///
/// Fields come in NFC. Feed it chunks of bytes; it hands over one record at a time, with the line on which the record starts. It does no I/O.
public struct CSVReader: Sendable {
    /// One record.
    public struct Record: Sendable, Hashable {
        /// The line on which it starts; the header is line 1.
        public let line: Int
        public let fields: [String]
        /// How many bytes of the input stand before the end of its last field: its line break, if any, begins there.
        public let end: Int
    }

    private enum State { case start, plain, quoted, quoteInQuoted }

    /// Comma or semicolon; nil until the header was read.
    public private(set) var separator: UInt8?

    private var state = State.start
    /// How many bytes were taken.
    private var position = 0
    private var field: [UInt8] = []
    private var fields: [String] = []
    private var line = 1
    private var recordLine = 1
    private var previousWasReturn = false
    private var pendingHeader: [UInt8] = []
    private var isHeaderDone = false

    public init() {}

    /// Takes a chunk and calls `body` for every record that ends in it. Blank lines are skipped.
    ///
    /// - Throws: `SurveyError` (`invalid`) for bytes that are not UTF-8 or a stray quote, naming the line; whatever `body` throws.
    public mutating func read(_ chunk: some Sequence<UInt8>, _ body: (Record) throws -> Void) throws {
        for byte in chunk {
            if !isHeaderDone {
                pendingHeader.append(byte)
                let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
                if isLineEnd && isHeaderWhole || pendingHeader.count > 65_536 { try takeHeader(body) }
            } else {
                try take(byte, body)
            }
        }
    }

    /// Takes the end of the input.
    public mutating func finish(_ body: (Record) throws -> Void) throws {
        if !isHeaderDone { try takeHeader(body) }
        if state == .quoted {
            throw SurveyError(
                .invalid, vi: "dòng \(recordLine): dấu nháy kép mở mà không đóng",
                en: "line \(recordLine): a quote is opened and never closed")
        }
        if state != .start || !fields.isEmpty || !field.isEmpty { try endRecord(body) }
    }

    private mutating func takeHeader(_ body: (Record) throws -> Void) throws {
        isHeaderDone = true
        if pendingHeader.starts(with: CSVReader.byteOrderMark) {
            pendingHeader.removeFirst(3)
            position = 3
        }
        separator = headerSeparator
        let header = pendingHeader
        pendingHeader = []
        for byte in header { try take(byte, body) }
    }

    /// Whether the line that just ended is the header: neither one of blank lines before it nor a break inside quotes.
    private var isHeaderWhole: Bool {
        let text = pendingHeader.starts(with: CSVReader.byteOrderMark) ? pendingHeader.dropFirst(3) : pendingHeader[...]
        let isBlank = text.allSatisfy { $0 == 32 || (9...13).contains($0) }
        return !isBlank && text.count { $0 == UInt8(ascii: "\"") } % 2 == 0
    }

    /// Whichever of comma and semicolon the header has more of, outside quotes.
    private var headerSeparator: UInt8 {
        var isQuoted = false
        var surplus = 0
        for byte in pendingHeader {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ";") where !isQuoted: surplus += 1
            case UInt8(ascii: ",") where !isQuoted: surplus -= 1
            default: break
            }
        }
        return surplus > 0 ? UInt8(ascii: ";") : UInt8(ascii: ",")
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private mutating func take(_ byte: UInt8, _ body: (Record) throws -> Void) throws {
        defer { position += 1 }
        let isLineFeedAfterReturn = previousWasReturn && byte == UInt8(ascii: "\n")
        previousWasReturn = byte == UInt8(ascii: "\r")
        if isLineFeedAfterReturn, state != .quoted { return }
        switch (state, byte) {
        case (.quoted, UInt8(ascii: "\"")):
            state = .quoteInQuoted
        case (.quoted, _):
            if byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") && !isLineFeedAfterReturn { line += 1 }
            field.append(byte)
        case (.quoteInQuoted, UInt8(ascii: "\"")):
            field.append(byte)
            state = .quoted
        case (.start, UInt8(ascii: "\"")):
            state = .quoted
        case (_, separator):
            try endField()
            state = .start
        case (_, UInt8(ascii: "\n")), (_, UInt8(ascii: "\r")):
            if state != .start || !fields.isEmpty { try endRecord(body) }
            line += 1
            recordLine = line
        case (.quoteInQuoted, _):
            throw SurveyError(
                .invalid, vi: "dòng \(line): có chữ sau dấu nháy kép đóng",
                en: "line \(line): text after a closing quote")
        default:
            field.append(byte)
            state = .plain
        }
    }

    private mutating func endField() throws {
        guard let text = String(validating: field, as: UTF8.self) else {
            throw SurveyError(
                .invalid, vi: "dòng \(recordLine): không phải UTF-8; hãy lưu tệp dưới dạng CSV UTF-8",
                en: "line \(recordLine): not UTF-8; save the file as CSV UTF-8")
        }
        fields.append(field.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCanonicalMapping)
        field.removeAll(keepingCapacity: true)
    }

    private mutating func endRecord(_ body: (Record) throws -> Void) throws {
        try endField()
        let record = Record(line: recordLine, fields: fields, end: position)
        fields = []
        state = .start
        if !record.fields.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { try body(record) }
    }
}
