/// A language that people read here, by its code (ISO 639): Vietnamese first, English second, and whatever others an
/// office has put files of texts for into its folder.
///
/// What the program says of itself, its errors and its pages for staff, is in Vietnamese and English; see ``Localized``.
public struct Language: RawRepresentable, Sendable, Hashable, Codable {
    /// Two or three lower-case letters.
    public let rawValue: String

    /// - Returns: nil for anything but two or three lower-case letters.
    public init?(rawValue: String) {
        guard (2...3).contains(rawValue.utf8.count), rawValue.utf8.allSatisfy({ (97...122).contains($0) }) else {
            return nil
        }
        self.rawValue = rawValue
    }

    private init(known: String) { rawValue = known }

    public static let vietnamese = Language(known: "vi")
    public static let english = Language(known: "en")

    /// The languages that everything here has texts in, the first one first.
    public static let own: [Language] = [.vietnamese, .english]

    /// The first language of an `Accept-Language` header that is offered, Vietnamese when there is none (RFC 9110, 12.5.4).
    ///
    /// - Parameter header: for example `en-GB,en;q=0.9,vi;q=0.8`; quality values order it, ties keep the order given.
    public init(acceptLanguage header: String, among offered: [Language] = Language.own) {
        var best: (language: Language, quality: Double)?
        for item in header.split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
            guard let tag = parts.first, let primary = tag.split(separator: "-").first,
                let language = Language(rawValue: String(primary)), offered.contains(language)
            else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if quality > 0, quality > (best?.quality ?? 0) { best = (language, quality) }
        }
        self = best?.language ?? .vietnamese
    }
}

extension Language: CustomStringConvertible {
    public var description: String { rawValue }
}

/// One text of the program's own in both languages that it speaks.
public struct Localized: Sendable, Hashable, Codable {
    public var vi: String
    public var en: String

    public init(vi: String, en: String) {
        self.vi = vi
        self.en = en
    }

    /// The English text for English, the Vietnamese one for every other language.
    public subscript(_ language: Language) -> String { language == .english ? en : vi }
}
