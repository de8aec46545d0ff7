import Foundation
import HummingbirdTesting
import NIOCore
import Testing

/// An XLSX file as two other programs read it: openpyxl cell by cell, LibreOffice as CSV.
struct ReadSheet {
    private let answer: [String: Any]
    let lines: [String]

    init(_ response: TestResponse) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sheet-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "book.xlsx")
        try Data(response.body.readableBytesView).write(to: file)
        let json = try ReadSheet.python("sheet.py", [file.path])
        answer = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        try ReadSheet.run(
            "/usr/bin/env",
            [
                "timeout", "-k", "5", "300", "soffice", "-env:UserInstallation=file://\(folder.path)/office",
                "--headless", "--convert-to",
                "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", folder.path, file.path,
            ])
        lines = try String(contentsOf: folder.appending(path: "book.csv"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    /// The number in a cell; nil where there is a text or nothing.
    func number(_ cell: String) -> Double? {
        (value(cell) as? NSNumber).flatMap { self.cell(cell)?[2] as? String == "n" ? $0.doubleValue : nil }
    }

    func text(_ cell: String) -> String? { value(cell) as? String }
    func format(_ cell: String) -> String? { self.cell(cell)?[1] as? String }
    /// `n` for a number, `d` for a day, `s` for a text.
    func kind(_ cell: String) -> String? { self.cell(cell)?[2] as? String }

    /// The line of the first cell of a column that has this text.
    func line(_ column: String, _ text: String) throws -> Int {
        let cells = answer["cells"] as? [String: [Any]] ?? [:]
        let lines = cells.filter { $0.value.first as? String == text && $0.key.first.map(String.init) == column }
            .compactMap { Int($0.key.dropFirst(column.count)) }
        return try #require(lines.min(), "no cell of column \(column) has “\(text)”")
    }

    var merged: [String] { answer["merged"] as? [String] ?? [] }
    var widths: [String: Double] { answer["widths"] as? [String: Double] ?? [:] }
    var printArea: String { answer["print_area"] as? String ?? "" }
    var orientation: String { answer["orientation"] as? String ?? "" }
    var titles: String { answer["titles"] as? String ?? "" }
    var titleColumns: String { answer["title_columns"] as? String ?? "" }
    /// The columns, counted from 1, after which a printed page ends.
    var columnBreaks: [Int] { answer["column_breaks"] as? [Int] ?? [] }
    /// Heights of rows that are not the program's own, by number.
    var heights: [String: Double] { answer["heights"] as? [String: Double] ?? [:] }
    var isOnePageWide: Bool { answer["one_page_wide"] as? Bool == true }

    private func cell(_ name: String) -> [Any]? { (answer["cells"] as? [String: [Any]])?[name] }
    private func value(_ name: String) -> Any? { cell(name)?.first }

    /// What a script of `Reading` writes.
    static func python(_ script: String, _ arguments: [String]) throws -> Data {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Reading/\(script)")
        let python =
            ProcessInfo.processInfo.environment["HAILONG_TEST_PYTHON"]
            ?? file.deletingLastPathComponent().appending(path: "../../../.build-venv/bin/python3").path
        return try run(python, [file.path] + arguments)
    }

    @discardableResult
    static func run(_ program: String, _ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.standardError
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(program) \(arguments.first ?? "") failed: run Scripts/test")
        return data
    }
}
