import Foundation
import SurveyQR

/// Slips of an invented office, to look at and to measure.
enum Samples {
    static let procedures = [
        "Đăng ký khai sinh", "Cấp giấy xác nhận tình trạng hôn nhân",
        "Liên thông thủ tục hành chính về đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi",
    ]

    static func slip(_ link: SurveyLink, number: Int, language: Language = .vietnamese) -> Slip {
        let day = Day(number: 20_000 + number % 30)
        return Slip(
            office: "Trung tâm Phục vụ hành chính công xã Xuân Trường",
            desk: "Quầy \(number % 4 + 1) – Hộ tịch, chứng thực",
            procedure: procedures[number % procedures.count], completedOn: day, validUntil: day + 30, link: link,
            language: language)
    }

    /// Every format on every paper, as files of a folder.
    static func write(_ links: [SurveyLink], to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let renderer = SlipRenderer()
        for paper in Paper.allCases {
            for format in SlipFormat.allCases where format != .escpos || paper.isRoll {
                let file = folder.appending(path: "\(paper.rawValue).\(format.rawValue)")
                try renderer.render(slip(links[0], number: 0), as: format, paper: paper).write(to: file)
            }
        }
        let batch = links.prefix(16).enumerated().map { slip($1, number: $0) }
        try renderer.pdf(batch, paper: .a4).write(to: folder.appending(path: "batch.pdf"))
        try renderer.render(slip(links[0], number: 2, language: .english), as: .pdf)
            .write(to: folder.appending(path: "english.pdf"))
    }
}
