import ArgumentParser
import Foundation
import Survey
import SurveyQR
import SurveyStore

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Tính đường dẫn khảo sát của hồ sơ chỉ từ tệp khóa, không cần cơ sở dữ liệu.",
        discussion: """
            The survey link of a dossier, computed from the key file alone, with its newest secret: no database is \
            needed, none is made. A dossier that was registered before that secret was added keeps the link of the older \
            one, which only the database knows: hailong issue and POST /api/v1/dossiers give it, and so does this command \
            with a --key file that holds the older secret alone. With --from, the same CSV with a link column behind; it needs a dossier_code column, \
            all else in it is left as it is.
            """)

    @Argument(help: "Mã hồ sơ. / Dossier code.")
    var dossierCode: String?

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp(
            "Tệp CSV có cột dossier_code; “-” là đầu vào chuẩn. / CSV with a dossier_code column; - is standard input.",
            valueName: "file"))
    var file: String?

    @OptionGroup var publicURL: PublicURLOptions
    @OptionGroup var storeOptions: StoreOptions

    func validate() throws {
        guard (dossierCode == nil) != (file == nil) else { throw ValidationError("<dossier-code> | --from <file>") }
    }

    func run() throws {
        let console = Console()
        let address = try publicURL.address()
        let secret = try storeOptions.keyRing().newest
        if let dossierCode {
            let token = secret.token(for: try DossierCode(argument: dossierCode))
            return try console.result(SurveyLink(base: address, token: token).text)
        }
        guard let file else { return }
        let input = try InputFile(file).rest()
        do {
            let bytes = try CSVWithColumn(input).appending("link", from: "dossier_code") { code in
                SurveyLink(base: address, token: secret.token(for: try DossierCode(code))).text
            }
            try console.result(bytes)
        } catch let problems as InputProblems {
            throw Failure(Failure.lines(problems, file: file))
        } catch let error as SurveyError {
            throw Failure(vi: "\(file): \(error.message.vi)", en: "\(file): \(error.message.en)")
        }
    }
}
