public import Survey

extension FormSheet {
    /// The agency sheet: number of answers; index, maximum, own and verified score, note; total and band; then the shares
    /// of the levels.
    ///
    /// - Parameters:
    ///   - levels: those of the figures' scale with their words, the best first; see ``LevelShares``.
    ///   - period: as people write it.
    ///   - least: the fewest answers that are shown.
    public static func agency(
        _ result: AgencyResult, levels: [(value: String, name: String)], period: String, office: String, least: Int,
        language: Language
    ) -> FormSheet {
        func words(_ vi: String, _ en: String) -> String { Localized(vi: vi, en: en)[language] }
        let score = result.score
        let row = result.row
        let shares = LevelShares(levels, language: language)
        var rows = [
            Row([
                .text(""), .text(words("Số phiếu đánh giá", "Number of answers")), .empty,
                row.isSuppressed ? .empty : .count(row.counts.answers), .empty, .empty,
            ])
        ]
        rows += score.rows.map { index in
            Row([
                .count(index.index.rawValue), .text(index.index.name[language]), .count(Int(AgencyIndex.maximum)),
                index.points.map(SheetCell.decimal) ?? .empty,
                index.verified.map { .decimal($0.points) } ?? .empty, .text(note(index, language)),
            ])
        }
        // Nothing verified is no verified total. Where a part is, the column has the total that counts, of verified points
        // and the agency's own for the rest, and the note says so.
        let isVerified = score.verifiedCount > 0
        var remarks = score.missing.isEmpty ? [] : [words("chưa đủ chín chỉ số", "not all nine indices are there")]
        if isVerified, score.verifiedCount < score.rows.count, score.verifiedTotal != nil {
            remarks.append(
                words(
                    "đã thẩm định \(score.verifiedCount)/\(score.rows.count) chỉ số, còn lại lấy điểm tự chấm",
                    "\(score.verifiedCount) of \(score.rows.count) indices verified, the rest are own points"))
        }
        rows.append(
            Row(
                [
                    .text(""), .text(words("Tổng điểm", "Total")), .count(Int(AgencyScore.maximum)),
                    score.total.map(SheetCell.decimal) ?? .empty,
                    isVerified ? score.verifiedTotal.map(SheetCell.decimal) ?? .empty : .empty,
                    .text(remarks.joined(separator: "; ")),
                ], .total))
        rows.append(
            Row(
                [
                    .text(""), .text(words("Xếp loại", "Band")), .empty,
                    score.band.map { .text($0.name[language]) } ?? .empty,
                    isVerified ? score.verifiedBand.map { .text($0.name[language]) } ?? .empty : .empty, .empty,
                ], .total))
        rows += shares.columns.map { column in
            Row([
                .text(""), .text(words("Tỷ lệ ", "Share ") + column.name), .empty,
                row.share(column.level).map(SheetCell.share) ?? .empty, .empty,
                .text(
                    column.level == nil || column.isAdded
                        ? words(
                            "thang \(column.level == nil ? 3 : shares.count) mức",
                            "\(column.level == nil ? 3 : shares.count) levels")
                        : ""),
            ])
        }
        rows += zip(FormWords.trust(language), FormWords.trust(row)).map { name, cell in
            Row([.text(""), .text(name), .empty, cell, .empty, .text(words("ngoài biểu", "beside the form"))])
        }
        return FormSheet(
            tab: words("Phiếu cơ quan", "Agency"), office: office,
            title: words(
                "PHIẾU CHẤM ĐIỂM VIỆC GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH CỦA CƠ QUAN",
                "AGENCY SHEET: SCORE OF THE RESOLUTION OF ADMINISTRATIVE PROCEDURES"),
            subtitles: [FormWords.unit(result.unit.name, language), FormWords.period(period, language)],
            columns: [
                Column(words("STT", "No."), width: 6), Column(words("Chỉ số", "Index"), width: 44),
                Column(words("Điểm tối đa", "Maximum"), width: 10),
                Column(words("Tự chấm", "Own score"), width: 11),
                Column(words("Thẩm định", "Verified"), width: 11), Column(words("Ghi chú", "Note"), width: 34),
            ],
            rows: rows,
            notes: [shares.note].compactMap(\.self) + [
                FormWords.source(AgencyScore.rule, language), FormWords.threshold(least, language),
            ],
            dateLine: FormWords.dateLine(language), signatories: FormWords.signatories(language))
    }

    /// What the points are from.
    private static func note(_ row: AgencyScore.Row, _ language: Language) -> String {
        func entered(_ entry: AgencyScore.Entry, _ verb: Localized) -> String {
            let words = "\(verb[language]) \(entry.by), \(entry.on.written(language))"
            return entry.note.isEmpty ? words : "\(words): \(entry.note)"
        }
        var notes: [String] = []
        switch row.basis {
        case .computed(let n):
            let count = NumberStyle(language: language).whole(n)
            let words =
                row.index.isOfAnswers
                ? Localized(vi: "tính từ \(count) câu trả lời", en: "from \(count) answers")
                : Localized(vi: "tính từ \(count) hồ sơ", en: "from \(count) dossiers")
            notes.append(words[language])
        case .entered(let entry): notes.append(entered(entry, Localized(vi: "nhập:", en: "entered:")))
        case .missing: notes.append(Localized(vi: "chưa có", en: "missing")[language])
        }
        if let verified = row.verified {
            notes.append(entered(verified, Localized(vi: "thẩm định:", en: "verified:")))
        }
        return notes.joined(separator: "; ")
    }
}
