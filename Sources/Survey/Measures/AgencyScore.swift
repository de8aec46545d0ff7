/// The 18-point score of an agency (in the manner of NĐ 61/2018): nine indices of 0 to 2 points, and a band.
public struct AgencyScore: Sendable, Hashable {
    /// Points that a person entered, and who and when.
    public struct Entry: Sendable, Hashable, Codable {
        public let points: Double
        /// The account that entered it.
        public let by: String
        public let on: Day
        public let note: String

        /// Nil when the points are not within 0 … 2.
        public init?(points: Double, by: String, on day: Day, note: String = "") {
            guard (0...AgencyIndex.maximum).contains(points) else { return nil }
            self.points = points
            self.by = by
            self.on = day
            self.note = note
        }
    }

    /// Where an index's points are from.
    public enum Basis: Sendable, Hashable {
        /// Computed from so many dossiers or answers.
        case computed(n: Int)
        case entered(Entry)
        /// Nobody entered it, or there is nothing to compute it from.
        case missing
    }

    /// One row of the agency sheet.
    public struct Row: Sendable, Hashable {
        public let index: AgencyIndex
        /// The agency's own score, 0 … 2; nil when missing.
        public let points: Double?
        public let basis: Basis
        /// What the office above made of it; nil until it has.
        public let verified: Entry?

        /// Whether an own entry would count: the index is not computed, or has nothing to be computed from.
        public var takesEntry: Bool {
            if case .computed = basis { return false }
            return index.mayBeEntered
        }
    }

    /// The five bands, the best first.
    public enum Band: String, Sendable, CaseIterable, Codable {
        case excellent, good, fair, average, weak

        /// The band of a total: from 15 excellent, from 12 good, from 9 fair, from 6 average, else weak.
        public init(total: Double) {
            let total = AgencyScore.withoutNoise(total)
            self =
                total >= 15
                ? .excellent : total >= 12 ? .good : total >= 9 ? .fair : total >= 6 ? .average : .weak
        }

        public var name: Localized {
            switch self {
            case .excellent: Localized(vi: "Xuất sắc", en: "Excellent")
            case .good: Localized(vi: "Tốt", en: "Good")
            case .fair: Localized(vi: "Khá", en: "Fair")
            case .average: Localized(vi: "Trung bình", en: "Average")
            case .weak: Localized(vi: "Yếu", en: "Weak")
            }
        }
    }

    /// All nine, in order.
    public let rows: [Row]

    /// - Parameters:
    ///   - entered: the agency's own entries. One for an index that is computed is left out, since figures win over
    ///     wishes; it holds only where an index of answers has nothing to compute from (``AgencyIndex/mayBeEntered``).
    ///   - verified: the entries of the office above, for any index.
    public init(
        figures: AgencyFigures, entered: [AgencyIndex: Entry] = [:], verified: [AgencyIndex: Entry] = [:]
    ) {
        rows = AgencyIndex.allCases.map { index in
            if let computed = figures.points(index) {
                return Row(
                    index: index, points: computed.points, basis: .computed(n: computed.n), verified: verified[index])
            }
            let entry = index.mayBeEntered ? entered[index] : nil
            return Row(
                index: index, points: entry?.points, basis: entry.map { .entered($0) } ?? .missing,
                verified: verified[index])
        }
    }

    /// The indices without points, in order.
    public var missing: [AgencyIndex] { rows.filter { $0.points == nil }.map(\.index) }

    /// The agency's own total, 0 … 18; nil while an index is missing, since it would then be too low.
    public var total: Double? { AgencyScore.sum(rows.map(\.points)) }
    /// The total with verified points where there are any, else the agency's own; nil while an index has neither.
    public var verifiedTotal: Double? { AgencyScore.sum(rows.map { $0.verified?.points ?? $0.points }) }

    /// How many indices the office above has verified.
    public var verifiedCount: Int { rows.count { $0.verified != nil } }

    public var band: Band? { total.map(Band.init(total:)) }
    public var verifiedBand: Band? { verifiedTotal.map(Band.init(total:)) }

    public static let maximum = 18.0

    private static func sum(_ points: [Double?]) -> Double? {
        let known = points.compactMap(\.self)
        return known.count == points.count ? withoutNoise(known.reduce(0, +)) : nil
    }

    /// A sum of means may miss a whole number by a hair; nobody's band hangs on that.
    private static func withoutNoise(_ total: Double) -> Double { (total * 1e9).rounded() / 1e9 }

    public static let rule = MeasureRule(
        name: Localized(vi: "Điểm đánh giá cơ quan (thang 18 điểm)", en: "Agency score (18 points)"),
        rule: Localized(
            vi:
                "Chín chỉ số, mỗi chỉ số 0, 1 hoặc 2 điểm; chỉ số tính trên nhiều hồ sơ hoặc câu trả lời là điểm trung bình. Từ "
                + "15 điểm xuất sắc, từ 12 tốt, từ 9 khá, từ 6 trung bình, dưới 6 yếu; xếp loại theo tổng chưa làm tròn.",
            en: "Nine indices of 0, 1 or 2 points; an index over many dossiers or answers is their mean. From 15 "
                + "excellent, from 12 good, from 9 fair, from 6 average, below 6 weak; the band is of the total before "
                + "rounding."),
        source: Localized(
            vi: "Theo cách chấm của Nghị định 61/2018/NĐ-CP; cách lấy trung bình là của phần mềm này",
            en: "In the manner of Decree 61/2018/NĐ-CP; the averaging is this program's own"),
        isLegalTextSeen: false)
}
