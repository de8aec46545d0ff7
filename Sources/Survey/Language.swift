/// A language that people read here: Vietnamese first, English second.
public enum Language: String, Sendable, CaseIterable, Codable {
    case vietnamese = "vi"
    case english = "en"

    /// The first language of an `Accept-Language` header that is spoken here, Vietnamese when there is none (RFC 9110, 12.5.4).
    ///
    /// - Parameter header: for example `en-GB,en;q=0.9,vi;q=0.8`; quality values order it, ties keep the order given.
    public init(acceptLanguage header: String) {
        var best: (language: Language, quality: Double)?
        for item in header.split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
            guard let tag = parts.first, let primary = tag.split(separator: "-").first,
                let language = Language(rawValue: String(primary))
            else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if quality > 0, quality > (best?.quality ?? 0) { best = (language, quality) }
        }
        self = best?.language ?? .vietnamese
    }
}

/// One text in every language that people read here.
public struct Localized: Sendable, Hashable, Codable {
    public var vi: String
    public var en: String

    public init(vi: String, en: String) {
        self.vi = vi
        self.en = en
    }

    public subscript(_ language: Language) -> String {
        switch language {
        case .vietnamese: vi
        case .english: en
        }
    }
}
