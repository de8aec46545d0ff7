import Foundation

/// One setting of an installation: its name, what it does, what it may be.
public struct Setting: Sendable {
    public let name: String
    public let standard: String
    public let help: Localized
    /// Whether its value is shown nowhere, and not written into the audit trail.
    public let isSecret: Bool
    /// What is wrong with a value, nil when nothing is.
    let problem: @Sendable (String) -> Localized?

    /// Every setting there is, in the order in which they are listed.
    public static let all: [Setting] = [
        Setting(
            "office_name", "Trung tâm Phục vụ hành chính công",
            vi: "Tên cơ quan in trên phiếu và các trang", en: "The office's name on slips and pages", text(1...120)),
        Setting(
            "office_logo", "", vi: "Đường dẫn tệp PNG của biểu trưng trên phiếu; để trống: không có",
            en: "Path of the PNG logo on slips; empty: none", text(0...1024)),
        Setting(
            "validity_days", "30", vi: "Số ngày sau khi hoàn thành mà phiếu còn dùng được",
            en: "Days after completion for which a slip works", number(1...365)),
        Setting(
            "retention_days", "90", vi: "Số ngày sau khi hoàn thành thì hồ sơ chỉ còn trong số tổng hợp",
            en: "Days after completion until a dossier's row is dissolved into the tallies", number(1...3650)),
        Setting(
            "comment_retention_months", "12", vi: "Số tháng giữ ý kiến góp ý", en: "Months for which comments are kept",
            number(1...120)),
        Setting(
            "small_cell", "5", vi: "Số câu trả lời ít nhất để một ô số liệu được hiển thị",
            en: "The fewest answers for which a figure is shown", number(3...100)),
        Setting(
            "staff_networks", "", vi: "Các mạng của cơ quan (CIDR, cách nhau bằng dấu phẩy)",
            en: "The office's own networks (CIDR, separated by commas)", networks),
        Setting(
            "complaint_channel", "https://dichvucong.gov.vn",
            vi: "Nơi tiếp nhận phản ánh, kiến nghị, ghi ở trang cảm ơn",
            en: "Where complaints are taken, named on the thank-you page", text(0...300)),
        Setting(
            "questionnaire", "three-level/1",
            vi: "Bộ câu hỏi, có thể kèm ngày bắt đầu: three-level/1, five-level/1@2027-01-01",
            en: "The questionnaire, later ones with the day they start: three-level/1, five-level/1@2027-01-01",
            questionnaires),
        Setting(
            "example", "0", vi: "1: dữ liệu là ví dụ được tạo ra, mọi trang và tệp ghi rõ điều đó",
            en: "1: the data is a generated example, and every page and file says so", choice("0", "1")),
        Setting(
            "digest_folder", "", vi: "Thư mục nhận bản tin tuần, tháng; để trống: không",
            en: "The folder for weekly and monthly digests; empty: none", text(0...1024)),
        Setting(
            "digest_webhook", "", vi: "Địa chỉ nhận bản tin (http hoặc https); để trống: không",
            en: "The address that digests are posted to; empty: none", webhook),
        Setting(
            "digest_secret", "",
            vi:
                "Khóa bí mật để ký bản tin gửi đi, 16 đến 200 ký tự; để trống: không gửi. Giá trị không bao giờ hiện lại",
            en:
                "The secret that posted digests are signed with, 16 to 200 characters; empty: none are posted. Never shown",
            isSecret: true, secret),
    ]

    public static func named(_ name: String) throws -> Setting {
        guard let setting = all.first(where: { $0.name == name }) else {
            throw SurveyError(.notFound, vi: "không có thiết lập “\(name)”", en: "there is no setting “\(name)”")
        }
        return setting
    }

    private init(
        _ name: String, _ standard: String, vi: String, en: String, isSecret: Bool = false,
        _ problem: @escaping @Sendable (String) -> Localized?
    ) {
        self.name = name
        self.standard = standard
        help = Localized(vi: vi, en: en)
        self.isSecret = isSecret
        self.problem = problem
    }

    /// Stands for a secret that is set, wherever values are listed.
    public static let mask = "••••••••"

    /// A value as it may be listed.
    public func shown(_ value: String) -> String { isSecret && !value.isEmpty ? Setting.mask : value }

    /// A value as the audit trail keeps it: of a webhook's address only the server, since the rest may be a key.
    public func traced(_ value: String) -> String {
        // `https:`, nothing, the server, and the rest.
        let parts = value.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard name == "digest_webhook", parts.count > 2 else { return shown(value) }
        let server = parts[2].prefix { !"?#".contains($0) }.split(separator: "@").last ?? ""
        return "\(parts[0])//\(server)"
    }

    /// A value as it is kept: in NFC and without blanks around it, but for a secret, which is kept as it was typed.
    public func tidied(_ value: String) -> String {
        isSecret
            ? value
            : value.precomposedStringWithCanonicalMapping.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// - Throws: `SurveyError` (`invalid`) that names the setting and the reason.
    public func check(_ value: String) throws {
        if let problem = problem(value) {
            throw SurveyError(.invalid, vi: "\(name): \(problem.vi)", en: "\(name): \(problem.en)")
        }
    }
}

extension Setting {
    private static func text(_ length: ClosedRange<Int>) -> @Sendable (String) -> Localized? {
        { value in
            length.contains(value.count) && !CatalogueText.hasControl(value)
                ? nil
                : Localized(
                    vi: "phải có từ \(length.lowerBound) đến \(length.upperBound) ký tự, trên một dòng",
                    en: "must have \(length.lowerBound) to \(length.upperBound) characters, on one line")
        }
    }

    private static func number(_ range: ClosedRange<Int>) -> @Sendable (String) -> Localized? {
        { value in
            Int(value).map(range.contains) == true && value.allSatisfy(\.isASCII)
                ? nil
                : Localized(
                    vi: "phải là số nguyên từ \(range.lowerBound) đến \(range.upperBound)",
                    en: "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    private static func choice(_ values: String...) -> @Sendable (String) -> Localized? {
        { [values] value in
            values.contains(value)
                ? nil
                : Localized(
                    vi: "phải là \(values.joined(separator: " hoặc "))",
                    en: "must be \(values.joined(separator: " or "))")
        }
    }

    private static func networks(_ value: String) -> Localized? {
        for part in value.split(separator: ",") where Network(part.filter { !$0.isWhitespace }) == nil {
            return Localized(
                vi: "“\(part)” không phải mạng dạng 10.0.0.0/8", en: "“\(part)” is no network like 10.0.0.0/8")
        }
        return nil
    }

    private static func questionnaires(_ value: String) -> Localized? {
        QuestionnaireSchedule(value) == nil
            ? Localized(
                vi: "phải có dạng three-level/1, five-level/1@2027-01-01",
                en: "must look like three-level/1, five-level/1@2027-01-01") : nil
    }

    private static func secret(_ value: String) -> Localized? {
        value.isEmpty || (16...200).contains(value.count) && !value.contains(where: \.isNewline)
            ? nil
            : Localized(
                vi: "phải để trống, hoặc có từ 16 đến 200 ký tự trên một dòng",
                en: "must be empty, or have 16 to 200 characters on one line")
    }

    private static func webhook(_ value: String) -> Localized? {
        if value.isEmpty { return nil }
        let rest = ["https://", "http://"].first { value.hasPrefix($0) }.map { value.dropFirst($0.count) }
        let server = rest?.prefix { !"/?#".contains($0) }.split(separator: "@").last?.first
        let isOneWord = value.utf8.count <= 1024 && value.utf8.allSatisfy { $0 > 32 && $0 < 127 }
        return isOneWord && server.map { $0.isLetter || $0.isNumber || $0 == "[" } == true
            ? nil : Localized(vi: "phải là địa chỉ http hoặc https", en: "must be an http or https address")
    }
}

/// The settings of an installation at one moment; what was never set has its standard value.
public struct Settings: Sendable, Hashable {
    private let values: [String: String]
    // Asked with every answer, so they are read from the text once.
    public let validityDays: Int
    public let staffNetworks: [Network]
    public let questionnaires: QuestionnaireSchedule

    public init(_ values: [String: String] = [:]) {
        self.values = values
        func value(_ name: String) -> String { Settings.value(name, in: values) }
        validityDays = Int(value("validity_days")) ?? 0
        staffNetworks = value("staff_networks").split(separator: ",").compactMap {
            Network($0.filter { !$0.isWhitespace })
        }
        questionnaires =
            QuestionnaireSchedule(value("questionnaire")) ?? QuestionnaireSchedule(first: "three-level/1")
    }

    private static func value(_ name: String, in values: [String: String]) -> String {
        values[name] ?? Setting.all.first { $0.name == name }?.standard ?? ""
    }

    /// Everything else follows from the values.
    public static func == (a: Settings, b: Settings) -> Bool { a.values == b.values }

    public func hash(into hasher: inout Hasher) { hasher.combine(values) }

    public subscript(_ name: String) -> String { Settings.value(name, in: values) }

    private func number(_ name: String) -> Int { Int(self[name]) ?? 0 }

    public var officeName: String { self["office_name"] }
    public var officeLogo: String? { self["office_logo"].isEmpty ? nil : self["office_logo"] }
    public var retentionDays: Int { number("retention_days") }
    public var commentRetentionMonths: Int { number("comment_retention_months") }
    public var smallCell: Int { number("small_cell") }
    public var complaintChannel: String { self["complaint_channel"] }
    public var isExample: Bool { self["example"] == "1" }

    /// The last day on which a dossier completed on a day may be rated.
    public func lastDay(completedOn day: Day) -> Day { day + validityDays }
}
