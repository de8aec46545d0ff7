import Foundation
import Survey

/// An uploaded CSV that is given back with one more column.
struct LinkedFile: Sendable {
    private let records: [CSVReader.Record]

    init(_ bytes: Data) throws {
        var records: [CSVReader.Record] = []
        var reader = CSVReader()
        try reader.read(bytes) { records.append($0) }
        try reader.finish { records.append($0) }
        self.records = records
    }

    /// The rows in their order, comma-separated (RFC 4180), with a byte-order mark, since Excel reads Vietnamese only so.
    ///
    /// - Parameter values: one for each row below the header.
    func appending(_ name: String, _ values: [String]) -> Data {
        var text = "\u{FEFF}"
        for (record, value) in zip(records, [name] + values) {
            text += (record.fields + [value]).map(LinkedFile.quoted).joined(separator: ",") + "\r\n"
        }
        return Data(text.utf8)
    }

    private static func quoted(_ field: String) -> String {
        let needsQuotes = field.contains { ",;\"\r\n".contains($0) || $0.isNewline }
        return needsQuotes ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
    }
}
