import Survey

/// What stands on every printed report in one language.
struct ReportWording {
    /// The country's name and motto, which head official documents in Vietnam whatever their language.
    let country = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    let motto = "Độc lập – Tự do – Hạnh phúc"
    let checkpoint: String
    let sign: String
    let madeOn: String
    private let page: (Int, Int) -> String

    init(_ language: Language) {
        switch language {
        case .english:
            checkpoint = "Checkpoint"
            sign = "(Digital signature, or signature, full name and stamp)"
            madeOn = "Figures of"
            page = { "Page \($0) of \($1)" }
        default:
            checkpoint = "Mốc kiểm chứng"
            sign = "(Ký số, hoặc ký, ghi rõ họ tên và đóng dấu)"
            madeOn = "Số liệu ngày"
            page = { "Trang \($0)/\($1)" }
        }
    }

    func page(_ number: Int, of count: Int) -> String { page(number, count) }
}
