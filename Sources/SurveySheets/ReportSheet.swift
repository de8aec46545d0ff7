public import Survey

extension DataSheet {
    /// A report as a plain sheet, ending with the total; what may not be shown is left empty and marked.
    ///
    /// - Parameters:
    ///   - hasTotal: false for the rows of a scope whose sum is not told.
    ///   - totalName: nil for everything together.
    public init(_ report: Report, hasTotal: Bool = true, totalName: String? = nil, language: Language) {
        self.init(
            name: Localized(vi: "Số liệu", en: "Figures")[language],
            columns: DataSheet.reportColumns.map { $0[language] })
        for row in report.rows { add(DataSheet.cells(row, row.name)) }
        if hasTotal {
            addTotal(DataSheet.cells(report.total, totalName ?? Localized(vi: "Tổng cộng", en: "Total")[language]))
        }
    }

    private static let reportColumns = [
        Localized(vi: "Mã", en: "Code"), Localized(vi: "Tên", en: "Name"),
        Localized(vi: "Có hiệu lực từ", en: "Valid from"), Localized(vi: "Hoàn thành", en: "Completed"),
        Localized(vi: "Trước hạn", en: "Early"), Localized(vi: "Đúng hạn", en: "On time"),
        Localized(vi: "Quá hạn", en: "Late"), Localized(vi: "Trực tiếp", en: "Direct"),
        Localized(vi: "Trực tuyến", en: "Online"), Localized(vi: "Bưu chính", en: "Post"),
        Localized(vi: "Số hóa", en: "Digitised"), Localized(vi: "Có phiếu", en: "Issued"),
        Localized(vi: "Hủy phiếu", en: "Void"), Localized(vi: "Câu trả lời", en: "Answers"),
        Localized(vi: "Hài lòng", en: "Satisfied"), Localized(vi: "Tỷ lệ hài lòng", en: "Share satisfied"),
        Localized(vi: "Cận dưới 95 %", en: "Low 95 %"), Localized(vi: "Cận trên 95 %", en: "High 95 %"),
        Localized(vi: "Tỷ lệ trả lời", en: "Response rate"), Localized(vi: "Được che", en: "Suppressed"),
        Localized(vi: "Tỷ lệ phát phiếu", en: "Coverage"), Localized(vi: "Trả lời đến ngày", en: "Answers as of"),
        Localized(vi: "Trả lời trên số hồ sơ", en: "Answers of dossiers"),
        Localized(vi: "Cộng từ các kỳ", en: "Sum of periods"),
        Localized(vi: "Tỷ lệ trả lời đến ngày ấy", en: "Response rate as of that day"),
    ]

    private static func cells(_ row: ReportRow, _ name: String) -> [Cell] {
        let counts = row.counts
        let dossiers = [
            counts.completed, counts.early, counts.onTime, counts.late, counts.direct, counts.online, counts.post,
            counts.digitised, counts.issued, counts.voided,
        ]
        let shares = [row.satisfaction?.share, row.satisfaction?.low, row.satisfaction?.high, row.responseRate]
        let answers: [Cell] =
            row.isSuppressed ? [.empty, .empty] : [.count(counts.answers), .count(counts.satisfied)]
        return [.text(row.code), .text(name), row.validFrom.map(Cell.day) ?? .empty] + dossiers.map(Cell.count)
            + answers + shares.map { $0.map(Cell.share) ?? .empty }
            + [
                .count(row.isSuppressed ? 1 : 0), row.coverage.map(Cell.share) ?? .empty,
                row.asOf.map(Cell.day) ?? .empty,
                row.asOf == nil ? .empty : row.answersOf.map(Cell.count) ?? .empty,
                row.parts.isEmpty ? .empty : .text(row.parts.map(\.description).joined(separator: " ")),
                row.asOf == nil ? .empty : row.responseRateThen.map(Cell.share) ?? .empty,
            ]
    }
}
