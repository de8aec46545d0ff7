/// What codes and names of the catalogue may look like, wherever they are entered.
public enum CatalogueText {
    /// The longest code, in characters: national ones have up to 24, those of desks are the office's own.
    public static let longestCode = 40
    /// The longest name, in characters.
    public static let longestName = 500

    /// What is wrong with a code that is not empty; nil when nothing is.
    public static func problem(code text: String) -> Localized? {
        text.count <= longestCode && !text.contains(where: \.isWhitespace) && !hasControl(text)
            ? nil
            : Localized(
                vi: "mã có tối đa \(longestCode) ký tự, không có dấu cách hay ký tự điều khiển",
                en: "a code has at most \(longestCode) characters, no spaces and no control characters")
    }

    /// What is wrong with a name that is not empty; nil when nothing is.
    public static func problem(name text: String) -> Localized? {
        text.count <= longestName && !hasControl(text)
            ? nil
            : Localized(
                vi: "tên có tối đa \(longestName) ký tự, trên một dòng, không có ký tự điều khiển",
                en: "a name has at most \(longestName) characters, on one line, without control characters")
    }

    /// Whether a text has what no line of text has: control characters and line breaks.
    public static func hasControl(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }
}
