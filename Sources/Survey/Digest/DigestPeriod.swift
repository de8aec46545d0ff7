/// The week or month that a digest is about; it is over when the digest is made.
public enum DigestPeriod: Sendable, Hashable {
    /// By its Monday.
    case week(Day)
    case month(Month)

    /// The last week and the last month that are over on a day. Earlier ones that were missed stay missed: a digest is
    /// news.
    public static func due(on today: Day) -> [DigestPeriod] {
        [.week(today - (today.weekday - 1) - 7), .month(today.month - 1)]
    }

    public var firstDay: Day {
        switch self {
        case .week(let monday): monday
        case .month(let month): month.firstDay
        }
    }

    public var lastDay: Day {
        switch self {
        case .week(let monday): monday + 6
        case .month(let month): month.lastDay
        }
    }

    /// The calendar month whose published figures the digest shows. No figures are published by week, so that a week's
    /// digest shows those of the month that the week ended in.
    public var month: Month { lastDay.month }

    /// As people write it: `tuần 47/2026 (16/11/2026 – 22/11/2026)`.
    public func written(_ language: Language) -> String {
        switch self {
        case .week:
            let days = "\(firstDay.written(language)) – \(lastDay.written(language))"
            let (year, week) = isoWeek
            return Localized(vi: "tuần \(week)/\(year) (\(days))", en: "week \(week) of \(year) (\(days))")[language]
        case .month(let month): return month.written(language)
        }
    }

    /// The year and number of the week (ISO 8601): those of its Thursday.
    private var isoWeek: (year: Int, week: Int) {
        let thursday = firstDay + 3
        let year = thursday.parts.year
        let newYear = Month(number: year * 12).firstDay
        return (year, (thursday - newYear) / 7 + 1)
    }
}

extension DigestPeriod: CustomStringConvertible {
    /// Its name in files, deliveries and the database: `2026-W47` or `2026-10`.
    public var description: String {
        switch self {
        case .week:
            let (year, week) = isoWeek
            return "\(padded(year, 4))-W\(padded(week, 2))"
        case .month(let month): return month.description
        }
    }
}

/// Where digests go.
public enum DigestWay: String, Sendable, CaseIterable, Codable {
    case folder, webhook
}
