import Foundation
import OwnThread
import Survey
import SurveyQR
import Testing

@Suite(.ownThread) struct ReportTests {
    private func report(rows: Int) throws -> PrintedReport {
        PrintedReport(
            office: "Ủy ban nhân dân xã Xuân Trường", title: "MỨC ĐỘ HÀI LÒNG THEO QUẦY",
            subtitles: ["quý 3/2026"], facts: [("hài lòng", "92,8 %")],
            chart: PrintedReport.Chart(
                title: "Tỷ lệ hài lòng",
                rows: [.init(name: "Quầy 1", share: 0.9, low: 0.8, high: 0.95, words: "90,0 %")],
                all: 0.88, legend: "Chấm: tỷ lệ hài lòng."),
            columns: [
                .init("Đơn vị", width: 3, isNumber: false), .init("thấp", group: "Khoảng tin cậy"),
                .init("cao", group: "Khoảng tin cậy"),
            ],
            rows: (0..<rows).map { .init(["Quầy số \($0 + 1)", "80,1 %", "95,2 %"]) },
            notes: ["Ô trống: chưa đủ câu trả lời."], checkpoint: "hailong 2026-10-01 6884 205b19",
            dateLine: "……, ngày …… tháng …… năm ……", signatories: ["NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"],
            day: try #require(Day("2026-10-02")))
    }

    @Test(
        "a long report goes over several pages, each with the heads of the table and its number, text to be copied out")
    func pages() throws {
        try Tool.withFolder { folder in
            let file = folder.appending(path: "report.pdf")
            try ReportRenderer().pdf(report(rows: 90)).write(to: file)
            let info = String(decoding: try Tool.run("pdfinfo", [file.path]), as: UTF8.self)
            let count = try #require(info.firstMatch(of: /Pages: +(\d+)/).flatMap { Int($0.output.1) })
            #expect(count > 2 && info.contains("(A4)") && info.contains("MỨC ĐỘ HÀI LÒNG THEO QUẦY"))
            for page in 1...count {
                let text = String(
                    decoding: try Tool.run(
                        "pdftotext", ["-f", "\(page)", "-l", "\(page)", file.path, "-"]), as: UTF8.self)
                #expect(text.contains("Trang \(page)/\(count)") && text.contains("Khoảng tin cậy"))
                #expect(text.contains("THỦ TRƯỞNG ĐƠN VỊ") == (page == count))
            }
            let all = String(decoding: try Tool.run("pdftotext", [file.path, "-"]), as: UTF8.self)
            #expect((1...90).allSatisfy { all.contains("Quầy số \($0)\n") })
            #expect(all.contains("hailong 2026-10-01 6884 205b19") && all.contains("Số liệu ngày 02/10/2026"))
        }
    }

    @Test("every font is embedded, and the same report is the same file: it can be signed and checked again")
    func signing() throws {
        try Tool.withFolder { folder in
            let file = folder.appending(path: "report.pdf")
            let bytes = try ReportRenderer().pdf(report(rows: 3))
            #expect(try ReportRenderer().pdf(report(rows: 3)) == bytes)
            try bytes.write(to: file)
            let fonts = String(decoding: try Tool.run("pdffonts", [file.path]), as: UTF8.self)
                .split(separator: "\n").dropFirst(2)
            #expect(!fonts.isEmpty && fonts.allSatisfy { $0.contains(" yes yes yes ") })
        }
    }

    @Test("the signature takes the last note along, so that it is never on a page by itself", arguments: 20...40)
    func signature(rows: Int) throws {
        try Tool.withFolder { folder in
            let file = folder.appending(path: "report.pdf")
            try ReportRenderer().pdf(report(rows: rows)).write(to: file)
            let pages = String(decoding: try Tool.run("pdftotext", [file.path, "-"]), as: UTF8.self)
                .split(separator: "\u{C}")
            let last = try #require(pages.last { $0.contains("THỦ TRƯỞNG ĐƠN VỊ") })
            #expect(last.contains("Mốc kiểm chứng: hailong 2026-10-01 6884 205b19"))
        }
    }
}
