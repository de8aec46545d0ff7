import Foundation

/// How codes are read: NFC-normalised, trimmed and in upper case.
enum CodeText {
    /// Most are so already, and a file has 100,000 of them.
    static func tidied(_ text: String) -> String {
        let isTidy = text.utf8.allSatisfy { $0 > 32 && $0 < 0x80 && !(97...122).contains($0) }
        return isTidy
            ? text
            : text.precomposedStringWithCanonicalMapping.trimmingCharacters(in: .whitespacesAndNewlines).uppercased()
    }
}
