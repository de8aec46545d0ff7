/// Finds long runs of digits, however they are written and whatever signs stand between them.
///
/// Only a word ends a run: `0912 345 678`, `0.9.1.2…`, `o9l2345678`, `không chín một hai …` and `(+84) 912-345-678` are
/// one run each, `15 ngày, 2 lần` are two.
struct DigitRuns {
    /// A run of this many digits is masked, wherever it stands: the shortest telephone numbers have seven.
    static let limit = 7

    /// Part of a run: the digits of a word, or words that are digits.
    private struct Atom {
        let range: Range<Int>
        let count: Int
        let isSpelled: Bool
    }

    private let text: CommentText

    init(_ text: CommentText) { self.text = text }

    /// The runs to mask, as ranges of glyphs.
    var masked: [Range<Int>] {
        var found: [Range<Int>] = []
        var run: [Atom] = []
        var before: [[UInt8]] = []
        func close(next: [UInt8]?) {
            defer { run = [] }
            guard let range = masked(run, after: before, next: next) else { return }
            found.append(widened(range))
        }
        for word in text.words {
            for part in parts(of: word) {
                if let atom = part.atom {
                    run.append(atom)
                } else {
                    let letters = text.ascii(part.range)
                    close(next: letters)
                    before = before.suffix(3) + [letters]
                }
            }
        }
        close(next: nil)
        return found
    }

    private func masked(_ run: [Atom], after before: [[UInt8]], next: [UInt8]?) -> Range<Int>? {
        var run = run[...]
        func total(_ atoms: ArraySlice<Atom>) -> Int { atoms.reduce(0) { $0 + $1.count } }
        // “năm 0912345678 ba …”: a single word that hangs on a number is more likely a word, unless the number is full of them.
        let spelled = run.count { $0.isSpelled }
        func mayGo(_ rest: ArraySlice<Atom>) -> Bool { spelled <= 2 || total(rest) >= DigitRuns.limit }
        while run.count > 1, run[run.startIndex].isSpelled, !run[run.startIndex + 1].isSpelled, mayGo(run.dropFirst()) {
            run = run.dropFirst()
        }
        while run.count > 1, run[run.endIndex - 1].isSpelled, !run[run.endIndex - 2].isSpelled, mayGo(run.dropLast()) {
            run = run.dropLast()
        }
        guard let first = run.first, let last = run.last else { return nil }
        let range = first.range.lowerBound..<last.range.upperBound
        if total(run) >= DigitRuns.limit || isDate(range) { return range }
        // “sđt 4567”, but not “tài khoản 50.000 đồng”.
        let isNumber = run.contains { !$0.isSpelled } && total(run) >= 4
        let isNamed = DigitRuns.isNumberName(before) && !(next.map(DigitRuns.isUnit) ?? false)
        return isNumber && isNamed ? range : nil
    }

    /// A whole date, a birthday for example: `1/5/2024`, `01-05-24`, `1.5.1960`. A day and month alone stay.
    private func isDate(_ range: Range<Int>) -> Bool {
        var numbers: [Int] = []
        var signs: [UInt8] = []
        var length = 0
        for glyph in text.glyphs[range] {
            if glyph.kind == .digit {
                length += 1
                if length == 1 { numbers.append(0) }
                numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(glyph.ascii - 48)
            } else {
                guard glyph.kind == .sign, length > 0 else { return false }
                signs.append(glyph.ascii)
                length = 0
            }
        }
        guard numbers.count == 3, signs.count == 2, signs[0] == signs[1], "/-.".utf8.contains(signs[0]) else {
            return false
        }
        let isYear = (1900...2099).contains(numbers[2]) || (signs[0] != UInt8(ascii: ".") && length == 2)
        return (1...31).contains(numbers[0]) && (1...12).contains(numbers[1]) && isYear
    }

    /// Takes in what belongs to a number: `+`, brackets, and the letters right before it, as in `H40…` or `sđt0912…`.
    private func widened(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        var letters = start
        while letters > 0, text.glyphs[letters - 1].isWord { letters -= 1 }
        if start - letters <= 3 { start = letters }
        while start > 0, "+(".utf8.contains(text.glyphs[start - 1].ascii) { start -= 1 }
        if end < text.glyphs.count, text.glyphs[end].ascii == UInt8(ascii: ")"),
            text.glyphs[start..<end].contains(where: { $0.ascii == UInt8(ascii: "(") })
        {
            end += 1
        }
        return start..<end
    }

    /// A word in parts that are digits, and parts that are not.
    private func parts(of word: Range<Int>) -> [(range: Range<Int>, atom: Atom?)] {
        var parts: [(range: Range<Int>, atom: Atom?)] = []
        func add(_ range: Range<Int>, digits: Int?, isSpelled: Bool = false) {
            guard !range.isEmpty else { return }
            parts.append((range, digits.map { Atom(range: range, count: $0, isSpelled: isSpelled) }))
        }
        var start = word.lowerBound
        while start < word.upperBound {
            let kind = text.glyphs[start].kind
            let end = text.glyphs[start..<word.upperBound].firstIndex { $0.kind != kind } ?? word.upperBound
            let range = start..<end
            start = end
            if kind == .digit {
                add(range, digits: range.count)
            } else if range == word, text.glyphs[range].allSatisfy({ $0.isPlain && $0.ascii == UInt8(ascii: "o") }) {
                add(range, digits: range.count)
            } else if let count = SpelledDigits.count(in: text.ascii(range)) {
                add(range, digits: count, isSpelled: true)
            } else {
                // Letters that look like digits and touch digits: the `o` and `l` of `o9l2`.
                var (left, right) = (range.lowerBound, range.upperBound)
                if left > word.lowerBound { while left < right, text.glyphs[left].mayBeDigit { left += 1 } }
                if right < word.upperBound { while right > left, text.glyphs[right - 1].mayBeDigit { right -= 1 } }
                add(range.lowerBound..<left, digits: left - range.lowerBound)
                add(left..<right, digits: nil)
                add(right..<range.upperBound, digits: range.upperBound - right)
            }
        }
        return parts
    }

    /// Whether the last words before a run announce a number that names somebody.
    private static func isNumberName(_ words: [[UInt8]]) -> Bool {
        let words = words.map { String(decoding: $0, as: UTF8.self) }
        let pairs = zip(words, words.dropFirst()).map { "\($0) \($1)" }
        return words.contains(where: names.contains) || pairs.contains(where: names.contains)
    }

    private static func isUnit(_ word: [UInt8]) -> Bool { units.contains(String(decoding: word, as: UTF8.self)) }

    private static let names: Set<String> = [
        "sdt", "dt", "dthoai", "dien thoai", "so dt", "phone", "tel", "hotline", "zalo", "viber", "whatsapp",
        "telegram",
        "cmnd", "cmtnd", "cmt", "cccd", "can cuoc", "chung minh", "ho chieu", "passport", "stk", "so tk", "tai khoan",
        "bien so", "bien kiem", "bks", "so may", "goi so", "ma so", "ma ho", "so ho", "bao hiem", "bhxh", "bhyt", "mst",
    ]
    private static let units: Set<String> = [
        "dong", "d", "k", "nghin", "ngan", "trieu", "ty", "vnd", "usd", "ngay", "lan", "phut", "gio", "tieng", "thang",
        "nam", "tuan", "nguoi", "to", "trang", "ban", "bo", "dollars", "days", "times", "minutes", "hours",
    ]
}
