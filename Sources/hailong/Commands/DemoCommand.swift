import ArgumentParser
import Foundation
import Survey
import SurveyQR
import SurveyStore
import SurveyWeb

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Tạo cơ sở dữ liệu ví dụ Xuân Trường và chạy dịch vụ trên đó.",
        discussion: """
            Fills a new database with the Xuân Trường example, whose answers are generated and labelled so, prints the \
            addresses, the sign-ins it made and a survey link, and serves. A database that is there already is kept as \
            it is; one that is no example is refused.
            """)

    @Flag(help: "Dừng trước khi chạy dịch vụ. / Stop before serving.")
    var noServe = false

    @Option(help: "Địa chỉ lắng nghe. / Address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "Cổng. / Port.")
    var port = 8080

    @OptionGroup var publicURL: PublicURLOptions
    @OptionGroup var home: HomeOptions
    @OptionGroup var storeOptions: StoreOptions

    func validate() throws {
        guard (1...65_535).contains(port) else { throw ValidationError("--port 1…65535") }
    }

    func run() async throws {
        let console = Console()
        let home = try home.folder()
        let address = try publicURL.address(else: "http://\(host):\(port)")
        let questionnaires = try QuestionnaireLibrary(folder: home.appending(path: "Templates/questionnaires"))
        let files = try ExampleFiles(folder: home.appending(path: "Scripts/example"))
        let logger = ServeCommand.logger()

        try Store.check(storeOptions.databasePath)
        var signIns: [DemoAccount] = []
        if !storeOptions.hasDatabase {
            signIns = try await DemoFilling(
                storeOptions: storeOptions, files: files, questionnaires: questionnaires,
                calendar: WorkingCalendar(templates: home.appending(path: "Templates")), console: console
            ).run()
        }
        try await storeOptions.withStore(mayCreate: true, logger: logger) { store in
            guard try store.settings().isExample else {
                throw Failure(
                    vi:
                        "\(storeOptions.databasePath) không phải dữ liệu ví dụ; hãy chỉ ra tệp khác bằng HAILONG_DATABASE",
                    en: "\(storeOptions.databasePath) is no example; name another file by HAILONG_DATABASE")
            }
            let link = try await DemoLink(store: store, files: files, address: address).find()
            try DemoGreeting(console: console, address: address, signIns: signIns, link: link).show()
            if noServe { return }
            let configuration = WebConfiguration(
                host: host, port: port, publicURL: address.text, resources: home)
            try await ServeCommand.serve(store, configuration, logger)
        }
    }
}
