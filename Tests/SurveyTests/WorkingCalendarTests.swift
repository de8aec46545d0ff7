import Foundation
import Survey
import Testing

@Suite("Working days")
struct WorkingCalendarTests {
    private func vietnam() throws -> WorkingCalendar {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Templates/holidays-vn.csv").standardizedFileURL
        return try WorkingCalendar(csv: Data(contentsOf: file))
    }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test(
        "fifteen working days go around weekends, Tết, holidays and exchanged Saturdays",
        arguments: [
            // No holiday: three weeks.
            ("2024-03-01", "2024-03-22"),
            // Tết Giáp Thìn: five days off.
            ("2024-01-31", "2024-02-28"),
            // 18, 29, 30 April and 1 May off; Saturday 4 May worked.
            ("2024-04-15", "2024-05-09"),
            // From a Saturday counting starts on Monday.
            ("2024-06-01", "2024-06-21"),
            // Saturday 22 August worked, 31 August to 2 September off.
            ("2026-08-17", "2026-09-09"),
        ])
    func fifteen(from: String, due: String) throws {
        let expected = try day(due)
        #expect(try vietnam().due(in: 15, from: day(from)) == expected)
    }

    @Test("the days off that were announced are off, and the Saturdays worked for them are worked")
    func announced() throws {
        let calendar = try vietnam()
        func isWorking(_ text: String) throws -> Bool { calendar.isWorking(try day(text)) }
        for off in ["2024-04-29", "2025-05-02", "2026-01-02", "2026-08-31", "2025-01-29", "2026-02-17"] {
            #expect(try !isWorking(off), "\(off)")
        }
        for worked in ["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"] {
            #expect(try isWorking(worked), "\(worked)")
        }
        #expect(try !isWorking("2024-05-05"))
        #expect(try isWorking("2024-05-06"))
    }

    @Test("every exchanged day off has its worked Saturday, and no year is without its eleven days and more")
    func complete() throws {
        let calendar = try vietnam()
        for year in 2024...2027 {
            let rows = calendar.exceptions(in: year)
            let worked = rows.count(where: \.isWorking)
            #expect(rows.count { $0.name == "Nghỉ hoán đổi" } == worked)
            // Eleven statutory days (Labour Code 2019, article 112), twelve from 2026, less those on weekends with no
            // substitute: the days of Tết that were weekends are replaced by days after it.
            #expect(rows.count - 2 * worked >= 10, "\(year)")
        }
    }

    @Test("a year whose holidays are not announced, or not in the file, is not settled")
    func settled() throws {
        let calendar = try vietnam()
        #expect(try calendar.isSettled(from: day("2024-03-01"), through: day("2026-12-31")))
        #expect(try !calendar.isSettled(from: day("2026-12-31"), through: day("2027-01-02")))
        #expect(try !calendar.isSettled(from: day("2030-01-01"), through: day("2030-01-02")))
    }

    @Test("counting working days undoes the due day, from any day")
    func inverse() throws {
        let calendar = try vietnam()
        let start = try day("2023-12-20")
        for offset in 0..<1500 {
            let from = start + offset
            let due = calendar.due(in: 15, from: from)
            #expect(calendar.isWorking(due) && calendar.workingDays(after: from, through: due) == 15)
        }
        #expect(calendar.due(in: 0, from: start) == start && calendar.workingDays(after: start, through: start) == 0)
    }

    @Test("a bad holiday file is refused with every bad line")
    func badFile() throws {
        let file = """
            day,kind,name
            2024-02-30,off,X
            2024-05-04,off,a Saturday
            2024-05-06,work,a Monday
            2024-05-07,holiday,X
            2024-05-08,off,X
            2024-05-08,off,X
            """
        let error = try #require(throws: SurveyError.self) { try WorkingCalendar(csv: Array(file.utf8)) }
        for line in [2, 3, 4, 5, 7] { #expect(error.message.en.contains("line \(line):")) }
        #expect(!error.message.en.contains("line 6:"))
        #expect(throws: SurveyError.self) { try WorkingCalendar(csv: Array("day,type\n".utf8)) }
    }
}
