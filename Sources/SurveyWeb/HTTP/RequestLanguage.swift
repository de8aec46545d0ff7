import Hummingbird
import Survey

extension Request {
    /// The language to answer in: `?lang=` first, behind the sign-in then what was chosen there before, then what the
    /// browser prefers, then Vietnamese.
    var language: Language {
        if let chosen = chosenLanguage { return chosen }
        let path = uri.path
        if path.hasPrefix(SiteURL.staff.path) || path.hasPrefix(SiteURL.manage.path),
            let kept = Cookies.value(Cookies.language, in: headers).flatMap({ Language(rawValue: $0) })
        {
            return kept
        }
        guard let preferred = headers[.acceptLanguage] else { return .vietnamese }
        return Language(acceptLanguage: preferred)
    }

    /// The language that the address names.
    var chosenLanguage: Language? {
        guard let query = uri.query, query.contains("lang=") else { return nil }
        return uri.queryParameters["lang"].flatMap { Language(rawValue: String($0)) }
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
