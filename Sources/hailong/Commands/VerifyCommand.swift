import ArgumentParser
import Survey
import SurveyStore

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Kiểm tra tính toàn vẹn và nhật ký hoạt động.",
        discussion: """
            Checks the file, its tables, every answer, the tallies against the answers, the audit trail, and the seals \
            of all other rows, so that what was changed with another program is named. Prints what it finds and exits 1 \
            when there is anything. It opens a database that somebody put triggers into, too, which every other command \
            refuses.
            """)

    @OptionGroup var storeOptions: StoreOptions

    func run() async throws {
        let console = Console()
        let findings = try await storeOptions.withStore(mayHaveTriggers: true) { store in
            try await Waiting.during(
                console, Localized(vi: "đang kiểm tra cơ sở dữ liệu…", en: "checking the database…")
            ) { _ in try store.verify() }
        }
        for finding in findings { try console.result(finding[console.language]) }
        guard findings.isEmpty else {
            throw Failure(vi: "\(findings.count) điều không khớp", en: counted(findings.count, "finding"))
        }
        try console.result(Localized(vi: "toàn vẹn", en: "sound")[console.language])
    }
}
