import Hummingbird
import Survey
import SurveyStore

/// `/manage/honesty`: per desk and month, the signals that answers may not be the citizens' own, and the satisfaction
/// with and without the doubtful ones.
struct HonestyRoutes: Sendable {
    let site: Site

    func add(to group: RouterGroup<ManageContext>) {
        group.get(SiteURL.manageHonesty.pattern, use: show)
    }

    @Sendable private func show(_ request: Request, _ context: ManageContext) async throws -> Response {
        let scope = ManageScope(context.account, catalogue: try site.store.catalogue())
        let known = try await site.knownMonths()
        // The same choice as for comments: a month, and perhaps a desk.
        let choice = try CommentsChoice(request, latest: known.upperBound, scope: scope)
        guard request.query("month") != nil else { return .seeOther(path(choice)) }
        let texts = try site.renderer.texts("honesty", request.language)
        let honesty = try await site.store.honesty(in: choice.month)
        let words = HonestyWords(honesty, texts: texts)
        let desks = honesty.desks.filter { scope.desks?.contains($0.deskID) ?? true }
        let published = try await site.figures(
            ReportRequest(by: .desk, from: choice.month, to: choice.month, boundaries: .then))
        let rates = Rates(published: published, numbers: words.numbers)
        func neighbour(_ month: Month) -> ChoiceLink? {
            guard known.contains(month) else { return nil }
            return ChoiceLink(
                text: month.written(request.language), href: path(choice.with { $0.month = month }), isCurrent: false)
        }
        let page = HonestyPage(
            frame: try site.manageFrame(request, context, title: texts["title"], current: .manageHonesty),
            t: texts.table, month: choice.month.written(request.language), previous: neighbour(choice.month - 1),
            next: neighbour(choice.month + 1), detail: detail(desks, choice, words, rates),
            desks: sorted(desks, scope, honesty).compactMap { desk in
                guard let known = scope.catalogue.desks[desk.deskID] else { return nil }
                return HonestyPage.DeskRow(
                    name: known.name, href: path(choice.with { $0.place = CommentsChoice.Place(known) }),
                    answers: desk.answers.map { words.numbers.whole($0.n) }, share: words.share(desk.answers),
                    responseRate: rates.response(desk.deskID), coverage: rates.coverage(desk.deskID),
                    undoubted: words.undoubted(desk), signs: words.signs(desk))
            }, kinds: words.kinds)
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }

    /// How far to trust each desk's score: its published response rate and coverage.
    private struct Rates {
        let published: Report
        let numbers: NumberStyle

        func response(_ desk: Desk.ID) -> String { row(desk)?.responseRate.map(numbers.percent) ?? "–" }
        func coverage(_ desk: Desk.ID) -> String { row(desk)?.coverage.map(numbers.percent) ?? "–" }

        private func row(_ desk: Desk.ID) -> ReportRow? { published.rows.first { $0.subject == .desk(desk) } }
    }

    private func path(_ choice: CommentsChoice) -> String { choice.path(on: .manageHonesty) }

    /// Those that stand out first, then by code.
    private func sorted(_ desks: [DeskHonesty], _ scope: ManageScope, _ honesty: MonthHonesty) -> [DeskHonesty] {
        func key(_ desk: DeskHonesty) -> String {
            (honesty.report.standsOut(desk.deskID) ? "0 " : "1 ") + (scope.catalogue.desks[desk.deskID]?.code ?? "")
        }
        return desks.sorted { key($0) < key($1) }
    }

    private func detail(
        _ desks: [DeskHonesty], _ choice: CommentsChoice, _ words: HonestyWords, _ rates: Rates
    ) -> HonestyPage.Detail? {
        guard let place = choice.place, case .desk(let id) = place.row else { return nil }
        let desk = desks.first { $0.deskID == id }
        return HonestyPage.Detail(
            name: place.name,
            back: ChoiceLink(
                text: words.texts["back"], href: path(choice.with { $0.place = nil }), isCurrent: false),
            answers: desk?.answers.map { words.numbers.whole($0.n) }, share: words.share(desk?.answers),
            responseRate: rates.response(id), coverage: rates.coverage(id),
            undoubted: desk.map(words.undoubted) ?? "–", rows: desk.map(words.rows) ?? [])
    }
}
