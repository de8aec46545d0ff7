import Survey

/// The words that the offices' forms share.
enum FormWords {
    /// How far to trust a score: the names of response rate and coverage, which the offices' forms do not have.
    static func trust(_ language: Language) -> [String] {
        [
            Localized(vi: "Tỷ lệ trả lời", en: "Response rate")[language],
            Localized(vi: "Tỷ lệ phát phiếu", en: "Coverage")[language],
        ]
    }

    /// The two of a row.
    static func trust(_ row: ReportRow) -> [SheetCell] {
        [row.responseRate.map(SheetCell.share) ?? .empty, row.coverage.map(SheetCell.share) ?? .empty]
    }

    static func dateLine(_ language: Language) -> String {
        Localized(vi: "……………, ngày …… tháng …… năm ………", en: "……………, …… ………… ………")[language]
    }

    static func signatories(_ language: Language) -> [String] {
        [
            Localized(vi: "NGƯỜI LẬP BIỂU", en: "DRAWN UP BY")[language],
            Localized(vi: "THỦ TRƯỞNG ĐƠN VỊ", en: "HEAD OF THE OFFICE")[language],
        ]
    }

    static func period(_ period: String, _ language: Language) -> String {
        Localized(vi: "Kỳ báo cáo: \(period)", en: "Period: \(period)")[language]
    }

    static func unit(_ unit: String, _ language: Language) -> String {
        Localized(vi: "Đơn vị báo cáo: \(unit)", en: "Reporting unit: \(unit)")[language]
    }

    /// What stands below every figure of answers.
    static func threshold(_ least: Int, _ language: Language) -> String {
        Localized(
            vi: "Ô trống: dưới \(least) câu trả lời, hoặc có thể làm lộ số liệu như vậy.",
            en: "Empty cells: fewer than \(least) answers, or figures that could give such away.")[language]
    }

    /// The rule's name, its source, and that the legal text was not seen where it was not.
    static func source(_ rule: MeasureRule, _ language: Language) -> String {
        let caveat = rule.caveat.map { " " + $0[language] } ?? ""
        return "\(rule.rule[language]) \(rule.source[language]).\(caveat)"
    }
}
