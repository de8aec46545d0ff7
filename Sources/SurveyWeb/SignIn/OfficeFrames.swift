import Hummingbird
import Survey
import SurveyStore

extension Site {
    /// The frame of an office page that anyone may see.
    func officeFrame(_ request: Request, title: String, error: String? = nil) throws -> OfficeFrame {
        try officeFrame(request, title: title, links: [], signedIn: nil, notice: nil, error: error)
    }

    /// The frame of a page behind the sign-in.
    ///
    /// - Parameters:
    ///   - links: of the navigation, in the page's language.
    ///   - notice: what was just done.
    ///   - error: what is wrong with the form that came back.
    func officeFrame(
        _ request: Request, _ signedIn: SignedIn, title: String, links: [OfficeFrame.Link],
        notice: String? = nil, error: String? = nil
    ) throws -> OfficeFrame {
        let signedIn = OfficeFrame.SignedIn(
            account: signedIn.account.name, csrf: signedIn.csrf.text, signOutHref: SiteURL.signOut.path,
            signOut: try renderer.texts("sign-in", request.language)["signOut"])
        return try officeFrame(
            request, title: title, links: links, signedIn: signedIn, notice: notice, error: error)
    }

    private func officeFrame(
        _ request: Request, title: String, links: [OfficeFrame.Link], signedIn: OfficeFrame.SignedIn?,
        notice: String?, error: String?
    ) throws -> OfficeFrame {
        let language = request.language
        let texts = try renderer.texts(Locales.frame, language)
        let settings = try store.settings()
        return OfficeFrame(
            lang: language.rawValue, title: title,
            office: settings.officeName.isEmpty ? texts["site"] : settings.officeName,
            example: settings.isExample ? texts["example"] : nil, links: links,
            language: try renderer.link(to: language.other, otherLanguage(request, links)),
            signedIn: signedIn, notice: notice, error: error?.asSentence)
    }

    /// The address of the page in the other language. What answers a form has no address of its own: from there it leads
    /// to the page of the navigation that the form is on, which for the sign-in is its own.
    private func otherLanguage(_ request: Request, _ links: [OfficeFrame.Link]) -> String {
        let isPage = request.method == .get || request.method == .head
        let address = isPage ? request.uri.string : links.first(where: \.isCurrent)?.href ?? request.uri.path
        let parts = address.split(separator: "?", maxSplits: 1)
        // Of what was just done is not told twice.
        let kept = parts.dropFirst().joined().split(separator: "&").filter { part in
            !["lang=", "saved=", "done="].contains { part.hasPrefix($0) }
        }
        let query = kept.map(String.init) + ["lang=\(request.language.other.rawValue)"]
        return "/\((parts.first ?? "").drop { $0 == "/" })?\(query.joined(separator: "&"))"
    }
}

extension Language {
    /// The one that an office page's switch leads to.
    fileprivate var other: Language { self == .vietnamese ? .english : .vietnamese }
}
