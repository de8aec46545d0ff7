import Survey

@testable import SurveyWeb

/// One page of every kind that managers see, with nothing in it empty.
enum ManagePageSamples {
    static func pages(frame: OfficeFrame, t: [String: String]) -> [any Page] {
        let texts = Texts(language: .vietnamese, table: t)
        let link = ChoiceLink(text: "a", href: "b", isCurrent: true)
        var counts = ReportCounts()
        counts.completed = 20
        counts.issued = 18
        counts.answers = 10
        counts.satisfied = 9
        let row = FigureRow(
            ReportRow(code: "a", name: "b", validFrom: Day(number: 0), counts: counts), href: "c", texts: texts)
        let november = Month(number: 2026 * 12 + 10)
        let periods = PeriodChoice(.month(november), known: november - 1...november + 1, texts: texts) { "\($0)" }
        return [
            OverviewPage(
                frame: frame, t: t, groupings: [link], boundaries: [link], periods: periods, scope: "a", total: row,
                trend: OverviewPage.Trend(chart: "a", rows: [row]), heading: "a", chart: "b", rows: [row],
                threshold: "c")
        ]
    }
}
