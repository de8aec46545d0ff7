/// What is told of a quarter, a year or all time whose own figure lags behind the shown figures inside it: their sum.
///
/// A sum of figures that everybody sees gives nothing new away. It names its parts, since the months that are hidden are
/// not in it.
struct PeriodSums {
    private let threshold: Int
    /// The cells of one row, selection and scale.
    private var group: [Period: ShownCell] = [:]
    private var years: [Int] = []

    /// The sums that tell of more answers than the period's own cell, by the cell's name.
    ///
    /// - Parameters:
    ///   - shown: every cell that is shown, by name.
    ///   - known: every cell that has answers, by name; where none without assisted answers is known, all are.
    static func sums(of shown: [String: ShownCell], threshold: Int, known: Set<String>) -> [String: ShownCell] {
        var groups: [Key: [Period: ShownCell]] = [:]
        for (name, cell) in shown where cell.counts.answers >= threshold {
            if let (key, period) = Key.read(name) { groups[key, default: [:]][period] = cell }
        }
        for name in known {
            guard let (key, _) = Key.read(name), key.selection == AnswerSelection.withoutAssisted.rawValue else {
                continue
            }
            groups[key, default: [:]] = groups[key] ?? [:]
        }
        var sums: [String: ShownCell] = [:]
        for (key, cells) in groups {
            var cells = cells
            if key.selection == AnswerSelection.withoutAssisted.rawValue {
                for (period, cell) in groups[key.ofAll] ?? [:] where !known.contains(key.name(period)) {
                    cells[period] = cell
                }
            }
            for (period, sum) in PeriodSums(cells, threshold: threshold).sums { sums[key.name(period)] = sum }
        }
        return sums
    }

    /// What cells of several periods have in common.
    private struct Key: Hashable {
        let row: Substring
        let selection: Substring
        let scale: Substring

        static func read(_ name: String) -> (Key, Period)? {
            let parts = name.split(separator: "|", omittingEmptySubsequences: false)
            guard parts.count == 4, let period = Period(String(parts[1])) else { return nil }
            return (Key(row: parts[0], selection: parts[2], scale: parts[3]), period)
        }

        var ofAll: Key { Key(row: row, selection: Substring(AnswerSelection.all.rawValue), scale: scale) }

        func name(_ period: Period) -> String { "\(row)|\(period)|\(selection)|\(scale)" }
    }

    private init(_ group: [Period: ShownCell], threshold: Int) {
        self.group = group
        self.threshold = threshold
        years = Set(group.keys.compactMap { $0.months?.lowerBound.year }).sorted()
    }

    private var sums: [Period: ShownCell] {
        var longer: Set<Period> = [.everything]
        for period in group.keys {
            guard let month = period.months?.lowerBound else { continue }
            longer.insert(.year(month.year))
            if case .month = period { longer.insert(month.quarter) }
        }
        var sums: [Period: ShownCell] = [:]
        for period in longer {
            if let told = told(period), !told.parts.isEmpty { sums[period] = told }
        }
        return sums
    }

    /// A period's own cell, or the sum of those inside it where that has more answers.
    private func told(_ period: Period) -> ShownCell? {
        let own = group[period]
        let parts = parts(of: period).compactMap { part in told(part).map { (part, $0) } }
        let answers = parts.reduce(0) { $0 + $1.1.counts.answers }
        guard answers > own?.counts.answers ?? 0 else { return own }
        return ShownCell(summing: parts)
    }

    private func parts(of period: Period) -> [Period] {
        switch period {
        case .month: []
        case .quarter:
            period.months.map { [.month($0.lowerBound), .month($0.lowerBound + 1), .month($0.upperBound)] } ?? []
        case .year(let year): (1...4).map { .quarter(year: year, quarter: $0) }
        case .everything: years.map { .year($0) }
        }
    }
}

extension ShownCell {
    /// The sum of figures of periods that do not overlap.
    fileprivate init(summing parts: [(period: Period, cell: ShownCell)]) {
        var counts = AnswerCounts()
        for part in parts { counts += part.cell.counts }
        let days = parts.map(\.cell.asOf)
        self.init(counts: counts, asOf: days.max() ?? Day(number: 0), isCurrent: false)
        let completed = parts.compactMap(\.cell.completed)
        self.completed = completed.count == parts.count ? completed.reduce(0, +) : nil
        self.parts = parts.flatMap { $0.cell.parts.isEmpty ? [$0.period] : $0.cell.parts }
    }
}

extension Month {
    /// The quarter that the month is in.
    public var quarter: Period { .quarter(year: year, quarter: (ofYear + 2) / 3) }
}
