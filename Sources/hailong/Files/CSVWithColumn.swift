import Foundation
import Survey

/// A CSV file to which one column can be added; everything else in it stays byte for byte as it was.
struct CSVWithColumn {
    private let bytes: Data
    private let file: String
    /// By the line on which they start; blank lines are no records.
    private let fields: [Int: [String]]
    private let headerLine: Int

    /// - Throws: `Failure` when it cannot be read as CSV, or is empty.
    init(_ bytes: Data, file: String) throws {
        var fields: [Int: [String]] = [:]
        do {
            var reader = CSVReader()
            try reader.read(bytes) { fields[$0.line] = $0.fields }
            try reader.finish { fields[$0.line] = $0.fields }
        } catch let error as SurveyError {
            throw Failure(vi: "\(file): \(error.message.vi)", en: "\(file): \(error.message.en)")
        }
        guard let headerLine = fields.keys.min() else {
            throw Failure(
                vi: "\(file): tệp trống, không có dòng tiêu đề", en: "\(file): the file is empty, without a header")
        }
        self.bytes = bytes
        self.file = file
        self.fields = fields
        self.headerLine = headerLine
    }

    /// The file with a column behind that is computed from another.
    ///
    /// - Parameter value: gives the new value; a `SurveyError` that it throws is a problem of its row.
    /// - Throws: `Failure` that names every bad row, or a column that is missing or there already.
    func appending(_ name: String, from column: String, _ value: (String) throws -> String) throws -> Data {
        let names = (fields[headerLine] ?? []).map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        guard let index = names.firstIndex(of: column) else {
            throw Failure(
                vi: "\(file):\(headerLine): thiếu cột “\(column)”",
                en: "\(file):\(headerLine): missing column “\(column)”"
            )
        }
        if names.contains(name) {
            throw Failure(
                vi: "\(file):\(headerLine): đã có cột “\(name)”",
                en: "\(file):\(headerLine): there is a column “\(name)” already")
        }
        var problems = InputProblems()
        var result = Data(capacity: bytes.count * 2)
        forEachRecord { line, text, end in
            result.append(text)
            if let record = fields[line] {
                var addition = name
                if line != headerLine {
                    addition = cell(index, of: record, line, names.count, column, &problems, value)
                }
                result.append(separator)
                result.append(contentsOf: addition.utf8)
            }
            result.append(end)
        }
        guard problems.isEmpty else { throw Failure(Failure.lines(problems, file: file)) }
        return result
    }

    private func cell(
        _ index: Int, of record: [String], _ line: Int, _ width: Int, _ column: String,
        _ problems: inout InputProblems, _ value: (String) throws -> String
    ) -> String {
        guard record.count == width else {
            problems.add(
                row: line, field: "", value: "", vi: "dòng có \(record.count) cột, tiêu đề có \(width)",
                en: "the row has \(record.count) fields, the header \(width)")
            return ""
        }
        do { return try value(record[index]) } catch {
            let reason = (error as? SurveyError)?.message ?? Localized(vi: "không tính được", en: "cannot be computed")
            problems.add(FieldProblem(row: line, field: column, value: record[index], reason: reason))
            return ""
        }
    }

    /// Comma or semicolon, whichever stands between the fields of the header.
    private var separator: UInt8 {
        let (comma, semicolon) = (UInt8(ascii: ","), UInt8(ascii: ";"))
        let commas = (fields[headerLine] ?? []).count - 1
        // A header of one column tells nothing; comma is the usual one.
        guard commas > 0 else { return comma }
        let header = bytes.drop { $0 == 10 || $0 == 13 }.prefix { $0 != 10 && $0 != 13 }
        return header.count { $0 == semicolon } >= commas && header.count { $0 == comma } < commas ? semicolon : comma
    }

    /// Hands over each record as it stands in the file: the line on which it starts, its bytes, and what ends it (a line
    /// break of any kind, nothing at the end of the file).
    private func forEachRecord(_ body: (Int, Data, Data) -> Void) {
        let (quote, feed, carriage) = (UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"))
        let separator = separator
        var (line, firstLine, start, position) = (1, 1, bytes.startIndex, bytes.startIndex)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position += 3 }
        var (isQuoted, isFieldStart) = (false, true)
        while position < bytes.endIndex {
            let byte = bytes[position]
            var next = position + 1
            if byte == carriage, next < bytes.endIndex, bytes[next] == feed { next += 1 }
            if byte == quote, isQuoted || isFieldStart {
                // A doubled quote closes and opens again at once.
                if isQuoted, next < bytes.endIndex, bytes[next] == quote { next += 1 } else { isQuoted.toggle() }
                isFieldStart = false
            } else if byte == feed || byte == carriage {
                line += 1
                if !isQuoted {
                    body(firstLine, bytes[start..<position], bytes[position..<next])
                    (start, firstLine, isFieldStart) = (next, line, true)
                }
            } else {
                isFieldStart = byte == separator && !isQuoted
            }
            position = next
        }
        if start < bytes.endIndex { body(firstLine, bytes[start...], Data()) }
    }
}
