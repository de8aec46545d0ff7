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

    func validate() throws {
        // A database is written here and there, never as a stream.
        if file == "-" { throw ValidationError("<file>: cần một tệp, không phải đầu ra chuẩn / a file, not a stream") }
        try FileName.check(file, of: "<file>")
    }

    func run() async throws {
        try await storeOptions.withStore { [file] store in
            try await Waiting.during(
                Console(), Localized(vi: "đang sao lưu vào \(file)…", en: "backing up to \(file)…")
            ) { _ in
                do { try store.backUp(to: file) } catch {
                    guard let failure = SurveyError(database: error) else { throw error }
                    throw Failure(vi: "\(file): \(failure.message.vi)", en: "\(file): \(failure.message.en)")
                }
            }
        }
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Khôi phục cơ sở dữ liệu từ một bản sao lưu; hãy dừng dịch vụ trước.",
        discussion: """
            Puts a backup in the place of the database; stop the service first. The backup is checked before, and the \
            former database is kept beside it with the ending .before-restore, or .before-restore-2, -3 … where that is \
            taken.
            """)

    @Argument(help: "Tệp sao lưu. / Backup.")
    var file: String

    @OptionGroup var storeOptions: StoreOptions

    func run() async throws {
        let console = Console()
        let (path, keyRing) = (storeOptions.databasePath, try storeOptions.keyRing())
        let former = try await Waiting.during(
            console, Localized(vi: "đang kiểm tra và khôi phục \(file)…", en: "checking and restoring \(file)…")
        ) { [file] _ in
            try await Store.restore(
                file, to: path, keyRing: keyRing, now: StoreOptions.clock, logger: StoreOptions.silence)
        }
        if let former {
            console.message(
                Localized(
                    vi: "cơ sở dữ liệu cũ được giữ ở \(former)", en: "the former database is kept as \(former)"))
        }
    }
}
