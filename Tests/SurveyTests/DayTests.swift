import Foundation
import Testing

@testable import Survey

@Suite struct DayTests {
    /// Foundation's calendar in Vietnam's time zone, Gregorian all the way back as ISO 8601 has it.
    static var calendar: Calendar {
        get throws {
            var calendar = Calendar(identifier: .iso8601)
            calendar.timeZone = try #require(TimeZone(identifier: "Asia/Ho_Chi_Minh"))
            return calendar
        }
    }

    @Test("parts and weekday agree with Foundation's calendar for two centuries")
    func calendar() throws {
        let calendar = try DayTests.calendar
        var number = try #require(Day(year: 1980, month: 1, day: 1)).number
        let end = try #require(Day(year: 2180, month: 1, day: 1)).number
        while number < end {
            let day = Day(number: number)
            let noon = Date(timeIntervalSince1970: Double(number) * 86_400 + 12 * 3600 - Day.offsetFromUTC)
            let expected = calendar.dateComponents([.year, .month, .day, .weekday], from: noon)
            let parts = day.parts
            #expect(expected.year == parts.year && expected.month == parts.month && expected.day == parts.day)
            #expect(expected.weekday == day.weekday % 7 + 1)
            #expect(Day(year: parts.year, month: parts.month, day: parts.day) == day)
            #expect(Day(day.description) == day)
            number += 3
        }
    }

    @Test("a day begins at midnight in Vietnam, whatever the hour in Greenwich")
    func midnight() throws {
        let calendar = try DayTests.calendar
        for text in ["2024-02-29", "2025-07-01", "2026-12-31", "1999-12-31"] {
            let day = try #require(Day(text))
            let parts = day.parts
            let start = try #require(
                calendar.date(from: DateComponents(year: parts.year, month: parts.month, day: parts.day))
            ).timeIntervalSince1970
            #expect(Day(unixTime: start) == day)
            #expect(Day(unixTime: start - 0.001) == day - 1)
            #expect(Day(unixTime: start + 86_399.999) == day)
            #expect(Day(unixTime: start + 86_400) == day + 1)
        }
        #expect(Day(unixTime: 0).description == "1970-01-01")
        #expect(Day(unixTime: -8 * 3600).description == "1969-12-31")
    }

    @Test(
        "a day that the calendar has not is refused",
        arguments: [
            "2023-02-29", "2100-02-29", "2024-02-30", "2024-04-31", "2024-13-01", "2024-00-10", "2024-01-00",
            "2024-01-32",
            "0000-01-01", "2024-1-01", "24-01-01", "2024/01/01", "2024-01-01 ", " 2024-01-01", "+024-01-01",
            "2024-01--1",
            "２０２４-01-01", "", "2024-01-01T00:00", "01-01-2024",
        ])
    func refused(_ text: String) {
        #expect(Day(text) == nil)
    }

    @Test("leap days exist in leap years only", arguments: [2000, 2024, 2028, 2400])
    func leap(_ year: Int) {
        #expect(Day(year: year, month: 2, day: 29) != nil)
        #expect(Day(year: year + 1, month: 2, day: 29) == nil)
    }

    @Test("a day is written as people write it")
    func written() throws {
        let day = try #require(Day("2024-05-01"))
        #expect(day.written(.vietnamese) == "01/05/2024")
        #expect(day.written(.english) == "1 May 2024")
        #expect(day.description == "2024-05-01")
    }

    @Test("days are counted and compared")
    func arithmetic() throws {
        let day = try #require(Day("2024-02-28"))
        #expect((day + 2).description == "2024-03-01")
        #expect(day - 28 == Day("2024-01-31"))
        #expect((day + 366) - day == 366)
        #expect(day < day + 1)
        #expect(day.month == Month("2024-02"))
    }

    @Test("a validity holds from its first day up to, not including, its end")
    func validity() throws {
        let from = try #require(Day("2024-09-01"))
        let to = try #require(Day("2025-07-01"))
        let validity = Validity(from: from, to: to)
        #expect(!validity.contains(from - 1) && validity.contains(from) && validity.contains(to - 1))
        #expect(!validity.contains(to))
        #expect(Validity().contains(from) && Validity(to: to).contains(from - 10_000))
        #expect(!validity.overlaps(Validity(from: to)) && !validity.overlaps(Validity(to: from)))
        #expect(validity.overlaps(Validity(from: to - 1)) && validity.overlaps(Validity(to: from + 1)))
        #expect(validity.overlaps(Validity()))
    }
}
