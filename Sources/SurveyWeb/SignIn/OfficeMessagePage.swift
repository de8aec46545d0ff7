import HTTPTypes
import Hummingbird
import Survey
import SurveyStore

/// What cannot be done, told to somebody who is signed in: in the office's frame, with its navigation and a way back.
struct OfficeMessagePage: Page {
    static let template = "office-message"

    let frame: OfficeFrame
    let paragraphs: [String]
    let back: ChoiceLink
}

extension Site {
    /// The page for whoever is signed in; nil for everybody else, and outside the office's pages.
    func officeMessage(
        _ message: CitizenPages.Message, detail: Localized?, _ request: Request
    ) async throws -> RenderedPage? {
        let path = request.uri.path
        guard [SiteURL.manage.path, SiteURL.staff.path].contains(where: { path == $0 || path.hasPrefix($0 + "/") }),
            let session = Cookies.value(Cookies.session, in: request.headers),
            let account = try await store.account(session: session)
        else { return nil }
        let signedIn = SignedIn(account: account, csrf: FormToken(cookie: session, keyRing: store.keyRing))
        let texts = try renderer.texts("message", request.language)
        let isCounter =
            account.role == .officer || account.role == .admin && !path.hasPrefix(SiteURL.manage.path)
        let home = isCounter ? SiteURL.staff : .manage
        let links = try isCounter ? staffLinks(request, current: nil) : manageLinks(request, account.role, current: nil)
        let page = OfficeMessagePage(
            frame: try officeFrame(request, signedIn, title: texts["\(message).heading"], links: links),
            paragraphs: [detail?[request.language] ?? texts.table["\(message).office"] ?? texts["\(message).text"]],
            back: ChoiceLink(
                text: texts[isCounter ? "backToCounter" : "backToOverview"],
                href: home.path(["lang": request.query("lang")]), isCurrent: false))
        return RenderedPage(linking: try renderer.render(page))
    }
}
