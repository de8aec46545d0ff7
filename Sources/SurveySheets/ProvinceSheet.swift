public import Survey

extension FormSheet {
    /// The province sheet: a row an agency with its nine indices, total, band, rank and the shares of the levels,
    /// and a row for all of them.
    ///
    /// - Parameters:
    ///   - total: the published row of everything together; nil for a scope, whose sum is not told.
    ///   - levels: those of the figures' scale with their words, the best first; see ``LevelShares``.
    public static func province(
        _ results: [AgencyResult], total: ReportRow?, levels: [(value: String, name: String)], period: String,
        office: String, least: Int, language: Language
    ) -> FormSheet {
        func words(_ vi: String, _ en: String) -> String { Localized(vi: vi, en: en)[language] }
        let ranks = AgencyResult.ranks(results)
        let shares = LevelShares(levels, language: language)
        var rows = zip(results, ranks).enumerated().map { number, pair in
            let (result, rank) = pair
            return Row(
                [.count(number + 1), .text(result.unit.name)]
                    + result.score.rows.map { ($0.verified?.points ?? $0.points).map(SheetCell.decimal) ?? .empty }
                    + [
                        result.total.map(SheetCell.decimal) ?? .empty,
                        result.band.map { .text($0.name[language]) } ?? .empty,
                        rank.map(SheetCell.count) ?? .empty,
                    ] + shares.columns.map { result.row.share($0.level).map(SheetCell.share) ?? .empty }
                    + FormWords.trust(result.row))
        }
        let means = AgencyIndex.allCases.map { index in
            mean(results.map { $0.score.rows[index.rawValue - 1] }.map { $0.verified?.points ?? $0.points })
        }
        rows.append(
            Row(
                [.text(""), .text(words("Tổng cộng (trung bình)", "All (mean)"))]
                    + (means + [mean(results.map(\.total))]).map { $0.map(SheetCell.decimal) ?? .empty }
                    + [.empty, .empty]
                    + shares.columns.map { column in
                        total.flatMap { $0.share(column.level) }.map(SheetCell.share) ?? .empty
                    } + (total.map(FormWords.trust) ?? [.empty, .empty]), .total))
        return FormSheet(
            tab: words("Biểu tổng hợp", "Province"), office: office,
            title: words(
                "BIỂU TỔNG HỢP ĐIỂM VIỆC GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH CỦA CÁC CƠ QUAN",
                "PROVINCE SHEET: SCORES OF THE AGENCIES"),
            subtitles: [FormWords.period(period, language)],
            columns: [Column(words("STT", "No."), width: 6), Column(words("Cơ quan", "Agency"), width: 30)]
                + AgencyIndex.allCases.map {
                    Column(
                        words("Chỉ số \($0.rawValue)", "Index \($0.rawValue)"), group: words("Điểm", "Points"), width: 8
                    )
                } + [
                    Column(words("Tổng điểm", "Total"), width: 8), Column(words("Xếp loại", "Band"), width: 12),
                    Column(words("Xếp hạng", "Rank"), width: 8),
                ]
                + shares.columns.map { column in
                    Column(
                        column.name,
                        group: column.isAdded
                            ? words("Tỷ lệ (thang \(shares.count) mức)", "Share (\(shares.count) levels)")
                            : words("Tỷ lệ", "Share"), width: 11)
                }
                + FormWords.trust(language).map { name in
                    Column(name, group: words("Ngoài biểu", "Beside the form"), width: 11)
                },
            rows: rows,
            notes: [shares.note].compactMap(\.self) + [
                AgencyIndex.allCases.map { "\($0.rawValue): \($0.name[language])" }.joined(separator: "; ") + ".",
                words(
                    "Tổng điểm, xếp loại và xếp hạng chỉ có khi đủ chín chỉ số; bằng điểm thì đồng hạng. Một cơ quan gồm cả các đơn vị trực thuộc, nên các dòng có thể chồng lên nhau và không được cộng lại. Dòng tổng cộng: trung bình của các cơ quan có điểm; tỷ lệ là của toàn bộ câu trả lời.",
                    "There is a total, a band and a rank only with all nine indices; equal totals share a rank. An agency has the units below it in its row, so that rows may overlap and are not added up. The last row: means over the agencies that have points; shares of all answers."
                ),
                FormWords.source(AgencyScore.rule, language), FormWords.threshold(least, language),
            ],
            dateLine: FormWords.dateLine(language), signatories: FormWords.signatories(language))
    }

    /// nil where nobody has any.
    private static func mean(_ values: [Double?]) -> Double? {
        let known = values.compactMap(\.self)
        return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
}

extension ReportRow {
    /// The share of answers on a level of their own scale; nil for no level, and when the answers may not be shown.
    func share(_ level: String?) -> Double? {
        guard let level, !isSuppressed, counts.answers > 0 else { return nil }
        return Double(counts.levels[level] ?? 0) / Double(counts.answers)
    }
}
