/// A calendar month in Vietnam.
public struct Month: Sendable, Hashable, Comparable, Codable {
    /// Months since January of the year 0: year × 12 + month − 1.
    public let number: Int

    public init(number: Int) {
        self.number = number
    }

    public init(of day: Day) {
        let (year, month, _) = day.parts
        number = year * 12 + month - 1
    }

    /// A month from its year and its number in the year (1…12), nil when there is none.
    public init?(year: Int, month: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        number = year * 12 + month - 1
    }

    /// A month written `YYYY-MM`.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 7, let day = Day(text + "-01") else { return nil }
        self.init(of: day)
    }

    public var year: Int { number / 12 }
    /// 1 for January to 12 for December.
    public var ofYear: Int { number % 12 + 1 }

    public var firstDay: Day { Day(number: Day.number(year: year, month: ofYear, day: 1)) }
    public var lastDay: Day { (self + 1).firstDay - 1 }

    public static func < (a: Month, b: Month) -> Bool { a.number < b.number }
    public static func + (month: Month, count: Int) -> Month { Month(number: month.number + count) }
    public static func - (month: Month, count: Int) -> Month { Month(number: month.number - count) }
    public static func - (a: Month, b: Month) -> Int { a.number - b.number }

    static let englishNames = [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ]
}

extension Month: CustomStringConvertible {
    /// `YYYY-MM`.
    public var description: String { "\(padded(year, 4))-\(padded(ofYear, 2))" }

    /// As people write it: `tháng 5/2024`, `May 2024`.
    public func written(_ language: Language) -> String {
        language == .english ? "\(Month.englishNames[ofYear - 1]) \(year)" : "tháng \(ofYear)/\(year)"
    }
}

/// A period that figures are asked for: calendar months, quarters and years, or everything.
public enum Period: Sendable, Hashable {
    case month(Month)
    /// Quarter 1…4 of a year.
    case quarter(year: Int, quarter: Int)
    case year(Int)
    case everything

    /// A period written `2024-05`, `2024-Q2`, `2024` or `all`.
    public init?(_ text: String) {
        if text == "all" {
            self = .everything
        } else if let month = Month(text) {
            self = .month(month)
        } else if text.utf8.count == 7, text.dropFirst(4).prefix(2) == "-Q", let year = Period.year(text.prefix(4)),
            let quarter = Int(text.suffix(1)), (1...4).contains(quarter)
        {
            self = .quarter(year: year, quarter: quarter)
        } else if let year = Period.year(text) {
            self = .year(year)
        } else {
            return nil
        }
    }

    /// A year written with four digits; `Int` alone would take a sign.
    private static func year(_ text: some StringProtocol) -> Int? {
        guard text.utf8.count == 4, text.utf8.allSatisfy({ (48...57).contains($0) }), let year = Int(text) else {
            return nil
        }
        return year > 0 ? year : nil
    }

    /// The period that is exactly these months, both inclusive, nil when no calendar period is.
    public init?(from: Month, to: Month) {
        switch to - from {
        case 0: self = .month(from)
        case 2 where from.ofYear % 3 == 1: self = .quarter(year: from.year, quarter: (from.ofYear + 2) / 3)
        case 11 where from.ofYear == 1: self = .year(from.year)
        default: return nil
        }
    }

    /// The first and last month, both inclusive; nil for everything.
    public var months: ClosedRange<Month>? {
        switch self {
        case .month(let month): month...month
        case .quarter(let year, let quarter):
            Month(number: year * 12 + quarter * 3 - 3)...Month(number: year * 12 + quarter * 3 - 1)
        case .year(let year): Month(number: year * 12)...Month(number: year * 12 + 11)
        case .everything: nil
        }
    }

    /// As people write it: `quý 2/2024`, `2nd quarter of 2024`.
    public func written(_ language: Language) -> String {
        switch self {
        case .month(let month): month.written(language)
        case .quarter(let year, let quarter):
            Localized(vi: "quý \(quarter)/\(year)", en: "quarter \(quarter) of \(year)")[language]
        case .year(let year): Localized(vi: "năm \(year)", en: "\(year)")[language]
        case .everything: Localized(vi: "toàn bộ thời gian", en: "all time")[language]
        }
    }
}

extension Period: CustomStringConvertible {
    /// As it stands in an address: `2024-05`, `2024-Q2`, `2024` or `all`.
    public var description: String {
        switch self {
        case .month(let month): month.description
        case .quarter(let year, let quarter): "\(padded(year, 4))-Q\(quarter)"
        case .year(let year): padded(year, 4)
        case .everything: "all"
        }
    }
}
