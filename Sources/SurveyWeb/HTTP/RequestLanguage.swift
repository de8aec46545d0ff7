import Hummingbird
import Survey

extension Request {
    /// The language to answer in where Vietnamese and English are all there is: on the office's pages, to programs.
    var language: Language { language(among: Language.own) }

    /// The language to answer in: `?lang=` first, behind the sign-in then what was chosen there before, then what the
    /// browser prefers, then Vietnamese. One that is not offered is passed over.
    func language(among offered: [Language]) -> Language {
        if let chosen = chosenLanguage(among: offered) { return chosen }
        let path = uri.path
        if path.hasPrefix(SiteURL.staff.path) || path.hasPrefix(SiteURL.manage.path),
            let kept = Cookies.value(Cookies.language, in: headers).flatMap({ Language(rawValue: $0) }),
            offered.contains(kept)
        {
            return kept
        }
        guard let preferred = headers[.acceptLanguage] else { return .vietnamese }
        return Language(acceptLanguage: preferred, among: offered)
    }

    /// The language that the address names, when it is offered.
    func chosenLanguage(among offered: [Language]) -> Language? {
        guard let query = uri.query, query.contains("lang=") else { return nil }
        return uri.queryParameters["lang"].flatMap { Language(rawValue: String($0)) }
            .flatMap { offered.contains($0) ? $0 : nil }
    }

    /// A parameter of the query, percent-decoded.
    func query(_ name: String) -> String? { uri.queryParameters[name[...]].map(String.init) }
}

extension Response {
    /// Sends a browser on, after a form.
    static func seeOther(_ path: String) -> Response {
        Response(
            status: .seeOther, headers: [.location: path, .cacheControl: "no-store", .referrerPolicy: "no-referrer"])
    }
}
