import ArgumentParser
import Survey
import SurveyStore

struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Làm ngay việc mà thời hạn lưu giữ đòi hỏi.",
        discussion: """
            Does now what retention demands: dissolves dossiers past their period into the tallies, deletes old \
            comments, writes the file anew. The service does it by itself every day.
            """)

    @OptionGroup var storeOptions: StoreOptions

    func run() async throws {
        let console = Console()
        let summary = try await storeOptions.withStore { try await $0.purge() }
        try console.result(
            Localized(
                vi:
                    "\(summary.dissolvedDossiers) hồ sơ chỉ còn trong số tổng hợp, \(summary.deletedComments) ý kiến đã xóa",
                en: "\(summary.dissolvedDossiers) dossiers dissolved, \(summary.deletedComments) comments deleted"
            )[console.language])
    }
}
