import Hummingbird
import Survey
import SurveyStore

/// `/manage/plan`: proposals, tasks and targets within the account's scope, and the forms that change them.
struct PlanRoutes: Sendable {
    let site: Site

    func add(to group: RouterGroup<ManageContext>) {
        group.get(SiteURL.managePlan.pattern, use: show)
        group.post(SiteURL.managePlanTargets.pattern, use: setTarget)
        group.post(SiteURL.managePlanTasks.pattern, use: assign)
        group.post(SiteURL.managePlanTask("{id}").pattern, use: move)
    }

    @Sendable private func show(_ request: Request, _ context: ManageContext) async throws -> Response {
        guard request.query("period") != nil else {
            let desk = try await PlanDesk(site, request, context)
            return .seeOther(desk.path(SiteURL.managePlan))
        }
        let desk = try await PlanDesk(site, request, context)
        let notice = request.query("saved") == nil ? nil : desk.texts["done"]
        return try await desk.page(notice: notice).response()
    }

    @Sendable private func setTarget(_ request: Request, _ context: ManageContext) async throws -> Response {
        try await change(request, context) { fields, desk in
            let unit = try desk.unit(fields)
            guard desk.maySetTarget(unit) else { throw ManageScope.outside }
            let typed = fields["share"] ?? ""
            try await site.store.setTarget(
                try PlanRoutes.criterion(fields), of: unit.id,
                permille: typed.isEmpty ? nil : try Target.permille(typed: typed), by: context.account.name)
            return "targets"
        }
    }

    @Sendable private func assign(_ request: Request, _ context: ManageContext) async throws -> Response {
        try await change(request, context) { fields, desk in
            guard let due = Day(fields["due"] ?? "") else {
                throw SurveyError(.invalid, vi: "Ông/Bà vui lòng chọn hạn hoàn thành.", en: "Please choose a due day.")
            }
            let draft = try PlanTask.Draft(
                criterion: try PlanRoutes.criterion(fields), unitID: try desk.unit(fields).id,
                what: fields["what"] ?? "", ownerRole: fields["role"] ?? "", dueOn: due, today: site.store.today)
            let id = try await site.store.assign(draft, by: context.account.name)
            return "task-\(id)"
        }
    }

    @Sendable private func move(_ request: Request, _ context: ManageContext) async throws -> Response {
        try await change(request, context) { fields, desk in
            guard let id = context.parameters.get("id").flatMap({ Int($0) }),
                let task = try await site.store.tasks().first(where: { $0.id == id })
            else { throw SurveyError(.notFound, vi: "không có việc này", en: "there is no such task") }
            guard desk.scope.contains(unit: task.draft.unitID) else { throw ManageScope.outside }
            guard let state = PlanTask.State(rawValue: fields["to"] ?? "") else {
                throw SurveyError(.invalid, vi: "không có trạng thái này", en: "there is no such state")
            }
            try await site.store.moveTask(id, to: state, note: fields["note"] ?? "", by: context.account.name)
            return "task-\(id)"
        }
    }

    /// Reads a form, changes something and leads back to its place in the page; or shows the page with what is wrong.
    private func change(
        _ request: Request, _ context: ManageContext,
        _ body: (FormFields, PlanDesk) async throws -> String
    ) async throws -> Response {
        let fields = try await context.form(request, within: site.formTime)
        let desk = try await PlanDesk(site, request, context)
        let place: String
        do {
            place = try await body(fields, desk)
        } catch let error as SurveyError where [.invalid, .conflict].contains(error.code) {
            return try await desk.page(typed: fields, error: error.message[request.language]).response(
                error.code.status)
        }
        return .seeOther(desk.path(SiteURL.managePlan, saved: true) + "#\(place)")
    }

    private static func criterion(_ fields: FormFields) throws -> Criterion {
        guard let criterion = Criterion(rawValue: fields["criterion"] ?? "") else {
            throw SurveyError(.invalid, vi: "không có tiêu chí này", en: "there is no such criterion")
        }
        return criterion
    }
}

extension ManageScope {
    /// Whether a unit, with everything below it, is within the scope.
    func contains(unit id: AdministrativeUnit.ID) -> Bool { units?.contains(id) ?? true }
}
