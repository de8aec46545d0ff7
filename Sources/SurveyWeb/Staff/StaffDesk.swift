import HTTPTypes
import Hummingbird
import Survey
import SurveyQR
import SurveyStore

/// What the officer's pages share.
struct StaffDesk: Sendable {
    let site: Site

    /// The pages of the navigation, in its order.
    static let navigation: [(url: SiteURL, text: String)] = [
        (.staff, "navRegister"), (.staffSlips, "navSlips"), (.staffBatch, "navBatch"), (.staffLinks, "navLinks"),
        (.staffAssisted, "navAssisted"),
    ]

    func frame(
        _ request: Request, _ context: StaffContext, _ texts: Texts, title: String, current: SiteURL? = nil,
        notice: String? = nil, error: String? = nil
    ) throws -> OfficeFrame {
        try site.officeFrame(
            request, context.signedIn, title: texts[title], links: site.staffLinks(request, current: current),
            notice: notice, error: error)
    }

    func texts(_ request: Request) throws -> Texts { try site.renderer.texts("staff", request.language) }

    func desks(_ context: StaffContext) throws -> StaffDesks {
        StaffDesks(context.account, catalogue: try site.store.catalogueNow())
    }

    /// The desk that was chosen; nil when there is a choice to make.
    func choice(_ request: Request, _ context: StaffContext) throws -> DeskChoice? {
        DeskChoice(request.headers, among: try desks(context).desks(on: site.store.today))
    }

    func respond(_ page: some Page, _ status: HTTPResponse.Status = .ok) throws -> Response {
        RenderedPage(linking: try site.renderer.render(page)).response(status)
    }
}

extension Site {
    /// The navigation of the officer's pages, in the page's language.
    func staffLinks(_ request: Request, current: SiteURL?) throws -> [OfficeFrame.Link] {
        let texts = try renderer.texts("staff", request.language)
        return StaffDesk.navigation.map { url, text in
            OfficeFrame.Link(href: url.path, text: texts[text], isCurrent: url.path == current?.path)
        }
    }
}
