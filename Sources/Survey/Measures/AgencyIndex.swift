/// One of the nine indices of the agency score, each worth 0, 1 or 2 points.
public enum AgencyIndex: Int, Sendable, Hashable, CaseIterable, Codable, Comparable {
    case totalTime = 1
    case agencyTime
    case contacts
    case agencies
    case oneStop
    case publicity
    case conduct
    case complaints
    case online

    public static let maximum = 2.0

    /// Whether dossiers and answers give it; the others are entered by hand.
    public var isComputed: Bool {
        switch self {
        case .totalTime, .contacts, .agencies, .online: true
        case .agencyTime, .oneStop, .publicity, .conduct, .complaints: false
        }
    }

    /// Whether it is computed from answers: of questions that not every questionnaire asks.
    public var isOfAnswers: Bool { self == .contacts || self == .agencies }

    /// Whether an agency may enter points of its own; those count only where there is nothing to compute from.
    public var mayBeEntered: Bool { !isComputed || isOfAnswers }

    public var name: Localized {
        switch self {
        case .totalTime:
            Localized(vi: "Tổng thời gian giải quyết so với quy định", en: "Total time against the rule")
        case .agencyTime:
            Localized(vi: "Thời gian của từng cơ quan tham gia", en: "Time of each agency taking part")
        case .contacts:
            Localized(
                vi: "Số lần phải liên hệ để hoàn thiện hồ sơ", en: "Contacts needed to complete the dossier")
        case .agencies: Localized(vi: "Số cơ quan phải liên hệ", en: "Agencies to contact")
        case .oneStop:
            Localized(
                vi: "Thủ tục tiếp nhận, giải quyết, trả kết quả tại Bộ phận Một cửa",
                en: "Procedures received, resolved and returned at the one-stop desk")
        case .publicity: Localized(vi: "Công khai thủ tục hành chính", en: "Publicity of procedures")
        case .conduct: Localized(vi: "Thái độ của cán bộ, công chức", en: "Conduct of officials")
        case .complaints:
            Localized(vi: "Tiếp thu, giải trình phản ánh, kiến nghị", en: "Complaints taken up and explained")
        case .online: Localized(vi: "Dịch vụ công trực tuyến", en: "Online service")
        }
    }

    /// When there are 2, 1 and 0 points, and how one figure comes of many dossiers or answers.
    public var rule: Localized {
        switch self {
        case .totalTime:
            Localized(
                vi: "Trước hạn 2, đúng hạn 1, quá hạn 0 điểm; trung bình trên các hồ sơ đã trả kết quả.",
                en: "Early 2, on time 1, late 0 points; mean over the dossiers completed.")
        case .agencyTime:
            Localized(
                vi: "Ngắn hơn 2, bằng 1, dài hơn quy định 0 điểm; nhập tay.",
                en: "Shorter than the rule 2, equal 1, longer 0 points; entered by hand.")
        case .contacts:
            Localized(
                vi:
                    "Không lần nào 2, một lần 1, hơn một lần 0 điểm; trung bình trên các câu trả lời cho câu này; nhập tay khi bộ câu hỏi không hỏi.",
                en:
                    "None 2, one 1, more 0 points; mean over the answers to this question; entered by hand where it is not asked."
            )
        case .agencies:
            Localized(
                vi:
                    "Không 2, chỉ Bộ phận Một cửa 1, nhiều hơn 0 điểm; trung bình trên các câu trả lời cho câu này; nhập tay khi bộ câu hỏi không hỏi.",
                en:
                    "None 2, the one-stop desk only 1, more 0 points; mean over the answers to this question; entered by hand where it is not asked."
            )
        case .oneStop:
            Localized(
                vi: "Từ 20 % (cấp xã 100 %) thực hiện trọn tại chỗ 2, tiếp nhận đủ tại chỗ 1, ít hơn 0 điểm; nhập tay.",
                en:
                    "At least 20 % (communes 100 %) fully there 2, all received there 1, less 0 points; entered by hand."
            )
        case .publicity:
            Localized(
                vi: "Niêm yết và điện tử 2, một trong hai 1, không 0 điểm; nhập tay.",
                en: "Posted and electronic 2, one of them 1, none 0 points; entered by hand.")
        case .conduct:
            Localized(
                vi: "Trước hạn và không bị phản ánh 2, đúng hạn và không bị phản ánh 1, có phản ánh 0 điểm; nhập tay.",
                en: "Early and no complaint 2, on time and no complaint 1, complaint 0 points; entered by hand.")
        case .complaints:
            Localized(
                vi: "100 % hoặc không có phản ánh 2, từ 90 % 1, ít hơn 0 điểm; nhập tay.",
                en: "100 % or no complaint 2, at least 90 % 1, less 0 points; entered by hand.")
        case .online:
            Localized(
                vi: "Tỷ lệ hồ sơ trực tuyến từ 30 % 2, từ 15 % đến dưới 30 % 1, thấp hơn 0 điểm.",
                en: "Share of online dossiers at least 30 % 2, 15 to below 30 % 1, less 0 points.")
        }
    }

    public static func < (a: AgencyIndex, b: AgencyIndex) -> Bool { a.rawValue < b.rawValue }
}
