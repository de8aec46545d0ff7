import ArgumentParser
import Foundation
import Survey
import SurveyQR
import SurveyStore

struct IssueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Làm phiếu, hoặc chỉ mã QR, của hồ sơ đã đăng ký.",
        discussion: """
            The slip, or with --qr-only the bare QR, of a registered dossier. From then on its particulars can no longer \
            change. Without --output, to standard output; a printer takes it from there:

            hailong issue CODE --format escpos | nc printer 9100

            Với --from: PDF, ESC/POS và văn bản thành một tệp; PNG và SVG cần --output là thư mục. / With --from, PDF, \
            ESC/POS and text come as one file; PNG and SVG need a folder as --output.
            """)

    @Argument(help: "Mã hồ sơ. / Dossier code.")
    var dossierCode: String?

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp(
            "Tệp CSV có cột dossier_code; “-” là đầu vào chuẩn. / CSV with a dossier_code column.", valueName: "file"))
    var file: String?

    @Option(
        help: """
            Định dạng; mặc định theo đuôi tệp ra, nếu không thì png, với --from pdf. / Format; default by the output file's \
            ending, else png, with --from pdf.
            """)
    var format: SlipFormat?

    @Option(help: "Khổ giấy; mặc định a6, với escpos 80mm. / Paper; default a6, for escpos 80mm.")
    var paper: Paper?

    @Option(help: ArgumentHelp("Độ phân giải máy in. / The printer's resolution.", valueName: "dots"))
    var dpi: Int?

    @Option(help: ArgumentHelp("Tệp ra; “-” là đầu ra chuẩn. / Output file; - is standard output.", valueName: "file"))
    var output: String?

    @Flag(help: "Chỉ mã QR, không có phiếu. / The bare QR without a slip.")
    var qrOnly = false

    @OptionGroup var publicURL: PublicURLOptions
    @OptionGroup var storeOptions: StoreOptions

    func validate() throws {
        guard (dossierCode == nil) != (file == nil) else { throw ValidationError("<dossier-code> | --from <file>") }
        if let output { try FileName.check(output, of: "--output") }
        let format = printing(isColoured: false).format
        if format == .escpos, let dpi, dpi > 600 { throw ValidationError("--format escpos: --dpi 100…600") }
        if let dpi, !(100...2400).contains(dpi) { throw ValidationError("--dpi 100…2400") }
        if format == .escpos, let paper, !paper.isRoll { throw ValidationError("--format escpos: --paper 80mm | 58mm") }
        if file != nil, !printing(isColoured: false).joins, output == nil || output == "-" {
            throw ValidationError("--from, --format \(format.rawValue): --output FOLDER")
        }
    }

    /// The format that the output file's name asks for: `slip.pdf`.
    private var endingFormat: SlipFormat? {
        output.flatMap { SlipFormat(rawValue: URL(filePath: $0).pathExtension.lowercased()) }
    }

    private func printing(isColoured: Bool) -> SlipPrinting {
        SlipPrinting(
            format: format ?? endingFormat ?? (file == nil ? .png : .pdf), paper: paper, dpi: dpi, isBareQR: qrOnly,
            isColoured: isColoured)
    }

    func run() async throws {
        let console = Console()
        let address = try publicURL.address()
        let printing = printing(isColoured: console.isResultTerminal && output == nil)
        let output = OutputFile(output, console: console)
        // Before anything counts as issued: a slip that cannot be put down was not handed out.
        try output.check(isFolder: file != nil && !printing.joins)
        let file = try file.map(DossierCodeFile.init)
        let single = try dossierCode.map(DossierCode.init(argument:))
        try await storeOptions.withStore { store in
            let desk = IssueDesk(store: store, address: address)
            if let single {
                let issue = try await desk.issue(single)
                let bytes = try printing.bytes([issue.slip])
                // First the note, then the paper: what was handed out is always known to have been.
                try await store.markIssued([issue.id])
                return try output.write(bytes)
            }
            guard let file else { return }
            let issues = try await desk.issues(file)
            if printing.joins {
                let bytes = try printing.bytes(issues.map(\.slip))
                try await store.markIssued(issues.map(\.id))
                try output.write(bytes)
            } else {
                let files = try zip(file.codes, issues).map { entry, issue in
                    ("\(entry.code.text).\(printing.format.rawValue)", try printing.bytes([issue.slip]))
                }
                try await store.markIssued(issues.map(\.id))
                try output.write(files)
            }
        }
    }
}
