public import Survey

/// The address of one survey: what the QR of a slip says, and what travels by SMS, Zalo or e-mail.
public struct SurveyLink: Sendable, Hashable {
    public let base: PublicAddress
    public let token: Token

    public init(base: PublicAddress, token: Token) {
        self.base = base
        self.token = token
    }

    /// - Throws: `SurveyError` (`invalid`) when the base is no ``PublicAddress``.
    public init(base: String, token: Token) throws {
        self.init(base: try PublicAddress(base), token: token)
    }

    /// The link as printed: the scheme in lower case, since some phones know no other, and the rest in upper case,
    /// which a QR symbol holds in its denser alphanumeric mode.
    public var text: String { "\(base.scheme)://\(base.authority.uppercased())/\(token.text)" }
}

extension SurveyLink: CustomStringConvertible {
    public var description: String { text }
}
