import Survey
import SurveyStore

/// The published figures around all tasks, and what each task's course says.
struct PlanCourses: Sendable {
    /// A course as the page shows it.
    struct Words: Sendable {
        let change: String
        let chart: String
        let months: [PlanPage.Month]
    }

    private let texts: Texts
    private let today: Day
    private let minimum: Int
    private let catalogue: Catalogue
    /// By month and unit, in today's boundaries: a task of a unit that was merged goes on with its successor.
    private let figures: [Month: [AdministrativeUnit.ID: ReportRow]]

    init(_ site: Site, _ tasks: [PlanTask], today: Day, minimum: Int, texts: Texts) async throws {
        self.texts = texts
        self.today = today
        self.minimum = minimum
        let catalogue = try site.store.catalogue()
        self.catalogue = catalogue
        let units = Array(Set(tasks.compactMap { catalogue.unitToday($0) }))
        let months = Set(tasks.flatMap { task in TaskCourse.months(task, today: today).all })
        var figures: [Month: [AdministrativeUnit.ID: ReportRow]] = [:]
        for month in months.sorted() {
            figures[month] = try await site.store.unitFigures(units, in: .month(month))
        }
        self.figures = figures
    }

    func course(of task: PlanTask) -> Words {
        let months = TaskCourse.months(task, today: today)
        var rows: [Month: ReportRow] = [:]
        var counts: [Month: SatisfiedCount] = [:]
        for month in months.all {
            guard let row = catalogue.unitToday(task).flatMap({ figures[month]?[$0.id] }) else { continue }
            rows[month] = row
            guard let count = task.draft.criterion.count(row), count.n >= minimum else { continue }
            counts[month] = count
        }
        let course = TaskCourse(task, counts: counts, today: today, minimum: minimum)
        return Words(
            change: sentence(course, holds: holds(course, task, counts, rows)), chart: chart(task, months, counts),
            months: months.all.map { row($0, counts[$0], rows[$0], course) })
    }

    /// Whether the change is the same however many answers wait: a response rate that only may have changed has not.
    private func holds(
        _ course: TaskCourse, _ task: PlanTask, _ counts: [Month: SatisfiedCount], _ rows: [Month: ReportRow]
    ) -> Bool {
        guard task.draft.criterion == .response else { return true }
        return [course.before, course.after].allSatisfy { side in
            var most = counts
            for (month, row) in rows where counts[month] != nil && side?.contains(month) ?? false {
                most[month] = row.mostAnswered(minimum: minimum)
            }
            return TaskCourse(task, counts: most, today: today, minimum: minimum).change?.verdict
                == course.change?.verdict
        }
    }

    private var numbers: NumberStyle { NumberStyle(language: texts.language) }

    private func sentence(_ course: TaskCourse, holds: Bool) -> String {
        guard course.after != nil else { return texts["courseTooEarly"] }
        if course.isOnSeveralScales { return texts["courseOtherScale"] }
        guard let change = course.change, let difference = change.difference, let interval = change.interval,
            let before = change.earlier.interval, let after = change.later.interval
        else { return texts["courseUnknown"] }
        return texts.filled(
            "courseChange",
            [
                "verdict": (holds ? change.verdict : .noClearChange).words[texts.language],
                "before": numbers.percent(before.share),
                "nBefore": numbers.whole(change.earlier.n), "after": numbers.percent(after.share),
                "nAfter": numbers.whole(change.later.n), "difference": numbers.points(difference),
                "low": numbers.points(interval.lowerBound), "high": numbers.points(interval.upperBound),
            ])
    }

    private func chart(_ task: PlanTask, _ months: ClosedRange<Month>, _ counts: [Month: SatisfiedCount]) -> String {
        let shown = counts.count
        var marks = [(month: task.assignedOn.month, words: texts["markAssigned"])]
        if let done = task.doneOn { marks.append((month: done.month + 1, words: texts["markDone"])) }
        let chart = TrendChart(
            points: months.all.map {
                TrendChart.Point(month: $0, interval: counts[$0]?.interval, scale: counts[$0]?.scale)
            },
            target: task.permille.map { Double($0) / 1000 }, marks: marks,
            title: texts.filled("courseTitle", ["criterion": task.draft.criterion.name[texts.language]]),
            description: texts.filled("trendAbout", ["shown": "\(shown)", "all": "\(months.all.count)"]))
        return chart.chart("task-\(task.id)-chart", numbers: numbers).svg
    }

    private func row(
        _ month: Month, _ count: SatisfiedCount?, _ row: ReportRow?, _ course: TaskCourse
    ) -> PlanPage.Month {
        let part =
            course.before.contains(month)
            ? "partBefore" : course.after?.contains(month) == true ? "partAfter" : "partBetween"
        let interval = count?.interval
        return PlanPage.Month(
            month: month.written(texts.language),
            share: interval.map { numbers.percent($0.share) } ?? row?.hiddenWords(texts) ?? texts["noDossiers"],
            interval: interval.map { numbers.interval($0.low, $0.high) } ?? "–",
            count: count.map { numbers.whole($0.n) } ?? "–",
            responseRate: row?.responseRate.map(numbers.percent) ?? "–",
            coverage: row?.coverage.map(numbers.percent) ?? "–", part: texts[part])
    }
}

extension Catalogue {
    /// The unit that a task is of today: its own, or the one that took it over.
    func unitToday(_ task: PlanTask) -> AdministrativeUnit? { units[task.draft.unitID].map { today($0) } }
}

extension ClosedRange<Month> {
    /// Every month of the range.
    var all: [Month] { (lowerBound.number...upperBound.number).map { Month(number: $0) } }
}
