/// Digits written as words, in Vietnamese with or without its marks, and in English.
enum SpelledDigits {
    /// Read without marks and in lower case; `mươi` stands between the digits of a number read in pairs.
    private static let words: [[UInt8]] = [
        "khong", "mot", "hai", "ba", "bon", "tu", "nam", "lam", "nham", "sau", "bay", "tam", "chin", "muoi", "linh",
        "le",
        // As Telex leaves them when the keyboard does not put the marks on.
        "khoong", "mootj", "moojt", "boons", "boosn", "tuw", "nawm", "namw", "lawm", "lamw", "saus", "sasu", "bayr",
        "bary", "tams", "tasm", "chisn", "chins", "muwowi", "muowi", "muoiw", "muwowif", "muwowfi", "muoiwf", "ler",
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ].map { Array($0.utf8) }

    /// How many digits a word is, also several written together (`khôngchínmột`); nil when it is not made of digits alone.
    static func count(in word: [UInt8]) -> Int? {
        // No need to look at words longer than a number could be.
        guard (2...120).contains(word.count) else { return nil }
        var best = [Int?](repeating: nil, count: word.count + 1)
        best[0] = 0
        for start in word.indices {
            guard let count = best[start] else { continue }
            for digit in words where word[start...].starts(with: digit) {
                let end = start + digit.count
                best[end] = max(best[end] ?? 0, count + 1)
            }
        }
        return best[word.count]
    }
}
