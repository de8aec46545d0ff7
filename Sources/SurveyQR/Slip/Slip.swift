import Foundation
public import Survey

/// What a citizen takes home from the counter: the invitation to rate one dossier, and the way to do it.
///
/// Texts are kept NFC-normalised, on one line and without control characters, whatever form they come in.
public struct Slip: Sendable, Hashable {
    /// The office as it names itself, for example `UBND xã Xuân Trường`.
    public let office: String
    public let logo: Logo?
    public let desk: String
    /// The procedure's name.
    public let procedure: String
    /// The day on which the result was returned.
    public let completedOn: Day
    /// The last day on which the link works, nil when it is not to be printed.
    public let validUntil: Day?
    public let link: SurveyLink
    /// The language that comes first; a line in the other one follows.
    public let language: Language

    public init(
        office: String, logo: Logo? = nil, desk: String, procedure: String, completedOn: Day, validUntil: Day? = nil,
        link: SurveyLink, language: Language = .vietnamese
    ) {
        self.office = Slip.line(office)
        self.logo = logo
        self.desk = Slip.line(desk)
        self.procedure = Slip.line(procedure)
        self.completedOn = completedOn
        self.validUntil = validUntil
        self.link = link
        self.language = language
    }

    /// NFC, with every run of white space and control characters turned into one space, at most 1,000 characters.
    private static func line(_ text: String) -> String {
        let words = text.precomposedStringWithCanonicalMapping.prefix(1000).split {
            $0.isWhitespace || $0.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control }
        }
        return words.joined(separator: " ")
    }

    /// The address as people type it: without the scheme, unless that is `http`.
    var typedAddress: String { link.base.scheme == "https" ? link.base.authority : link.base.text }
}
