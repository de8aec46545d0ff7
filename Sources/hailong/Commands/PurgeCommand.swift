import ArgumentParser
import Foundation
import Survey
import SurveyStore

struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Làm ngay việc mà thời hạn lưu giữ đòi hỏi.",
        discussion: """
            Does now what retention demands: closes the days before today in the log, opens items of follow-up for \
            months that closed, dissolves dossiers past their period into the tallies, deletes old comments, writes \
            the file anew. The service does it by itself every day.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var storeOptions: StoreOptions

    func run() async throws {
        let console = Console()
        let calendar = try WorkingCalendar(templates: home.folder().appending(path: "Templates"))
        let (items, summary) = try await storeOptions.withStore { store in
            try await Waiting.during(
                console, Localized(vi: "đang khóa sổ những ngày trước…", en: "closing the days before today…")
            ) { waiting in
                try await store.closeDay()
                waiting.turn(
                    to: Localized(
                        vi: "đang xóa những gì hết hạn lưu, ghi lại tệp…",
                        en: "removing what is past its period, writing the file anew…"))
                let summary = try await store.purge()
                waiting.turn(to: Localized(vi: "đang mở việc theo dõi…", en: "opening items of follow-up…"))
                return (try await store.openFollowUps(calendar), summary)
            }
        }
        if items > 0 {
            try console.result(
                Localized(vi: "\(items) việc theo dõi được mở", en: "\(counted(items, "follow-up item")) opened")[
                    console.language])
        }
        try console.result(
            Localized(
                vi:
                    "\(summary.dissolvedDossiers) hồ sơ chỉ còn trong số tổng hợp, \(summary.deletedComments) ý kiến đã xóa",
                en:
                    "\(counted(summary.dissolvedDossiers, "dossier")) dissolved, \(counted(summary.deletedComments, "comment")) deleted"
            )[console.language])
    }
}
