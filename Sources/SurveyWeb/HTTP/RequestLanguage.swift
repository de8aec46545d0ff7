import Hummingbird
import Survey

extension Request {
    /// The language to answer in: `?lang=` first, then what the browser prefers, then Vietnamese.
    var language: Language {
        if let query = uri.query, query.contains("lang="),
            let chosen = uri.queryParameters["lang"].flatMap({ Language(rawValue: String($0)) })
        {
            return chosen
        }
        guard let preferred = headers[.acceptLanguage] else { return .vietnamese }
        return Language(acceptLanguage: preferred)
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
