import Hummingbird
import Survey
import SurveyStore

/// `/manage/comments`: the comments that may be shown, and what a manager does with them.
struct CommentsRoutes: Sendable {
    let site: Site

    func add(to group: RouterGroup<ManageContext>) {
        group.get(SiteURL.manageComments.pattern) { request, context in
            try await page(request, context).response()
        }
        group.post(SiteURL.manageComments.pattern, use: moderate)
    }

    @Sendable private func moderate(_ request: Request, _ context: ManageContext) async throws -> Response {
        let fields = try await context.form(request, within: site.formTime)
        let choice = try await choice(request, context)
        guard let id = fields["id"].flatMap({ Int64($0) }) else { throw CommentsRoutes.malformed }
        let act: CommentModeration =
            switch fields["do"] {
            case "hide": .hide
            case "show": .show
            case "mask": .mask(fields["phrase"] ?? "")
            default: throw CommentsRoutes.malformed
            }
        let scope = ManageScope(context.account, catalogue: try site.store.catalogue())
        guard choice.place != nil || !scope.isLimited else { throw ManageScope.outside }
        let row = row(choice)
        do {
            try await site.store.moderate(id, act, in: row, of: choice.month, by: context.account.name)
        } catch let error as SurveyError {
            return try await page(request, context, error: error.message[request.language]).response(error.code.status)
        }
        return .seeOther(choice.path(on: .manageComments))
    }

    private static var malformed: SurveyError {
        SurveyError(.invalid, vi: "biểu mẫu thiếu thông tin", en: "the form lacks something")
    }

    private func choice(_ request: Request, _ context: ManageContext) async throws -> CommentsChoice {
        let scope = ManageScope(context.account, catalogue: try site.store.catalogue())
        return try CommentsChoice(request, latest: try await site.knownMonths().upperBound, scope: scope)
    }

    private func page(_ request: Request, _ context: ManageContext, error: String? = nil) async throws -> RenderedPage {
        let scope = ManageScope(context.account, catalogue: try site.store.catalogue())
        let choice = try await choice(request, context)
        let texts = try site.renderer.texts("comments", request.language)
        let numbers = NumberStyle(language: request.language)
        let month = try await site.store.comments(in: choice.month)
        let known = try await site.knownMonths()
        // The sum of a scope is no row of its own, so that nobody can take it from the whole.
        let found: [ShownComment]?? = choice.place == nil && scope.isLimited ? .none : month.comments(of: row(choice))
        let comments = (found ?? nil) ?? []
        let hidden = comments.count { $0.isHidden }
        func neighbour(_ month: Month) -> ChoiceLink? {
            guard known.contains(month) else { return nil }
            return ChoiceLink(
                text: month.written(request.language), href: choice.with { $0.month = month }.path(on: .manageComments),
                isCurrent: false)
        }
        let page = CommentsPage(
            frame: try site.manageFrame(
                request, context, title: texts["title"], current: .manageComments, error: error),
            t: texts.table, month: choice.month.written(request.language), previous: neighbour(choice.month - 1),
            next: neighbour(choice.month + 1), heading: choice.place?.name ?? texts["everything"],
            back: choice.place.map { _ in
                ChoiceLink(
                    text: texts["back"], href: choice.with { $0.place = nil }.path(on: .manageComments),
                    isCurrent: false)
            },
            placesTitle: texts["places"],
            places: choice.places(scope).map { place in
                let inside = month.comments(of: place.row)
                let hidden = inside?.count { $0.isHidden } ?? 0
                return CommentsPage.Place(
                    name: place.name, href: choice.with { $0.place = place }.path(on: .manageComments),
                    count: inside.map { numbers.whole($0.count - hidden) },
                    hidden: hidden > 0 ? numbers.whole(hidden) : nil)
            },
            comments: comments.filter { choice.showsHidden || !$0.isHidden }.map { comment in
                CommentsPage.Comment(
                    id: "\(comment.id)", text: comment.text,
                    desk: comment.deskID.flatMap { scope.catalogue.desks[$0]?.name }, isHidden: comment.isHidden)
            },
            reason: reason(found, texts), hiddenLink: hiddenLink(hidden, choice, texts, numbers),
            action: choice.path(on: .manageComments),
            csrf: context.signedIn.csrf.text)
        return RenderedPage(linking: try site.renderer.render(page))
    }

    private func row(_ choice: CommentsChoice) -> TableRow { choice.place?.row ?? .total }

    /// Why no comment is shown, if none is.
    private func reason(_ found: [ShownComment]??, _ texts: Texts) -> String? {
        switch found {
        case .none: texts["choosePlace"]
        case .some(.none): texts["notEnough"]
        case .some(.some(let comments)): comments.isEmpty ? texts["none"] : nil
        }
    }

    private func hiddenLink(
        _ count: Int, _ choice: CommentsChoice, _ texts: Texts, _ numbers: NumberStyle
    ) -> ChoiceLink? {
        guard count > 0 else { return nil }
        let number = numbers.whole(count)
        return ChoiceLink(
            text: texts.filled(choice.showsHidden ? "hiddenShown" : "hiddenCount", ["count": number]),
            href: choice.with { $0.showsHidden.toggle() }.path(on: .manageComments), isCurrent: choice.showsHidden)
    }
}
