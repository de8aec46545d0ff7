import Survey

/// One of several things to choose from, as a link.
struct ChoiceLink: Sendable {
    let text: String
    let href: String
    let isCurrent: Bool
}

/// The links that lead from a period to its neighbours and to the other kinds of period.
struct PeriodChoice: Sendable {
    /// Month, quarter, year, everything.
    let kinds: [ChoiceLink]
    let current: String
    let previous: ChoiceLink?
    let next: ChoiceLink?

    /// - Parameters:
    ///   - known: the months that have figures; there is nothing before or after them.
    ///   - href: the address of the same page in another period.
    init(
        _ period: Period, known: ClosedRange<Month>, texts: Texts, href: (Period) -> String
    ) {
        let end = min(period.months?.upperBound ?? known.upperBound, known.upperBound)
        let kinds: [(String, Period)] = [
            ("kind.month", .month(end)), ("kind.quarter", .quarter(year: end.year, quarter: (end.ofYear + 2) / 3)),
            ("kind.year", .year(end.year)), ("kind.all", .everything),
        ]
        self.kinds = kinds.map { key, other in
            ChoiceLink(text: texts[key], href: href(other), isCurrent: other == period)
        }
        current = period.written(texts.language)
        func neighbour(_ period: Period?) -> ChoiceLink? {
            guard let period, let months = period.months, months.overlaps(known) else { return nil }
            return ChoiceLink(text: period.written(texts.language), href: href(period), isCurrent: false)
        }
        previous = neighbour(period.moved(by: -1))
        next = neighbour(period.moved(by: 1))
    }
}

extension Period {
    /// The period of the same kind so many periods later; nil for everything.
    func moved(by count: Int) -> Period? {
        switch self {
        case .month(let month): .month(month + count)
        case .quarter(let year, let quarter):
            .quarter(
                year: (year * 4 + quarter - 1 + count) / 4, quarter: (year * 4 + quarter - 1 + count) % 4 + 1)
        case .year(let year): .year(year + count)
        case .everything: nil
        }
    }

    /// The months of a trend that ends with the period: its calendar year so far, or the year up to it; of everything,
    /// the last three years that are known.
    func trend(known: ClosedRange<Month>) -> [Month] {
        let range: ClosedRange<Month>
        switch self {
        case .year: range = months ?? known
        case .month, .quarter: range = months.map { ($0.upperBound - 11)...$0.upperBound } ?? known
        case .everything: range = max(known.lowerBound, known.upperBound - 35)...known.upperBound
        }
        return (range.lowerBound.number...range.upperBound.number).map { Month(number: $0) }
            .filter { $0 <= known.upperBound }
    }
}
