/// Which days offices work: Monday to Friday, less the public holidays of a file, plus the Saturdays worked in exchange.
///
/// The file is CSV: `day,kind,name[,status][,note]`, with `kind` `off` or `work` and `status` `official` (assumed when
/// empty) or `provisional`, for years whose holidays are not yet announced. `Templates/holidays-vn.csv` is one.
public struct WorkingCalendar: Sendable, Hashable {
    /// A day that is not as its weekday says.
    public struct Exception: Sendable, Hashable {
        public let day: Day
        /// A working Saturday or Sunday; otherwise a day off.
        public let isWorking: Bool
        public let name: String
        /// Whether the day was not yet announced when the file was written.
        public let isProvisional: Bool
    }

    private let exceptions: [Day: Exception]
    /// The years for which there is any row, all of them official.
    private let settledYears: Set<Int>

    /// Weekends only.
    public init() { self.init([]) }

    public init(_ exceptions: [Exception]) {
        self.exceptions = Dictionary(exceptions.map { ($0.day, $0) }, uniquingKeysWith: { _, last in last })
        let years = Set(exceptions.map(\.day.parts.year))
        settledYears = years.subtracting(exceptions.filter(\.isProvisional).map(\.day.parts.year))
    }

    /// In the order of days.
    public func exceptions(in year: Int) -> [Exception] {
        exceptions.values.filter { $0.day.parts.year == year }.sorted { $0.day < $1.day }
    }

    public func isWorking(_ day: Day) -> Bool { exceptions[day]?.isWorking ?? (day.weekday <= 5) }

    /// The day on which so many working days are over, counted from the day after `day` (Civil Code 2015, article 147).
    ///
    /// - Parameter workingDays: 0 gives `day` itself.
    public func due(in workingDays: Int, from day: Day) -> Day {
        var day = day
        var left = workingDays
        while left > 0 {
            day = day + 1
            if isWorking(day) { left -= 1 }
        }
        return day
    }

    /// How many working days there are after `from`, up to and including `to`; 0 when `to` is not after `from`.
    public func workingDays(after from: Day, through to: Day) -> Int {
        guard from < to else { return 0 }
        return (1...(to - from)).count { isWorking(from + $0) }
    }

    /// Whether the holidays of every year that a stretch touches are known for good. Where not, a due day may still move.
    public func isSettled(from: Day, through to: Day) -> Bool {
        guard from <= to else { return true }
        return (from.parts.year...to.parts.year).allSatisfy(settledYears.contains)
    }
}
