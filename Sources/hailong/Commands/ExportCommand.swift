import ArgumentParser
import Foundation
import Survey
import SurveySheets
import SurveyStore
import Synchronization

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Xuất từng dòng dữ liệu, chỉ dành cho người vận hành máy chủ.",
        discussion: """
            Raw rows, for the operator of the server only; the audit trail says so. Answers come with their cell and \
            without dossier, time or comment; dossiers without code, id, and whether they were rated.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case csv, xlsx
    }

    @Argument(help: "Loại dữ liệu. / What to export.")
    var kind: ExportKind

    @Option(help: "Định dạng. / Format.")
    var format: Format = .csv

    @Option(help: ArgumentHelp("Từ tháng hoàn thành. / First month, inclusive.", valueName: "YYYY-MM"))
    var from: Month?

    @Option(help: ArgumentHelp("Đến hết tháng. / Last month, inclusive.", valueName: "YYYY-MM"))
    var to: Month?

    @OptionGroup var storeOptions: StoreOptions

    func validate() throws {
        if let from, let to, to < from { throw ValidationError("--from \(from) > --to \(to)") }
    }

    func run() async throws {
        let console = Console()
        try await storeOptions.withStore { store in
            console.label(try store.settings())
            switch format {
            case .csv:
                try await store.export(kind, from: from, to: to, by: "operator") { cells in
                    try console.result(cells.map(CSVField.written).joined(separator: ","))
                }
            case .xlsx:
                let sheet = Mutex(DataSheet(name: kind.rawValue, columns: []))
                try await store.export(kind, from: from, to: to, by: "operator") { cells in
                    sheet.withLock { sheet in
                        if sheet.columns.isEmpty {
                            sheet.columns = cells
                        } else {
                            sheet.add(cells.map(ExportCommand.cell))
                        }
                    }
                }
                let bytes = try sheet.withLock { try $0.xlsx() }
                try console.result(bytes)
            }
        }
    }

    /// Codes stay text, whatever they look like; counts of one digit are numbers, days are days.
    private static func cell(_ text: String) -> DataSheet.Cell {
        if let day = Day(text) { return .day(day) }
        if text.utf8.count == 1, let number = Int(text) { return .count(number) }
        return text.isEmpty ? .empty : .text(text)
    }
}
