import ArgumentParser
import Foundation
import Survey
import SurveySheets
import SurveyStore

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Số liệu tổng hợp theo cấp, xã, quầy hoặc thủ tục.",
        discussion: """
            The aggregates by level, commune, desk or procedure. Without --publish nothing is suppressed, small cells \
            included, and the audit trail says that somebody looked. With --publish the figures are those of the API and \
            of the public page: small cells are hidden, a running month moves in steps, and what is shown now counts as \
            published, so that later figures give nothing away beside it; nothing is sent anywhere. That an example's \
            answers are generated is said on standard error.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, csv, json, xlsx
    }

    @Option(help: "Mỗi dòng là gì. / What a row is.")
    var by: Grouping

    @Option(help: ArgumentHelp("Từ tháng. / First month, inclusive.", valueName: "YYYY-MM"))
    var from: Month?

    @Option(help: ArgumentHelp("Đến hết tháng. / Last month, inclusive.", valueName: "YYYY-MM"))
    var to: Month?

    @Option(help: "Địa giới lúc đó hay hiện nay. / Boundaries of the time or of today.")
    var boundaries: Boundaries = .now

    @Option(
        help: ArgumentHelp(
            "Chỉ câu trả lời qua kênh này; lặp lại được. / Only answers that came this way; may be repeated.",
            valueName: "channel"))
    var channel: [Channel] = []

    @Option(
        help: ArgumentHelp(
            "Không kể câu trả lời qua kênh này; lặp lại được. / Leave out answers that came this way; may be repeated.",
            valueName: "channel"))
    var withoutChannel: [Channel] = []

    @Flag(
        help: """
            Số liệu như trang công khai: che ô nhỏ, coi như đã công bố. / The figures of the API: small cells hidden, as \
            published.
            """)
    var publish = false

    @Option(help: "Định dạng. / Format.")
    var format: Format = .table

    @OptionGroup var storeOptions: StoreOptions

    private var channels: Set<Channel> {
        (channel.isEmpty ? Set(Channel.allCases) : Set(channel)).subtracting(withoutChannel)
    }

    func validate() throws {
        if channels.isEmpty { throw ValidationError("--without-channel: không còn kênh nào / no channel is left") }
        if let from, let to, to < from { throw ValidationError("--from \(from) > --to \(to)") }
        // As over HTTP: two odd periods compared could give single answers away.
        let isCalendarPeriod =
            switch (from, to) {
            case (nil, nil): true
            case (let from?, let to?): Period(from: from, to: to) != nil
            default: false
            }
        if publish, !isCalendarPeriod {
            throw ValidationError("--publish: --from … --to …: tháng, quý, năm / a calendar month, quarter or year")
        }
    }

    func run() async throws {
        let console = Console()
        let request = ReportRequest(by: by, from: from, to: to, boundaries: boundaries, channels: channels)
        let report = try await storeOptions.withStore { store in
            console.label(try store.settings())
            let report = try await store.report(request)
            if publish { return try await store.publish(report) }
            let period = "\(from?.description ?? "…") – \(to?.description ?? "…")"
            let ways = channels.count == Channel.allCases.count ? [] : channels.map(\.rawValue).sorted()
            try await store.audit(
                actor: "operator", action: "report", subject: by.rawValue,
                details: ([period, boundaries.rawValue] + ways).joined(separator: ", "))
            return report
        }
        switch format {
        case .table: try console.result(ReportTable(report, language: console.language).text)
        case .csv: try console.result(Data(report.csv.utf8))
        case .xlsx: try console.result(DataSheet(report, language: console.language).xlsx())
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try console.result(encoder.encode(report) + Data("\n".utf8))
        }
    }
}
