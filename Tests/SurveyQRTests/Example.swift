import Foundation
import SurveyQR

/// Slips of an invented office.
enum Example {
    static let office = "Trung tâm Phục vụ hành chính công xã Xuân Trường"
    static let desk = "Quầy số 2 – Hộ tịch, chứng thực"
    static let procedure = "Đăng ký khai sinh kết hợp cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi"

    static func link(_ number: Int = 1, host: String = "hailong.ninhbinh.gov.vn") throws -> SurveyLink {
        let token = try KeyRing.example.newest.token(for: DossierCode("H40.18-240501-\(1_000 + number)"))
        return try SurveyLink(base: "https://\(host)", token: token)
    }

    static func slip(
        _ number: Int = 1, office: String = office, logo: Logo? = nil, desk: String = desk,
        procedure: String = procedure, host: String = "hailong.ninhbinh.gov.vn", language: Language = .vietnamese
    ) throws -> Slip {
        let day = Day(number: 20_000)
        return Slip(
            office: office, logo: logo, desk: desk, procedure: procedure, completedOn: day, validUntil: day + 30,
            link: try link(number, host: host), language: language)
    }

    /// A red disc on a transparent ground.
    static func logo() throws -> Logo {
        try Tool.withFolder { folder in
            let file = folder.appending(path: "logo.png")
            try Tool.run(
                "convert", ["-size", "120x120", "xc:none", "-fill", "red", "-draw", "circle 60,60 60,2", file.path])
            return try Logo(png: Data(contentsOf: file))
        }
    }
}
