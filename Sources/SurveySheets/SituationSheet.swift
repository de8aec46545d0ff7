public import Survey

/// What the situation sheet has of one level of units.
public struct SituationSection: Sendable {
    public let name: String
    /// What was received and is pending; nil where nothing is known of it.
    public let sum: SituationSum?
    /// What was resolved.
    public let resolved: ReportCounts
    /// The same by field, in any order.
    public let fields: [(name: String, resolved: ReportCounts)]

    public init(
        name: String, sum: SituationSum?, resolved: ReportCounts, fields: [(name: String, resolved: ReportCounts)]
    ) {
        self.name = name
        self.sum = sum
        self.resolved = resolved
        self.fields = fields
    }
}

extension FormSheet {
    /// The dossier situation in the manner of form II.06: received, resolved and pending, by level and field.
    ///
    /// What is received and pending is known by unit and not by field, so that the rows of fields have what was resolved
    /// alone; the notes say so.
    public static func situation(
        _ sections: [SituationSection], period: String, office: String, sources: [String], language: Language
    ) -> FormSheet {
        func words(_ vi: String, _ en: String) -> String { Localized(vi: vi, en: en)[language] }
        let received = words("Số hồ sơ tiếp nhận", "Received")
        let resolved = words("Số hồ sơ đã giải quyết", "Resolved")
        let pending = words("Số hồ sơ đang giải quyết", "Pending")
        let digitised = words("Số hóa", "Digitised")
        var rows: [Row] = []
        for section in sections {
            rows.append(row(section.name, section.sum, section.resolved, .heading))
            rows += section.fields.sorted { ($1.resolved.completed, $0.name) < ($0.resolved.completed, $1.name) }.map {
                Row(
                    [.text($0.name)] + [SheetCell](repeating: .empty, count: 5) + cells($0.resolved)
                        + [SheetCell](repeating: .empty, count: 5) + digitisedCells($0.resolved), indent: 1)
            }
        }
        // A dossier is of one level alone, so that levels add up.
        if !sections.isEmpty {
            rows.append(
                row(
                    words("Tổng cộng", "Total"), SituationSum(sections.compactMap(\.sum)),
                    sections.reduce(into: ReportCounts()) { $0 += $1.resolved }, .total))
        }
        return FormSheet(
            tab: words("Tình hình hồ sơ", "Situation"), office: office,
            title: words(
                "TÌNH HÌNH, KẾT QUẢ TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ THỦ TỤC HÀNH CHÍNH",
                "DOSSIERS RECEIVED, RESOLVED AND PENDING"),
            subtitles: [FormWords.period(period, language)],
            columns: [
                Column(words("Cấp, lĩnh vực", "Level, field"), width: 30),
                Column(words("Tổng số", "All"), group: received),
                Column(words("Trực tuyến", "Online"), group: received),
                Column(words("Trực tiếp", "Direct"), group: received),
                Column(words("Bưu chính", "Post"), group: received),
                Column(words("Kỳ trước chuyển sang", "Carried over"), group: received),
                Column(words("Tổng số", "All"), group: resolved),
                Column(words("Trước hạn", "Early"), group: resolved),
                Column(words("Đúng hạn", "On time"), group: resolved),
                Column(words("Quá hạn", "Late"), group: resolved),
                Column(words("Tổng số", "All"), group: pending),
                Column(words("Trong hạn", "In time"), group: pending),
                Column(words("Quá hạn", "Late"), group: pending),
                Column(words("Chờ bổ sung", "Awaiting supplement"), width: 10),
                Column(words("Không đủ điều kiện", "Ineligible"), width: 10),
                Column(words("Hồ sơ", "Dossiers"), group: digitised),
                Column(words("Tỷ lệ", "Share"), group: digitised),
            ],
            rows: rows,
            notes: sources + [
                words(
                    "Số tiếp nhận và đang giải quyết có theo đơn vị và tháng, không có theo lĩnh vực; dòng lĩnh vực chỉ có số đã giải quyết. Trình bày theo kiểu biểu II.06; chưa đối chiếu với văn bản gốc.",
                    "Received and pending are known by unit and month and not by field; rows of fields have what was resolved alone. Laid out in the manner of form II.06; the legal text itself was not seen."
                )
            ],
            dateLine: FormWords.dateLine(language), signatories: FormWords.signatories(language))
    }

    private static func row(
        _ name: String, _ sum: SituationSum?, _ resolved: ReportCounts, _ weight: Row.Weight
    ) -> Row {
        Row(
            [.text(name)]
                + counts(sum, \.received, \.receivedOnline, \.receivedDirect, \.receivedPost, \.carriedOver)
                + cells(resolved)
                + counts(sum, \.pending, \.pendingInTime, \.pendingLate, \.awaitingSupplement, \.ineligible)
                + digitisedCells(resolved), weight)
    }

    /// Empty where nothing is known, which is not nothing.
    private static func counts(_ sum: SituationSum?, _ paths: KeyPath<SituationSum, Int>...) -> [SheetCell] {
        paths.map { path in sum.map { .count($0[keyPath: path]) } ?? .empty }
    }

    private static func cells(_ counts: ReportCounts) -> [SheetCell] {
        [counts.completed, counts.early, counts.onTime, counts.late].map(SheetCell.count)
    }

    private static func digitisedCells(_ counts: ReportCounts) -> [SheetCell] {
        [
            .count(counts.digitised),
            counts.completed > 0 ? .fineShare(Double(counts.digitised) / Double(counts.completed)) : .empty,
        ]
    }
}
