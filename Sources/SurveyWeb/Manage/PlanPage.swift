/// Targets, what falls below them, and the tasks of the remediation plan with their courses.
struct PlanPage: Page {
    static let template = "manage-plan"

    /// A unit with figures that are clearly below their targets, and what goes with them in the data.
    struct Proposal: Sendable {
        let unit: String
        let figures: [Figure]
        /// Sentences, each about one kind of thing.
        let evidence: [EvidenceWords.Sentence]
        let form: TaskForm
    }

    /// One criterion of a proposal.
    struct Figure: Sendable {
        let criterion: String
        let share: String
        let interval: String
        let count: String
        let responseRate: String
        let coverage: String
        let target: String
        /// In percentage points.
        let gap: String
        /// The day of the figures, when newer answers wait.
        let asOf: String?
        /// That a task is under way for it.
        let assigned: String?
    }

    /// The form that assigns a task.
    struct TaskForm: Sendable {
        let action: String
        let csrf: String
        let criteria: [FormChoice]
        /// The one of a proposal; all in the form for any task.
        let units: [FormChoice]
        /// Whether there is a unit to choose.
        let isFree: Bool
        let what: String
        let role: String
        let due: String
        /// Whether it came back with a mistake.
        let isOpen: Bool
    }

    struct Task: Sendable {
        /// Names its place in the page.
        let anchor: String
        let what: String
        let unit: String
        let criterion: String
        let role: String
        let assignedOn: String
        let due: String
        let overdue: String?
        let state: String
        /// The target at the assignment, nil when there was none.
        let target: String?
        /// Whether the change is more than noise, in a sentence.
        let change: String
        /// Whose months they are, where the task's unit has been taken over since.
        let merged: String?
        let chart: String
        let months: [Month]
        let steps: [FollowUpItemPage.Step]
        /// nil for a task that has ended.
        let form: FollowUpItemPage.Form?
    }

    /// A month of a task's course, as its table has it.
    struct Month: Sendable {
        let month: String
        let share: String
        let interval: String
        let count: String
        let responseRate: String
        let coverage: String
        /// Before, in between or after.
        let part: String
    }

    /// A target and how the unit stands to it.
    struct Check: Sendable {
        let unit: String
        let criterion: String
        let target: String
        /// The unit above that the target comes from, nil when it is the unit's own.
        let from: String?
        let share: String
        let count: String
        let responseRate: String
        let coverage: String
        let verdict: String
    }

    /// The form that sets a target.
    struct TargetForm: Sendable {
        let action: String
        let csrf: String
        let criteria: [FormChoice]
        let units: [FormChoice]
    }

    let frame: OfficeFrame
    let t: [String: String]
    let periods: PeriodChoice
    let proposals: [Proposal]
    let tasks: [Task]
    let checks: [Check]
    /// For any task; nil for a scope without a unit.
    let taskForm: TaskForm?
    /// nil for an account that may set none.
    let targetForm: TargetForm?
    /// What each criterion is computed from.
    let sources: [String]
}
