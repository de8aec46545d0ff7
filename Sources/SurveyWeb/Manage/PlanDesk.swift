import Hummingbird
import Survey
import SurveyStore

/// Makes the plan page for one request: gathers the published figures of the scope's units, and puts them into words.
struct PlanDesk: Sendable {
    let site: Site
    let request: Request
    let context: ManageContext
    let texts: Texts
    let scope: ManageScope
    let period: Period
    let known: ClosedRange<Month>
    /// Those of today with a desk, within the scope, the highest first.
    let units: [AdministrativeUnit]

    init(_ site: Site, _ request: Request, _ context: ManageContext) async throws {
        self.site = site
        self.request = request
        self.context = context
        texts = try site.renderer.texts("manage", request.language)
        let scope = ManageScope(context.account, catalogue: try site.store.catalogue())
        self.scope = scope
        known = try await site.knownMonths()
        let today = site.store.today
        if let text = request.query("period") {
            guard let period = Period(text) else {
                throw SurveyError(
                    .invalid, vi: "không có số liệu cho “period=\(text.prefix(40))”",
                    en: "there are no figures for “period=\(text.prefix(40))”")
            }
            self.period = period
        } else {
            // The last quarter that is over: long enough to say something, and near enough to act on.
            let last = min(today.month - 3, known.upperBound)
            period = .quarter(year: last.year, quarter: (last.ofYear + 2) / 3)
        }
        units = try site.unitsWithDesks().filter { scope.contains(unit: $0.id) }
    }

    /// The unit that a form names, by its code.
    ///
    /// - Throws: `SurveyError` (`forbidden`) for one that is not in the scope, or is not at all.
    func unit(_ fields: FormFields) throws -> AdministrativeUnit {
        guard let unit = units.first(where: { $0.code == fields["unit"] }) else { throw ManageScope.outside }
        return unit
    }

    /// Targets come from above: an account may not set those of the units that its own scope names.
    func maySetTarget(_ unit: AdministrativeUnit) -> Bool {
        !scope.isLimited || scope.contains(unit: unit.id) && !context.account.units.contains(unit.code)
    }

    func path(_ address: SiteURL, saved: Bool = false) -> String {
        path(address, period, saved: saved)
    }

    private func path(_ address: SiteURL, _ period: Period, saved: Bool = false) -> String {
        address.path([
            "period": period.description, "lang": request.query("lang"), "saved": saved ? "1" : nil,
        ])
    }

    /// - Parameter typed: the fields of a form that came back with a mistake.
    func page(typed: FormFields? = nil, notice: String? = nil, error: String? = nil) async throws -> RenderedPage {
        let tasks = try await site.store.tasks().filter { scope.contains(unit: $0.draft.unitID) }
        let checked = try await site.checkedTargets(units, in: period)
        var proposals: [PlanPage.Proposal] = []
        for unit in units {
            let below = checked.filter { $0.unit.id == unit.id && $0.isProposed }
            if below.isEmpty { continue }
            let assigned = Set(
                tasks.filter { scope.catalogue.unitToday($0)?.id == unit.id && $0.state == .assigned }.map(
                    \.draft.criterion))
            proposals.append(try await proposal(unit, below, assigned: assigned, typed: typed))
        }
        let minimum = try site.store.settings().smallCell
        let course = try await PlanCourses(site, tasks, today: site.store.today, minimum: minimum, texts: texts)
        let settable = units.filter(maySetTarget)
        let page = PlanPage(
            frame: try site.manageFrame(
                request, context, title: texts["planTitle"], current: .managePlan, notice: notice, error: error),
            t: texts.table,
            periods: PeriodChoice(period, known: known, texts: texts) { path(.managePlan, $0) },
            proposals: proposals, tasks: tasks.map { task(course, $0) }, checks: checked.map { check($0) },
            taskForm: units.isEmpty ? nil : taskForm(Criterion.allCases, units, typed: typed, isFree: true),
            targetForm: settable.isEmpty
                ? nil
                : PlanPage.TargetForm(
                    action: path(.managePlanTargets), csrf: context.signedIn.csrf.text,
                    criteria: choices(Criterion.allCases, chosen: typed?["criterion"]),
                    units: choices(settable, chosen: typed?["unit"])),
            sources: Criterion.allCases.map {
                "\($0.name[texts.language]) = \($0.source[texts.language])"
            })
        return RenderedPage(linking: try site.renderer.render(page))
    }

    private var numbers: NumberStyle { NumberStyle(language: texts.language) }

    private func check(_ checked: CheckedTarget) -> PlanPage.Check {
        let target = checked.target
        let interval = checked.check.interval
        return PlanPage.Check(
            unit: checked.unit.name, criterion: target.criterion.name[texts.language],
            target: numbers.percent(target.share),
            from: target.unitID == checked.unit.id ? nil : scope.catalogue.units[target.unitID]?.name,
            share: interval.map { numbers.percent($0.share) } ?? "–",
            count: interval == nil ? "–" : numbers.whole(target.criterion.count(checked.row)?.n ?? 0),
            responseRate: checked.row.responseRate.map(numbers.percent) ?? "–",
            coverage: checked.row.coverage.map(numbers.percent) ?? "–",
            verdict: checked.verdict.words[texts.language])
    }

    private func proposal(
        _ unit: AdministrativeUnit, _ below: [CheckedTarget], assigned: Set<Criterion>, typed: FormFields?
    ) async throws -> PlanPage.Proposal {
        let evidence = try await site.store.evidence(unit, in: period)
        return PlanPage.Proposal(
            unit: unit.name, figures: below.map { figure($0, isAssigned: assigned.contains($0.target.criterion)) },
            evidence: EvidenceWords(texts: texts, catalogue: scope.catalogue, questionnaires: site.questionnaires)
                .sentences(evidence, criteria: Set(below.map(\.target.criterion))),
            form: taskForm(below.map(\.target.criterion), [unit], typed: typed, isFree: false))
    }

    private func figure(_ checked: CheckedTarget, isAssigned: Bool) -> PlanPage.Figure {
        let (target, row, interval) = (checked.target, checked.row, checked.check.interval)
        return PlanPage.Figure(
            criterion: target.criterion.name[texts.language], share: interval.map { numbers.percent($0.share) } ?? "–",
            interval: interval.map { numbers.interval($0.low, $0.high) } ?? "–",
            count: numbers.whole(target.criterion.count(row)?.n ?? 0),
            responseRate: row.responseRate.map(numbers.percent) ?? "–",
            coverage: row.coverage.map(numbers.percent) ?? "–", target: numbers.percent(target.share),
            gap: numbers.decimal((checked.check.gap ?? 0) * 100),
            asOf: target.criterion.isOfAnswers ? row.asOfWords(texts) : nil,
            assigned: isAssigned ? texts["planAssigned"] : nil)
    }

    private func taskForm(
        _ criteria: [Criterion], _ units: [AdministrativeUnit], typed: FormFields?, isFree: Bool
    ) -> PlanPage.TaskForm {
        let isMine =
            typed?["what"] != nil && (typed?["free"] == "1") == isFree
            && units.contains { $0.code == typed?["unit"] }
            && criteria.contains { $0.rawValue == typed?["criterion"] }
        return PlanPage.TaskForm(
            action: path(.managePlanTasks), csrf: context.signedIn.csrf.text,
            criteria: choices(criteria, chosen: typed?["criterion"]), units: choices(units, chosen: typed?["unit"]),
            isFree: isFree, what: isMine ? typed?["what"] ?? "" : "", role: isMine ? typed?["role"] ?? "" : "",
            due: isMine ? typed?["due"] ?? "" : (site.store.today + 30).description, isOpen: isMine)
    }

    private func choices(_ criteria: [Criterion], chosen: String?) -> [FormChoice] {
        criteria.map { FormChoice(value: $0.rawValue, text: $0.name[texts.language], isChosen: $0.rawValue == chosen) }
    }

    private func choices(_ units: [AdministrativeUnit], chosen: String?) -> [FormChoice] {
        units.map { FormChoice(value: $0.code, text: $0.name, isChosen: $0.code == chosen) }
    }

    /// `Xã Xuân Phương, nay là Xã Trà Lũ`
    private func unitName(_ task: PlanTask) -> String {
        guard let unit = scope.catalogue.units[task.draft.unitID] else { return "–" }
        let now = scope.catalogue.today(unit)
        return now.id == unit.id ? unit.name : texts.filled("unitNow", ["unit": unit.name, "now": now.name])
    }

    /// Before and after are compared within today's boundaries; says so where these are others than the task's.
    private func mergedWords(_ task: PlanTask) -> String? {
        guard let now = scope.catalogue.unitToday(task), now.id != task.draft.unitID else { return nil }
        return texts.filled("courseMerged", ["now": now.name])
    }

    private func task(_ courses: PlanCourses, _ task: PlanTask) -> PlanPage.Task {
        let course = courses.course(of: task)
        return PlanPage.Task(
            anchor: "task-\(task.id)", what: task.draft.what,
            unit: unitName(task),
            criterion: task.draft.criterion.name[texts.language], role: task.draft.ownerRole,
            assignedOn: task.assignedOn.written(texts.language), due: task.draft.dueOn.written(texts.language),
            overdue: task.isOverdue(on: site.store.today) ? texts["overdue"] : nil,
            state: task.state.name[texts.language],
            target: task.permille.map { numbers.percent(Double($0) / 1000) }, change: course.change,
            merged: mergedWords(task), chart: course.chart, months: course.months,
            steps: task.steps.map { step in
                FollowUpItemPage.Step(
                    state: step.state.name[texts.language], moment: SettingsRoutes.written(step.moment, texts.language),
                    actor: step.actor, note: step.note.isEmpty ? nil : step.note)
            },
            form: task.state.next.isEmpty
                ? nil
                : FollowUpItemPage.Form(
                    action: path(.managePlanTask("\(task.id)")), csrf: context.signedIn.csrf.text,
                    from: task.state.rawValue, note: "",
                    buttons: task.state.next.map { state in
                        .init(state: state.rawValue, text: state.act[texts.language], isQuiet: state != .done)
                    }))
    }
}
