/// Finds long runs of digits, however they are written and whatever signs stand between them.
///
/// Only a word ends a run: `0912 345 678`, `0.9.1.2…`, `o9l2345678`, `không chín một hai …` and `(+84) 912-345-678` are
/// one run each, `15 ngày, 2 lần` are two.
struct DigitRuns {
    /// A run of this many digits is masked, wherever it stands: the shortest telephone numbers have seven.
    static let limit = 7

    /// Part of a run: the digits of a word, words that are digits, or what stands between digits and is none (`count` 0).
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
                } else if let filler = filler(part.range, of: word, after: run.last) {
                    run.append(filler)
                } else {
                    let letters = text.ascii(part.range)
                    close(next: letters)
                    before = before.suffix(7) + [letters]
                }
            }
        }
        close(next: nil)
        return found
    }

    /// What stands between digits without ending their run: a letter alone, as in `29 a 12345`, and the `trăm` of numbers
    /// that are read in hundreds. “15 h 30” and the like are units.
    private func filler(_ range: Range<Int>, of word: Range<Int>, after last: Atom?) -> Atom? {
        guard let last, range == word else { return nil }
        let letters = text.ascii(range)
        let isHundred = ["tram", "trawm", "tramw"].contains { letters.elementsEqual($0.utf8) }
        if last.isSpelled { return isHundred ? Atom(range: range, count: 0, isSpelled: true) : nil }
        let isLetter = letters.count == 1 && !"hkdmgpy".utf8.contains(letters[0])
        return isLetter && last.count > 0 ? Atom(range: range, count: 0, isSpelled: false) : nil
    }

    private func masked(_ run: [Atom], after before: [[UInt8]], next: [UInt8]?) -> Range<Int>? {
        var run = run[...]
        while run.last?.count == 0 { run.removeLast() }
        func total(_ atoms: ArraySlice<Atom>) -> Int { atoms.reduce(0) { $0 + $1.count } }
        // “năm 0912345678 ba …”: a single word that hangs on a number is more likely a word, unless the number is full of them.
        let spelled = run.count { $0.isSpelled }
        func mayGo(_ rest: ArraySlice<Atom>) -> Bool { spelled <= 2 || total(rest) >= DigitRuns.limit }
        var isAfterYear = false
        while run.count > 1, run[run.startIndex].isSpelled, !run[run.startIndex + 1].isSpelled, mayGo(run.dropFirst()) {
            isAfterYear = text.ascii(run[run.startIndex].range).elementsEqual("nam".utf8)
            run = run.dropFirst()
        }
        while run.count > 1, run[run.endIndex - 1].isSpelled, !run[run.endIndex - 2].isSpelled, mayGo(run.dropLast()) {
            run = run.dropLast()
        }
        guard let first = run.first, let last = run.last else { return nil }
        let range = first.range.lowerBound..<last.range.upperBound
        // “tháng 11 năm 2026”: the `năm` between them is a year, and no five.
        let isYearOfMonth = isYearOfMonth(run)
        if total(run) >= DigitRuns.limit && !isYearOfMonth || isDate(range) { return range }
        // “sđt 4567”, but not “tài khoản 50.000 đồng”.
        guard run.contains(where: { $0.count > 0 && !$0.isSpelled }), !(next.map(NumberNames.isUnit) ?? false) else {
            return nil
        }
        if total(run) >= 2, NumberNames.areRightBefore(before) { return range }
        guard total(run) >= 4 else { return nil }
        // “căn cước làm năm 2021”, “tài khoản mở từ tháng 5 năm 2019”.
        if isAfterYear && isYear(run[run.startIndex]) || isYearOfMonth { return nil }
        if run.count == 1, isYear(run[run.startIndex]) { return NumberNames.areNear(before.suffix(4)) ? range : nil }
        return NumberNames.areNear(before.suffix(4)) || NumberNames.areFar(before) ? range : nil
    }

    private func isYear(_ atom: Atom) -> Bool {
        let digits = text.ascii(atom.range)
        return digits.count == 4 && (digits.starts(with: "19".utf8) || digits.starts(with: "20".utf8))
    }

    /// `5 năm 2019`, `từ năm 2019`: a year with its word, behind a month or none.
    private func isYearOfMonth(_ run: ArraySlice<Atom>) -> Bool {
        guard run.count > 1, let year = run.last, isYear(year),
            text.ascii(run[run.endIndex - 2].range).elementsEqual("nam".utf8)
        else { return false }
        return run.dropLast(2).reduce(0) { $0 + $1.count } <= 2
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
        if let inside = digitsAmongLetters(word) {
            add(word.lowerBound..<inside.range.lowerBound, digits: nil)
            add(inside.range, digits: inside.count)
            add(inside.range.upperBound..<word.upperBound, digits: nil)
            return parts
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

    /// A telephone number's worth of digits in one word with letters in between: `0x9x1x2x345678`.
    private func digitsAmongLetters(_ word: Range<Int>) -> (range: Range<Int>, count: Int)? {
        let digits = word.filter { text.glyphs[$0].kind == .digit }
        guard digits.count >= DigitRuns.limit, let first = digits.first, let last = digits.last,
            zip(digits, digits.dropFirst()).allSatisfy({ $1 - $0 <= 4 })
        else { return nil }
        return (first..<(last + 1), digits.count)
    }
}
