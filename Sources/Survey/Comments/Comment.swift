import Foundation

/// What a citizen wrote, as it may be stored: tidied, and with what could name somebody masked.
///
/// Phone numbers, e-mail addresses, links, identity and account numbers, licence plates, dossier codes, survey codes and
/// any other long run of digits are replaced by ``mark``, however they are written; see ``CommentMask``. Names of people
/// cannot be told from other words: the page asks not to write them, and managers mask what is left.
public struct Comment: Sendable, Hashable {
    /// NFC, without control or invisible characters, at most ``limit`` characters; never empty.
    public let text: String

    /// What stands in the place of a masked part.
    public static let mark = "[đã che]"

    /// The longest comment, in characters. A character may be made of many bytes, so there is a limit of four times as many bytes too.
    public static let limit = 500

    /// Takes what was typed; nil when nothing is left to store.
    public init?(typed: String) {
        let text = CommentText(typed)
        self.init(cut: CommentMask.masked(text))
    }

    /// A comment as it was stored.
    public init?(stored text: String) { self.init(cut: text) }

    /// The comment with every occurrence of a phrase masked too, for what a manager finds; nil when the phrase is not in it.
    ///
    /// - Parameter phrase: compared by letters, without regard to case.
    public func masking(_ phrase: String) -> Comment? {
        let phrase = phrase.precomposedStringWithCanonicalMapping.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !phrase.isEmpty else { return nil }
        let masked = text.replacingOccurrences(of: phrase, with: Comment.mark, options: [.caseInsensitive])
        return masked == text ? nil : Comment(cut: masked)
    }

    /// Cuts to the limit, and never inside a mark, so that no half of one is left.
    private init?(cut text: String) {
        var kept = text
        if text.count > Comment.limit || text.utf8.count > 4 * Comment.limit {
            var bytes = 0
            kept = String(
                text.prefix(Comment.limit).prefix { character in
                    bytes += character.utf8.count
                    return bytes <= 4 * Comment.limit
                })
            if let open = kept.lastIndex(of: "["), Comment.mark.hasPrefix(kept[open...]), kept[open...] != Comment.mark
            {
                kept = String(kept[..<open])
            }
        }
        kept = kept.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !kept.isEmpty else { return nil }
        self.text = kept
    }
}
