import Testing

@testable import Survey

@Suite struct PeriodTests {
    @Test("a month knows its first and last day, February of a leap year and the last month there is too")
    func monthDays() throws {
        let february = try #require(Month("2024-02"))
        #expect(february.firstDay.description == "2024-02-01" && february.lastDay.description == "2024-02-29")
        let last = try #require(Month("9999-12"))
        #expect(last.firstDay.description == "9999-12-01" && last.lastDay.description == "9999-12-31")
        var month = try #require(Month("1899-11"))
        for _ in 0..<3000 {
            #expect(month.firstDay.month == month && month.lastDay.month == month)
            #expect((month.lastDay + 1) == (month + 1).firstDay)
            #expect(Month(month.description) == month)
            #expect(Month(year: month.year, month: month.ofYear) == month)
            month = month + 1
        }
    }

    @Test(
        "what is no month is refused",
        arguments: ["2024-13", "2024-00", "2024-1", "2024", "2024-Q1", "+024-01", "", "2024-05-01"])
    func notMonth(_ text: String) {
        #expect(Month(text) == nil)
    }

    @Test(
        "a period reads back from what it prints",
        arguments: [
            "2024-05", "2024-Q1", "2024-Q2", "2024-Q4", "2024", "0001", "0999-Q3", "all",
        ])
    func roundTrip(_ text: String) throws {
        #expect(try #require(Period(text)).description == text)
    }

    @Test(
        "what is no period is refused",
        arguments: [
            "2024-Q0", "2024-Q5", "2024-Q", "2024-q1", "+024-Q1", "-024-Q1", "+024", "-024", "0000", "0000-Q1", "24",
            "20245", "All", "",
            "2024-13", "２０２４", "2024-Q+", "2024-1",
        ])
    func refused(_ text: String) {
        #expect(Period(text) == nil)
    }

    @Test("a period covers its months and is found again from them")
    func months() throws {
        let expected = [
            ("2024-05", "2024-05", "2024-05"), ("2024-Q1", "2024-01", "2024-03"), ("2024-Q4", "2024-10", "2024-12"),
            ("2024", "2024-01", "2024-12"),
        ]
        for (text, from, to) in expected {
            let period = try #require(Period(text))
            let months = try #require(period.months)
            #expect(months.lowerBound.description == from && months.upperBound.description == to)
            #expect(Period(from: months.lowerBound, to: months.upperBound) == period)
        }
        #expect(Period.everything.months == nil)
    }

    @Test(
        "months that are no calendar period are none",
        arguments: [
            ("2024-02", "2024-04"), ("2024-01", "2024-02"), ("2024-01", "2024-06"), ("2024-02", "2025-01"),
            ("2024-05", "2024-04"),
        ])
    func noCalendarPeriod(_ from: String, _ to: String) throws {
        #expect(try Period(from: #require(Month(from)), to: #require(Month(to))) == nil)
    }

    @Test("a period is written in both languages")
    func written() throws {
        #expect(try #require(Period("2024-05")).written(.vietnamese) == "tháng 5/2024")
        #expect(try #require(Period("2024-05")).written(.english) == "May 2024")
        #expect(try #require(Period("2024-Q2")).written(.vietnamese) == "quý 2/2024")
        #expect(try #require(Period("2024-Q2")).written(.english) == "quarter 2 of 2024")
        #expect(Period.everything.written(.vietnamese) == "toàn bộ thời gian")
    }
}
