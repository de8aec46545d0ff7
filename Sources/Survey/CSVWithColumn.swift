public import Foundation

/// A CSV file to which one column can be added behind; everything else in it stays byte for byte as it was.
///
/// Delimiter, quotes, byte-order mark, line ends, blank lines and the form of its letters (NFC or NFD) are the file's own.
/// Rows without anything in them, such as a spreadsheet leaves at the end, stay as they are. It does no I/O.
public struct CSVWithColumn: Sendable {
    private let bytes: Data
    private let header: CSVReader.Record
    private let rows: [CSVReader.Record]
    private let separator: UInt8

    /// - Throws: `SurveyError` (`invalid`) when it cannot be read as CSV, or is empty.
    public init(_ bytes: Data) throws {
        var records: [CSVReader.Record] = []
        var reader = CSVReader()
        try reader.read(bytes) { records.append($0) }
        try reader.finish { records.append($0) }
        guard let header = records.first else {
            throw SurveyError(
                .invalid, vi: "tệp trống, không có dòng tiêu đề", en: "the file is empty, without a header")
        }
        self.bytes = bytes
        self.header = header
        rows = Array(records.dropFirst())
        separator = reader.separator ?? UInt8(ascii: ",")
    }

    /// The file with a column behind that is computed from another.
    ///
    /// - Parameter value: gives the new value, which needs no quotes; a `SurveyError` that it throws is a problem of its row.
    /// - Throws: `InputProblems` that name every bad row, or a column that is missing or there already.
    public func appending(_ name: String, from column: String, _ value: (String) throws -> String) throws -> Data {
        let names = header.fields.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        var problems = InputProblems()
        guard let index = names.firstIndex(of: column) else {
            problems.add(
                row: header.line, field: "", value: "", vi: "thiếu cột “\(column)”", en: "missing column “\(column)”")
            throw problems
        }
        guard !names.contains(name) else {
            problems.add(
                row: header.line, field: "", value: "", vi: "đã có cột “\(name)”",
                en: "there is a column “\(name)” already")
            throw problems
        }
        var result = Data(capacity: bytes.count * 2)
        var taken = 0
        func append(_ text: String, behind record: CSVReader.Record) {
            result.append(bytes.dropFirst(taken).prefix(record.end - taken))
            result.append(separator)
            result.append(contentsOf: text.utf8)
            taken = record.end
        }
        append(name, behind: header)
        for row in rows {
            guard row.fields.count == names.count else {
                problems.add(
                    row: row.line, field: "", value: "",
                    vi: "dòng có \(row.fields.count) cột, tiêu đề có \(names.count)",
                    en: "the row has \(counted(row.fields.count, "field")), the header \(names.count)")
                continue
            }
            do {
                append(try value(row.fields[index]), behind: row)
            } catch let error as SurveyError {
                problems.add(
                    FieldProblem(row: row.line, field: column, value: row.fields[index], reason: error.message))
            }
        }
        guard problems.isEmpty else { throw problems }
        result.append(bytes.dropFirst(taken))
        return result
    }
}
