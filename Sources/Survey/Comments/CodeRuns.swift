/// Finds what is written in letters and digits: survey codes, receipt codes and licence plates.
///
/// Dossier codes need no rule of their own: their digits are a long run, and ``DigitRuns`` takes in the letter before them.
struct CodeRuns {
    private let text: CommentText

    init(_ text: CommentText) { self.text = text }

    /// What to mask, as ranges of glyphs.
    var masked: [Range<Int>] { codes + text.words.compactMap { plate(from: $0.lowerBound) } }

    /// Survey and receipt codes.
    var codes: [Range<Int>] {
        let words = text.words
        return words.indices.compactMap { code(from: $0, in: words) }
    }

    /// A survey code of 18 or a receipt of 20 characters that starts with this word, whole or in groups.
    private func code(from first: Int, in words: [Range<Int>]) -> Range<Int>? {
        var count = 0
        var digits = 0
        var isCapital = true
        var isEven = true
        var areHyphens = true
        for index in first..<min(first + 20, words.count) {
            let word = words[index]
            if index > first {
                let gap = text.glyphs[words[index - 1].upperBound..<word.lowerBound]
                guard gap.count <= 3,
                    gap.allSatisfy({ $0.kind == .blank || "-._".utf8.contains($0.ascii) || $0.ascii == 0 })
                else { return nil }
                areHyphens = areHyphens && gap.contains { $0.kind == .sign }
            }
            for glyph in text.glyphs[word] {
                guard glyph.isPlain, Crockford.value(of: glyph.ascii) != nil else { return nil }
                if glyph.kind == .digit { digits += 1 } else if !glyph.isCapital { isCapital = false }
            }
            isEven = isEven && word.count == words[first].count
            count += word.count
            let isWhole = index == first || isEven && (areHyphens || digits >= (word.count >= 5 ? 1 : 3))
            if count == 18 || count == 20, isWhole || isCapital && digits >= 3 && count - digits >= 5 {
                return words[first].lowerBound..<word.upperBound
            }
            if count >= 20 { return nil }
        }
        return nil
    }

    /// A licence plate that starts here: `29A-123.45`, `18B1 12345`, `29-H1 123.45`, `30 LD 12345`, `29MĐ1-123.45`.
    private func plate(from start: Int) -> Range<Int>? {
        var province = Reader(text, at: start)
        guard province.take(2, where: \.isPlateDigit) else { return nil }
        let isSpaced = province.skipSigns(2)
        let series = province.position
        for letters in [2, 1] {
            var reader = province
            guard reader.take(letters, where: { $0.kind == .letter }) else { continue }
            // “15 h 2024”: apart from its digits a small letter is a unit.
            if isSpaced, !isAnnounced(start), !text.glyphs[series..<reader.position].allSatisfy(\.isCapital) {
                continue
            }
            for hasSeriesDigit in [true, false] {
                var rest = reader
                if hasSeriesDigit, !rest.take(1, where: { $0.kind == .digit }) { continue }
                _ = rest.skipSigns(3)
                guard rest.take(3, where: \.isPlateDigit) else { continue }
                _ = rest.skipSigns(1)
                guard rest.take(1, where: \.isPlateDigit) else { continue }
                _ = rest.take(1, where: \.isPlateDigit)
                if rest.isAtWordEnd { return start..<rest.position }
            }
        }
        return nil
    }

    /// Whether the word before says that a plate follows: `xe 29 a 1234`.
    private func isAnnounced(_ start: Int) -> Bool {
        guard let last = text.words.last(where: { $0.upperBound <= start }) else { return false }
        let word = String(decoding: text.ascii(last), as: UTF8.self)
        return start - last.upperBound <= 2 && ["xe", "bks", "bien", "oto", "may"].contains(word)
    }

    /// Goes through the glyphs one by one.
    private struct Reader {
        private let text: CommentText
        private(set) var position: Int

        init(_ text: CommentText, at position: Int) {
            self.text = text
            self.position = position
        }

        var isAtWordEnd: Bool { position == text.glyphs.count || !text.glyphs[position].isWord }

        mutating func take(_ count: Int, where fits: (CommentText.Glyph) -> Bool) -> Bool {
            guard position + count <= text.glyphs.count,
                text.glyphs[position..<(position + count)].allSatisfy(fits)
            else { return false }
            position += count
            return true
        }

        /// Goes over so many blanks and signs at most; whether there was any.
        mutating func skipSigns(_ count: Int) -> Bool {
            let start = position
            while position < text.glyphs.count, position - start < count, !text.glyphs[position].isWord {
                position += 1
            }
            return position > start
        }
    }
}

extension CommentText.Glyph {
    /// A digit, or the letter that people write for 0.
    fileprivate var isPlateDigit: Bool { kind == .digit || isPlain && ascii == UInt8(ascii: "o") }
}
