import Foundation

/// Finds catalogue entries by what people type: part of a code, or of a name with or without diacritics, words in any order.
struct NameSearch<Entry: Sendable>: Sendable {
    private let entries: [(entry: Entry, code: String, name: String, text: String)]

    init(_ entries: [Entry], code: (Entry) -> String, name: (Entry) -> String) {
        self.entries = entries.map { entry in
            let (code, name) = (code(entry).folded, name(entry).folded)
            return (entry, code, name, "\(code) \(name)")
        }
    }

    /// Those that fit: the only one whose code or whole name it is, else all that have every typed word in them.
    func find(_ typed: String) -> [Entry] {
        let typed = typed.folded
        let words = typed.split(separator: " ").filter { $0 != "–" && $0 != "-" }
        guard let first = words.first else { return [] }
        // `1.001193 – Đăng ký khai sinh`, as the list on the page writes it.
        let exact = entries.filter { $0.code == first || $0.name == typed }
        if exact.count == 1 { return [exact[0].entry] }
        return entries.filter { entry in words.allSatisfy { entry.text.contains($0) } }.map(\.entry)
    }
}

extension String {
    /// In lower case and without diacritics: `Đăng ký` becomes `dang ky`.
    var folded: String {
        var result = ""
        for scalar in decomposedStringWithCanonicalMapping.lowercased().unicodeScalars {
            switch scalar {
            case "\u{300}"..."\u{36F}": continue
            case "đ": result += "d"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
