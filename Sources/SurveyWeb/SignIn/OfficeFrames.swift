import Hummingbird
import Survey
import SurveyStore

extension Site {
    /// The frame of an office page that anyone may see.
    func officeFrame(_ request: Request, title: String, error: String? = nil) throws -> OfficeFrame {
        try officeFrame(request.language, title: title, links: [], signedIn: nil, notice: nil, error: error)
    }

    /// The frame of a page behind the sign-in.
    ///
    /// - Parameters:
    ///   - links: of the navigation, in the page's language.
    ///   - notice: what was just done.
    ///   - error: what is wrong with the form that came back.
    func officeFrame(
        _ request: Request, _ context: some OfficeContext, title: String, links: [OfficeFrame.Link],
        notice: String? = nil, error: String? = nil
    ) throws -> OfficeFrame {
        let signedIn = OfficeFrame.SignedIn(
            account: context.account.name, csrf: context.signedIn.csrf.text, signOutHref: SiteURL.signOut.path,
            signOut: try renderer.texts("sign-in", request.language)["signOut"])
        return try officeFrame(
            request.language, title: title, links: links, signedIn: signedIn, notice: notice, error: error)
    }

    private func officeFrame(
        _ language: Language, title: String, links: [OfficeFrame.Link], signedIn: OfficeFrame.SignedIn?,
        notice: String?, error: String?
    ) throws -> OfficeFrame {
        let texts = try renderer.texts("citizen", language)
        let settings = try store.settings()
        return OfficeFrame(
            lang: language.rawValue, title: title,
            office: settings.officeName.isEmpty ? texts["site"] : settings.officeName,
            example: settings.isExample ? texts["example"] : nil, links: links, signedIn: signedIn, notice: notice,
            error: error)
    }
}
