import ArgumentParser
import Survey
import SurveyStore

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Sao lưu cơ sở dữ liệu vào một tệp mới, dịch vụ vẫn chạy.",
        discussion: """
            Writes a copy of the database to a new file while the service goes on. The key file is not in it: keep that \
            elsewhere. Two backups compared tell which answers came between them, so keep few.
            """)

    @Argument(help: "Tệp mới. / New file.")
    var file: String

    @OptionGroup var storeOptions: StoreOptions

    func run() async throws {
        try await storeOptions.withStore { try $0.backUp(to: file) }
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Khôi phục cơ sở dữ liệu từ một bản sao lưu; hãy dừng dịch vụ trước.",
        discussion: """
            Puts a backup in the place of the database; stop the service first. The backup is checked before, and the \
            former database is kept beside it.
            """)

    @Argument(help: "Tệp sao lưu. / Backup.")
    var file: String

    @OptionGroup var storeOptions: StoreOptions

    func run() async throws {
        let console = Console()
        let former = try await Store.restore(
            file, to: storeOptions.databasePath, keyRing: try storeOptions.keyRing(), now: StoreOptions.clock,
            logger: StoreOptions.silence)
        if let former {
            console.message(
                Localized(
                    vi: "cơ sở dữ liệu cũ được giữ ở \(former)", en: "the former database is kept as \(former)"))
        }
    }
}
