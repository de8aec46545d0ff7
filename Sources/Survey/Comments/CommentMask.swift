/// Replaces what could name somebody by ``Comment/mark``.
///
/// Where it is in doubt it masks: a figure too many is lost more easily than a telephone number is kept. No run of seven
/// digits or more is left, however it is written; amounts, days and numbers of times are short and stay readable.
enum CommentMask {
    static func masked(_ text: CommentText) -> String {
        let glyphs = text.glyphs
        let ranges = DigitRuns(text).masked + CodeRuns(text).masked + AddressRuns(text).masked
        var spans =
            ranges
            .map { glyphs[$0.lowerBound].source..<(glyphs[$0.upperBound - 1].source + 1) }
            .sorted { $0.lowerBound < $1.lowerBound }
        spans = merged(spans, in: text.characters)
        var result = ""
        var position = 0
        for span in spans {
            result += String(text.characters[position..<span.lowerBound]) + Comment.mark
            position = span.upperBound
        }
        return result + String(text.characters[position...])
    }

    /// Joins spans that overlap or have nothing but one or two signs between them.
    private static func merged(_ spans: [Range<Int>], in characters: [Character]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for span in spans {
            if let last = merged.last,
                span.lowerBound <= last.upperBound
                    || span.lowerBound - last.upperBound <= 2
                        && characters[last.upperBound..<span.lowerBound].allSatisfy({ !$0.isLetter && !$0.isNumber })
            {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                merged.append(span)
            }
        }
        return merged
    }
}
