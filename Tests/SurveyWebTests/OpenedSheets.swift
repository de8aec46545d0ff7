import Foundation
import HummingbirdTesting
import NIOCore
import Testing

/// XLSX files that LibreOffice opened and wrote again, in one go, beside what openpyxl reads in both.
struct OpenedSheets {
    struct Sheet: Decodable {
        let cells: Int
        let differences: [String]
    }

    /// By the name that the file was given.
    let sheets: [String: Sheet]
    /// What LibreOffice had to say, but for the machine's lack of Java, which no sheet needs.
    let complaints: [String]

    init(_ files: [String: TestResponse]) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sheets-\(UUID().uuidString)")
        let (ours, theirs) = (folder.appending(path: "ours"), folder.appending(path: "theirs"))
        try FileManager.default.createDirectory(at: ours, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let paths = try files.map { name, response in
            let file = ours.appending(path: "\(name).xlsx")
            try Data(response.body.readableBytesView).write(to: file)
            return file.path
        }
        let log = folder.appending(path: "log")
        try ReadSheet.run(
            "/usr/bin/env",
            [
                "sh", "-c", "log=$1; shift; exec \"$@\" > \"$log\" 2>&1", "sh", log.path, "timeout", "-k", "5", "300",
                "soffice", "-env:UserInstallation=file://\(folder.path)/office", "--headless", "--convert-to", "xlsx",
                "--outdir", theirs.path,
            ] + paths)
        complaints = try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("convert ") && !$0.contains("javaldx") }
        let json = try ReadSheet.python("same.py", [ours.path, theirs.path])
        sheets = try JSONDecoder().decode([String: Sheet].self, from: json)
    }
}
