import Hummingbird
import Survey
import SurveyStore

/// `/manage/follow-up`: the items within the account's scope, and `/manage/follow-up/ID`, where one is taken further.
struct FollowUpRoutes: Sendable {
    let site: Site

    /// How many comments an item shows; the others are one link away.
    private static let mostComments = 12

    func add(to group: RouterGroup<ManageContext>) {
        group.get(SiteURL.manageFollowUp.pattern, use: list)
        group.get(SiteURL.manageFollowUpItem("{id}").pattern, use: show)
        group.post(SiteURL.manageFollowUpItem("{id}").pattern, use: move)
    }

    @Sendable private func list(_ request: Request, _ context: ManageContext) async throws -> Response {
        let words = try FollowUpWords(site, request)
        let showsClosed = request.query("show") == "closed"
        func path(_ show: String) -> String {
            SiteURL.manageFollowUp.path(["show": show, "lang": request.query("lang")])
        }
        guard showsClosed || request.query("show") == "active" else { return .seeOther(path("active")) }
        let scope = ManageScope(context.account, catalogue: words.catalogue)
        let items = try await site.store.followUps().filter { scope.contains(desk: $0.finding.deskID) }
        let shown = items.filter { ($0.state == .closed) == showsClosed }
        let texts = words.texts
        let page = FollowUpPage(
            frame: try site.manageFrame(request, context, title: texts["followUpTitle"], current: .manageFollowUp),
            t: texts.table,
            choices: [
                ChoiceLink(text: texts["followUpActive"], href: path("active"), isCurrent: !showsClosed),
                ChoiceLink(text: texts["followUpClosed"], href: path("closed"), isCurrent: showsClosed),
            ],
            rows: shown.map { words.row($0) },
            summary: texts.filled(
                showsClosed ? "followUpCountClosed" : "followUpCount",
                [
                    "count": "\(shown.count)", "overdue": "\(shown.count { $0.isOverdue(on: site.store.today) })",
                ]),
            about: texts.filled(
                "followUpAbout",
                ["least": "\(try site.store.settings().smallCell)", "days": "\(FollowUpRule.workingDays)"]))
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }

    @Sendable private func show(_ request: Request, _ context: ManageContext) async throws -> Response {
        let item = try await item(context)
        let notice = request.query("saved") == nil ? nil : try site.renderer.texts("manage", request.language)["done"]
        return try await page(item, request, context, notice: notice).response()
    }

    @Sendable private func move(_ request: Request, _ context: ManageContext) async throws -> Response {
        let fields = try await context.form(request, within: site.formTime)
        let item = try await item(context)
        let note = fields["note"] ?? ""
        do {
            if fields["do"] == "due" {
                guard let from = Day(fields["from"] ?? ""), let day = Day(fields["day"] ?? "") else {
                    throw SurveyError(.invalid, vi: "ngày không đúng", en: "that is no day")
                }
                try await site.store.moveFollowUpDue(item.id, from: from, to: day, note: note, by: context.account.name)
                return saved(item, request)
            }
            guard let from = FollowUpState(rawValue: fields["from"] ?? ""),
                let to = FollowUpState(rawValue: fields["to"] ?? "")
            else {
                throw SurveyError(.invalid, vi: "không có trạng thái này", en: "there is no such state")
            }
            try await site.store.moveFollowUp(item.id, from: from, to: to, note: note, by: context.account.name)
        } catch let error as SurveyError where error.code != .unavailable {
            // What was typed comes back, over the item as it stands now.
            return try await page(
                try await self.item(context), request, context, typed: note,
                typedDay: fields["do"] == "due" ? fields["day"] ?? "" : nil, error: error.message[request.language]
            ).response(error.code.status)
        }
        return saved(item, request)
    }

    private func saved(_ item: FollowUpItem, _ request: Request) -> Response {
        .seeOther(SiteURL.manageFollowUpItem("\(item.id)").path(["saved": "1", "lang": request.query("lang")]))
    }

    /// The item of the address.
    ///
    /// - Throws: `SurveyError`: `notFound`, or `forbidden` outside the scope.
    private func item(_ context: ManageContext) async throws -> FollowUpItem {
        guard let id = context.parameters.get("id").flatMap({ Int($0) }), let item = try await site.store.followUp(id)
        else { throw SurveyError(.notFound, vi: "không có việc theo dõi này", en: "there is no such item") }
        let scope = ManageScope(context.account, catalogue: try site.store.catalogue())
        guard scope.contains(desk: item.finding.deskID) else { throw ManageScope.outside }
        return item
    }

    private func page(
        _ item: FollowUpItem, _ request: Request, _ context: ManageContext, typed: String = "",
        typedDay: String? = nil, notice: String? = nil, error: String? = nil
    ) async throws -> RenderedPage {
        let month = try await site.store.comments(in: item.finding.month)
        let comments = (month.comments(of: .desk(item.finding.deskID)) ?? []).filter { !$0.isHidden }
        let words = try FollowUpWords(site, request)
        let texts = words.texts
        let address = SiteURL.manageFollowUpItem("\(item.id)").path(["lang": request.query("lang")])
        let page = FollowUpItemPage(
            frame: try site.manageFrame(
                request, context, title: words.title(item), current: .manageFollowUp, notice: notice, error: error),
            t: texts.table,
            back: ChoiceLink(
                text: texts["followUpTitle"],
                href: SiteURL.manageFollowUp.path(["show": "active", "lang": request.query("lang")]), isCurrent: false),
            row: words.row(item), openedOn: item.openedOn.written(texts.language), links: words.links(item),
            comments: comments.prefix(FollowUpRoutes.mostComments).map(\.text),
            steps: item.steps.map { step in
                FollowUpItemPage.Step(
                    state: step.dueOn.map { texts.filled("dueMoved", ["day": $0.written(texts.language)]) }
                        ?? step.state.name[texts.language], moment: SettingsRoutes.written(step.moment, texts.language),
                    actor: step.actor == FollowUpRule.actor ? texts["byService"] : step.actor,
                    note: step.note.isEmpty ? nil : step.note)
            },
            form: item.state.next.isEmpty
                ? nil
                : FollowUpItemPage.Form(
                    action: address, csrf: context.signedIn.csrf.text, from: item.state.rawValue,
                    note: typedDay == nil ? typed : "",
                    buttons: item.state.next.enumerated().map { index, state in
                        .init(state: state.rawValue, text: state.act[texts.language], isQuiet: index > 0)
                    }),
            dueForm: item.state.isPending
                ? FollowUpItemPage.DueForm(
                    action: address, csrf: context.signedIn.csrf.text, from: item.dueOn.description,
                    day: typedDay ?? item.dueOn.description, note: typedDay == nil ? "" : typed,
                    isOpen: typedDay != nil)
                : nil)
        return RenderedPage(linking: try site.renderer.render(page))
    }
}
