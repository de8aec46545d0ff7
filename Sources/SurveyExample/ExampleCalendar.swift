import Survey

/// The working days of the example: Monday to Friday without Vietnam's public holidays of 2024 to 2026.
///
/// In later years only the holidays of the solar calendar are left out. Saturdays worked to make up for a long holiday
/// are not working days here.
enum ExampleCalendar {
    static func isWorking(_ day: Day) -> Bool {
        guard day.weekday <= 5, !holidays.contains(where: { $0.contains(day) }) else { return false }
        let (_, month, ofMonth) = day.parts
        return !everyYear.contains { $0 == (month, ofMonth) }
    }

    /// The working days of a range, in order.
    static func workingDays(_ days: ClosedRange<Day>) -> [Day] {
        (days.lowerBound.number...days.upperBound.number).map { Day(number: $0) }.filter(isWorking)
    }

    /// The working day that lies `count` working days before a day; the day itself for 0.
    static func day(_ count: Int, before day: Day) -> Day {
        var day = day
        var rest = count
        while rest > 0 {
            day = day - 1
            if isWorking(day) { rest -= 1 }
        }
        return day
    }

    private static let everyYear = [(1, 1), (4, 30), (5, 1), (9, 2)]

    /// Tết, the kings' commemoration, and days that government moved; first and last day.
    private static let holidays: [ClosedRange<Day>] = [
        ("2024-02-08", "2024-02-14"), ("2024-04-18", "2024-04-18"), ("2024-04-29", "2024-05-01"),
        ("2024-09-02", "2024-09-03"), ("2025-01-25", "2025-02-02"), ("2025-04-07", "2025-04-07"),
        ("2025-04-30", "2025-05-02"), ("2025-09-01", "2025-09-02"), ("2026-01-01", "2026-01-02"),
        ("2026-02-14", "2026-02-22"), ("2026-04-27", "2026-04-27"), ("2026-08-31", "2026-09-02"),
    ].compactMap { first, last in
        guard let first = Day(first), let last = Day(last) else { return nil }
        return first...last
    }
}
