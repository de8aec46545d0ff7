/// A criterion's course around a task: the whole months before it was assigned, and those after it.
///
/// *Before* are the six calendar months before the month of the assignment; *after* are up to six whole months after the
/// month in which the task was reported done or, until it is, after that of the assignment. The months in between are in
/// neither. Months whose figures may not be shown count nowhere. The change is told by ``ShareChange``. When the months were
/// rated on several scales, nothing is added up and no change is told.
///
/// A unit that gets a task for a bad stretch would come back a little by itself (regression towards the mean), and other
/// things change too: the course shows whether it went better afterwards, never why.
public struct TaskCourse: Sendable, Hashable {
    /// How many months are compared on either side at the most.
    public static let length = 6

    public let before: ClosedRange<Month>
    /// nil while there is no whole month.
    public let after: ClosedRange<Month>?
    /// nil when no month of that side has a figure, or when they are on several scales.
    public let countBefore: SatisfiedCount?
    public let countAfter: SatisfiedCount?
    /// nil while one side has no figure.
    public let change: ShareChange?
    /// Whether the compared months were rated on more than one scale.
    public let isOnSeveralScales: Bool

    /// - Parameters:
    ///   - counts: published counts by month; a month without is hidden or empty.
    ///   - minimum: the least number on either side.
    public init(_ task: PlanTask, counts: [Month: SatisfiedCount], today: Day, minimum: Int) {
        before = TaskCourse.before(task)
        after = TaskCourse.after(task, today: today)
        func parts(_ months: ClosedRange<Month>?) -> [SatisfiedCount] {
            counts.filter { months?.contains($0.key) ?? false }.map(\.value)
        }
        func sum(_ parts: [SatisfiedCount]) -> SatisfiedCount? {
            let n = parts.reduce(0) { $0 + $1.n }
            guard n > 0, let first = parts.first, parts.allSatisfy({ $0.scale == first.scale }) else { return nil }
            return SatisfiedCount(satisfied: parts.reduce(0) { $0 + $1.satisfied }, of: n, scale: first.scale)
        }
        let (early, late) = (parts(before), parts(after))
        isOnSeveralScales = !early.isEmpty && !late.isEmpty && Set((early + late).map(\.scale)).count > 1
        countBefore = sum(early)
        countAfter = sum(late)
        change =
            if let countBefore, let countAfter {
                ShareChange(from: countBefore, to: countAfter, minimum: minimum)
            } else {
                nil
            }
    }

    /// The months that its chart shows: from the first before to the last whole month, or the last after.
    public static func months(_ task: PlanTask, today: Day) -> ClosedRange<Month> {
        let last = after(task, today: today)?.upperBound ?? max(today.month - 1, task.assignedOn.month)
        return before(task).lowerBound...max(last, task.assignedOn.month)
    }

    private static func before(_ task: PlanTask) -> ClosedRange<Month> {
        (task.assignedOn.month - length)...(task.assignedOn.month - 1)
    }

    private static func after(_ task: PlanTask, today: Day) -> ClosedRange<Month>? {
        let first = (task.doneOn ?? task.assignedOn).month + 1
        let last = min(first + (length - 1), today.month - 1)
        return first <= last ? first...last : nil
    }
}
