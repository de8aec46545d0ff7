import Survey

/// What stands on every slip in one language.
struct SlipWording {
    /// What this paper is; and what it is not, since receipts carry a QR that tracks the dossier.
    var label: String
    var notTracking: String
    var question: String
    var invitation: String
    /// The invitation, for readers of the other language.
    var otherLanguage: String
    var scan: String
    var orOpen: String
    var andType: String
    var procedure: String
    var desk: String
    var completedOn: String
    var validUntil: String
    var anonymous: String

    init(_ language: Language) {
        switch language {
        case .english:
            label = "SATISFACTION SURVEY"
            notTracking = "Not for tracking a dossier"
            question = "Were you satisfied?"
            invitation = "Please rate how your dossier, now completed, was handled. It takes less than a minute."
            otherLanguage = "Ông/Bà có hài lòng không? Xin mời Ông/Bà đánh giá việc giải quyết hồ sơ."
            scan = "Scan with your phone"
            orOpen = "or open"
            andType = "and type the code:"
            procedure = "Procedure"
            desk = "Desk"
            completedOn = "Result returned"
            validUntil = "Valid until"
            anonymous = "Anonymous: your answer is stored without your name and without your dossier's code."
        default:
            label = "PHIẾU ĐÁNH GIÁ"
            notTracking = "Không phải mã tra cứu hồ sơ"
            question = "Ông/Bà có hài lòng không?"
            invitation = "Xin mời Ông/Bà đánh giá việc giải quyết hồ sơ vừa hoàn thành. Chưa đến một phút."
            otherLanguage = "Please rate how your dossier was handled."
            scan = "Quét mã bằng điện thoại"
            orOpen = "hoặc mở trang"
            andType = "rồi gõ mã:"
            procedure = "Thủ tục"
            desk = "Quầy"
            completedOn = "Ngày trả kết quả"
            validUntil = "Có giá trị đến hết"
            anonymous = "Đánh giá ẩn danh: câu trả lời được lưu mà không kèm tên hay mã hồ sơ của Ông/Bà."
        }
    }
}
