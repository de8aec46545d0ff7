import Hummingbird
import Survey
import SurveyStore

/// Puts items of follow-up into words.
struct FollowUpWords: Sendable {
    let texts: Texts
    let catalogue: Catalogue
    let today: Day
    let rule: FollowUpRule
    private let questionnaires: QuestionnaireLibrary
    private let queryLanguage: String?

    init(_ site: Site, _ request: Request) throws {
        try self.init(site, request.language, query: request.query("lang"))
    }

    /// - Parameter query: what `lang` is in links; nil: the browser's own.
    init(_ site: Site, _ language: Language, query: String? = nil) throws {
        texts = try site.renderer.texts("manage", language)
        catalogue = try site.store.catalogue()
        today = site.store.today
        rule = FollowUpRule(threshold: try site.store.settings().smallCell)
        questionnaires = site.questionnaires
        queryLanguage = query
    }

    func row(_ item: FollowUpItem) -> FollowUpPage.Row {
        let numbers = NumberStyle(language: texts.language)
        let desk = catalogue.desks[item.finding.deskID]
        let unit = desk.flatMap { catalogue.unitsToday(above: $0, on: today).first }
        return FollowUpPage.Row(
            month: item.finding.month.written(texts.language),
            reason: questionnaires.reason(item.finding, texts.language),
            href: SiteURL.manageFollowUpItem("\(item.id)").path(["lang": queryLanguage]), desk: desk?.name ?? "–",
            unit: unit?.name ?? "–",
            count: rule.mayShow(item.finding) ? numbers.whole(item.finding.count) : texts["hidden"],
            due: item.dueOn.written(texts.language), overdue: item.isOverdue(on: today) ? texts["overdue"] : nil,
            state: item.state.name[texts.language])
    }

    /// `Yêu cầu thêm giấy tờ, tháng 9/2026`
    func title(_ item: FollowUpItem) -> String {
        "\(questionnaires.reason(item.finding, texts.language)), \(item.finding.month.written(texts.language))"
    }

    /// Where the figures behind an item are.
    func links(_ item: FollowUpItem) -> [ChoiceLink] {
        guard let desk = catalogue.desks[item.finding.deskID] else { return [] }
        let month = item.finding.month.description
        let since = desk.validity.from?.description
        return [
            ChoiceLink(
                text: texts["deskFigures"],
                href: SiteURL.manageUnit("desk", code: desk.code).path([
                    "since": since, "period": month, "boundaries": "now", "lang": queryLanguage,
                ]), isCurrent: false),
            ChoiceLink(
                text: texts["deskComments"],
                href: SiteURL.manageComments.path([
                    "month": month, "desk": desk.code, "since": since, "lang": queryLanguage,
                ]), isCurrent: false),
        ]
    }
}

extension QuestionnaireLibrary {
    /// A reason's words, as the citizen read them.
    func reason(_ finding: FollowUpFinding, _ language: Language) -> String {
        reason(finding.reason, scale: finding.scale, language)
    }

    /// - Parameter scale: as in `AnswerAtom.scale`.
    func reason(_ value: String, scale: String, _ language: Language) -> String {
        pack(scale: scale)?.texts[language]?.values["reason"]?[value] ?? value
    }
}

extension ManageScope {
    /// Whether a desk is within the scope.
    func contains(desk id: Desk.ID) -> Bool { desks?.contains(id) ?? true }
}
