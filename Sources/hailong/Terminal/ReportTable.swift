import Survey

/// A report as a table for the terminal; it ends with the total.
struct ReportTable {
    private let report: Report
    private let language: Language

    init(_ report: Report, language: Language) {
        self.report = report
        self.language = language
    }

    var text: String {
        var table = TextTable(columns.map { ($0.0[language], $0.1) })
        for row in report.rows { table.add(cells(row)) }
        if !report.rows.isEmpty { table.addRule() }
        let totalName = Localized(vi: "Tổng cộng", en: "Total")[language]
        var total = cells(report.total)
        total[1] = totalName
        table.add(total)
        let notes = report.rows.map { note($0, $0.name) } + [note(report.total, totalName)]
        return ([table.text] + notes.compactMap(\.self)).joined(separator: "\n")
    }

    /// Of which day, dossiers and periods the answers are that bear a `†`: a sum of periods, or of fewer dossiers than those
    /// beside them.
    private func note(_ row: ReportRow, _ name: String) -> String? {
        guard let asOf = row.asOf, isMarked(row) else { return nil }
        var words = Localized(vi: "trả lời đến \(asOf)", en: "answers as of \(asOf)")[language]
        if let of = row.answersOf {
            words += Localized(vi: ", trên \(of) hồ sơ", en: ", of \(counted(of, "dossier"))")[language]
        }
        if let rate = row.responseRateThen, row.answersOf != row.counts.completed {
            let rate = percent(rate)
            words += Localized(vi: ", tỷ lệ trả lời lúc ấy \(rate)", en: ", a response of \(rate) then")[language]
        }
        if !row.parts.isEmpty {
            let parts = row.parts.map(\.description).joined(separator: " ")
            words += Localized(vi: ", cộng từ \(parts)", en: ", the sum of \(parts)")[language]
        }
        return "† \(name): \(words)"
    }

    private func isMarked(_ row: ReportRow) -> Bool {
        row.asOf != nil && !row.isSuppressed && (!row.parts.isEmpty || row.answersOf != row.counts.completed)
    }

    private var columns: [(Localized, TextTable.Alignment)] {
        [
            (Localized(vi: "Mã", en: "Code"), .left), (Localized(vi: "Tên", en: "Name"), .left),
            (Localized(vi: "Hoàn thành", en: "Completed"), .right), (Localized(vi: "Trước hạn", en: "Early"), .right),
            (Localized(vi: "Đúng hạn", en: "On time"), .right), (Localized(vi: "Quá hạn", en: "Late"), .right),
            (Localized(vi: "Số hóa", en: "Digitised"), .right), (Localized(vi: "Có phiếu", en: "Issued"), .right),
            (Localized(vi: "Trả lời", en: "Answers"), .right), (Localized(vi: "Hài lòng", en: "Satisfied"), .right),
            (Localized(vi: "Khoảng 95 %", en: "95 % interval"), .right),
            (Localized(vi: "Tỷ lệ trả lời", en: "Response"), .right),
        ]
    }

    private func cells(_ row: ReportRow) -> [String] {
        let counts = row.counts
        let interval = row.satisfaction.map { "\(percent($0.low)) – \(percent($0.high))" }
        var name = row.name
        if report.request.by == .commune, let from = row.validFrom { name += " (\(from))" }
        return [
            row.code, name, "\(counts.completed)", "\(counts.early)", "\(counts.onTime)", "\(counts.late)",
            "\(counts.digitised)", "\(counts.issued)",
            row.isSuppressed ? "*" : "\(counts.answers)\(isMarked(row) ? "†" : "")",
            row.isSuppressed ? "*" : row.satisfaction.map { percent($0.share) } ?? "–",
            row.isSuppressed ? "*" : interval ?? "–", row.isSuppressed ? "*" : row.responseRate.map(percent) ?? "–",
        ]
    }

    /// One decimal, with the language's sign for it.
    private func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths / 10)\(language == .vietnamese ? "," : ".")\(tenths % 10) %"
    }
}
