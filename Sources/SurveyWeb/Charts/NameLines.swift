/// A name in one line, or in two where it is too long for one, broken where the longer of them is shortest.
struct NameLines: Sendable {
    let lines: [String]

    /// - Parameter longest: of a line, in characters; what is longer still loses its end.
    init(_ name: String, longest: Int) {
        let words = name.split(separator: " ").map(String.init)
        let breaks = (1..<max(2, words.count)).map { count in
            [words.prefix(count), words.dropFirst(count)].map { $0.joined(separator: " ") }
        }
        let best = breaks.min { ($0.map(\.count).max() ?? 0) < ($1.map(\.count).max() ?? 0) } ?? [name]
        let chosen = name.count <= longest ? [name] : best.filter { !$0.isEmpty }
        lines = chosen.map { $0.count > longest ? $0.prefix(longest - 1) + "…" : $0 }
    }
}
