/// Names cut to fit a chart: without the words that all of them begin with, and then without their ends.
///
/// The table beside the chart has them in full.
struct ShortNames: Sendable {
    let names: [String]

    /// - Parameter longest: in characters, the ellipsis included.
    init(_ names: [String], longest: Int) {
        let words = names.map { $0.split(separator: " ", omittingEmptySubsequences: false) }
        var shared = 0
        if let first = words.first, words.count > 1 {
            // A word stays, whatever all begin with.
            let most = (words.map(\.count).min() ?? 1) - 1
            while shared < most, words.allSatisfy({ $0[shared] == first[shared] }) { shared += 1 }
        }
        let isTooLong = names.contains { $0.count > longest }
        self.names = words.map { words in
            let name =
                isTooLong && shared > 1
                ? "…" + words.dropFirst(shared - 1).joined(separator: " ") : words.joined(separator: " ")
            return name.count > longest ? name.prefix(longest - 1) + "…" : name
        }
    }
}
