/// A task of the remediation plan: what a unit does about a criterion, who answers for it, and by when.
public struct PlanTask: Sendable, Hashable, Identifiable {
    public enum State: String, Sendable, CaseIterable, Codable {
        case assigned, done, dropped

        public var name: Localized {
            switch self {
            case .assigned: Localized(vi: "Đang làm", en: "Under way")
            case .done: Localized(vi: "Đã xong", en: "Done")
            case .dropped: Localized(vi: "Đã bỏ", en: "Dropped")
            }
        }

        /// What to do, for the button that leads here.
        public var act: Localized {
            switch self {
            case .assigned: Localized(vi: "Ghi tiến độ", en: "Note progress")
            case .done: Localized(vi: "Báo đã xong", en: "Report done")
            case .dropped: Localized(vi: "Bỏ việc này", en: "Drop it")
            }
        }

        /// Where a task may go from here; progress is noted without a change.
        public var next: [State] { self == .assigned ? [.assigned, .done, .dropped] : [] }
    }

    /// What may be said of a task: at its assignment, its progress, and its end.
    public struct Step: Sendable, Hashable {
        public var state: State
        public var note: String
        public var actor: String
        /// Seconds since 1970-01-01T00:00:00Z.
        public var moment: Int

        public init(state: State, note: String, actor: String, moment: Int) {
            self.state = state
            self.note = note
            self.actor = actor
            self.moment = moment
        }
    }

    /// What is asked for when a task is assigned.
    public struct Draft: Sendable, Hashable {
        public var criterion: Criterion
        public var unitID: AdministrativeUnit.ID
        public var what: String
        /// A function and no name: `Trưởng bộ phận Một cửa`.
        public var ownerRole: String
        public var dueOn: Day

        /// - Throws: `SurveyError` (`invalid`) for words that are missing or too long, or a day that is over.
        public init(
            criterion: Criterion, unitID: AdministrativeUnit.ID, what: String, ownerRole: String, dueOn: Day,
            today: Day
        ) throws {
            self.criterion = criterion
            self.unitID = unitID
            // Masked like a comment: nobody's number belongs into a plan.
            self.what = Comment(typed: what)?.text ?? ""
            self.ownerRole = Comment(typed: ownerRole)?.text ?? ""
            self.dueOn = dueOn
            guard !self.what.isEmpty, (1...120).contains(self.ownerRole.count) else {
                throw SurveyError(
                    .invalid,
                    vi: "Ông/Bà vui lòng ghi việc phải làm, và chức danh người phụ trách (không quá 120 ký tự).",
                    en:
                        "Please write what is to be done, and the role of whoever answers for it (up to 120 characters)."
                )
            }
            guard dueOn >= today else {
                throw SurveyError(
                    .invalid, vi: "Hạn hoàn thành đã qua. Ông/Bà vui lòng chọn ngày khác.",
                    en: "The due day is over. Please choose another.")
            }
        }
    }

    public var id: Int
    public var draft: Draft
    /// The target at the assignment, in thousandths; nil when there was none.
    public var permille: Int?
    public var assignedOn: Day
    public var state: State
    /// The day on which it was reported done.
    public var doneOn: Day?
    /// The oldest first.
    public var steps: [Step]

    public init(
        id: Int, draft: Draft, permille: Int?, assignedOn: Day, state: State, doneOn: Day?, steps: [Step]
    ) {
        self.id = id
        self.draft = draft
        self.permille = permille
        self.assignedOn = assignedOn
        self.state = state
        self.doneOn = doneOn
        self.steps = steps
    }

    /// Whether the due day has passed and it is not done.
    public func isOverdue(on today: Day) -> Bool { state == .assigned && draft.dueOn < today }
}

extension PlanTask.Draft {
    /// A task as it was stored.
    public init(
        storedCriterion criterion: Criterion, unitID: AdministrativeUnit.ID, what: String, ownerRole: String, dueOn: Day
    ) {
        self.criterion = criterion
        self.unitID = unitID
        self.what = what
        self.ownerRole = ownerRole
        self.dueOn = dueOn
    }
}
