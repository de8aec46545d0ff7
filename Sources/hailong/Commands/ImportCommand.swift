import ArgumentParser
import Foundation
import Survey
import SurveyStore

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Nhập danh mục, hồ sơ hoặc tình hình từ tệp CSV: tất cả hoặc không gì cả.",
        discussion: """
            Imports communes, desks, procedures, dossiers or the monthly situation from CSV, all or nothing. Every bad \
            row is named by line and column. Repeating an import changes nothing.

            CSV: UTF-8, dấu phẩy hoặc chấm phẩy, có dòng tiêu đề. / UTF-8, comma or semicolon, with a header:

            \(ImportCommand.columns)
            """)

    @Argument(help: "Loại tệp. / What the file has.")
    var kind: ImportKind

    @Argument(help: ArgumentHelp("Tệp CSV; “-” là đầu vào chuẩn. / CSV file; - is standard input.", valueName: "file"))
    var file: String

    @OptionGroup var storeOptions: StoreOptions

    func run() async throws {
        let console = Console()
        let input = try InputFile(file)
        let progress = Progress(console) { count in
            Localized(vi: "đã đọc \(count) dòng…", en: "\(counted(count, "row")) read…")
        }
        let summary = try await storeOptions.withStore(mayCreate: true) { store in
            defer { progress.clear() }
            do {
                return try store.importCSV(kind, from: input.next, by: "operator", progress: progress.show)
            } catch let problems as InputProblems {
                throw Failure(ImportCommand.refusal(problems, file: file))
            } catch let error as SurveyError {
                throw Failure(vi: "\(file): \(error.message.vi)", en: "\(file): \(error.message.en)")
            }
        }
        try console.result(
            Localized(
                vi: "\(kind.rawValue): \(summary.rows) dòng, \(summary.created) mới, \(summary.updated) cập nhật, "
                    + "\(summary.unchanged) không đổi",
                en:
                    "\(kind.rawValue): \(counted(summary.rows, "row")), \(summary.created) created, \(summary.updated) updated, "
                    + "\(summary.unchanged) unchanged")[console.language])
    }

    private static func refusal(_ problems: InputProblems, file: String) -> [Localized] {
        Failure.lines(problems, file: file) + [
            Localized(
                vi: "không nhập gì: \(problems.count) lỗi",
                en: "nothing was imported: \(counted(problems.count, "problem"))")
        ]
    }

    /// The columns of each kind, those that may be missing in brackets.
    private static var columns: String {
        ImportKind.allCases.map { kind in
            let optional = kind.optionalColumns.map { "[,\($0)]" }.joined()
            return "\(kind.rawValue): \(kind.requiredColumns.joined(separator: ","))\(optional)"
        }.joined(separator: "\n\n")
    }
}
