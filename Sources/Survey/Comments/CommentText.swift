import Foundation

/// What was typed, tidied, beside a reading of it in which every way to write a letter or digit looks the same.
///
/// Citizens write numbers in many ways, some so that a machine will not see them: `０９１２`, `o912`, `①②`, NFD, invisible
/// characters in between. The masks look at the reading; the stored text keeps the citizen's own characters.
struct CommentText {
    /// One letter, digit, blank or sign of the reading.
    struct Glyph {
        enum Kind { case letter, digit, blank, sign }

        let kind: Kind
        /// In ASCII, letters in lower case and without marks; 0 for what has no such form.
        let ascii: UInt8
        /// Whether it was written without marks: `o`, but not `ở`.
        let isPlain: Bool
        /// Whether it was written as a capital.
        let isCapital: Bool
        /// Its character in ``characters``.
        let source: Int
    }

    let characters: [Character]
    let glyphs: [Glyph]

    init(_ text: String) {
        characters = Array(CommentText.tidied(text))
        var glyphs: [Glyph] = []
        for (source, character) in characters.enumerated() {
            let isPlain = character.unicodeScalars.count == 1
            for scalar in character.unicodeScalars {
                CommentText.read(scalar, isPlain: isPlain, source: source, into: &glyphs)
            }
        }
        self.glyphs = glyphs
    }

    /// NFC, one kind of line end, no invisible characters, no towers of marks, no space around it.
    static func tidied(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.replacing("\r\n", with: "\n").precomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where scalar == "\t":
                scalars.append(" ")
            case .control where scalar == "\n" || scalar == "\r", .lineSeparator, .paragraphSeparator:
                scalars.append("\n")
            case .control, .format, .privateUse, .surrogate, .unassigned, .enclosingMark:
                continue
            case .nonspacingMark, .spacingMark:
                marks += 1
                // Two on top of a composed letter are more than any Vietnamese needs.
                if marks <= 2, !scalar.properties.isDefaultIgnorableCodePoint { scalars.append(scalar) }
                continue
            default:
                if scalar.properties.isDefaultIgnorableCodePoint { continue }
                scalars.append(scalar)
            }
            marks = 0
        }
        return String(scalars).precomposedStringWithCanonicalMapping.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func read(_ scalar: Unicode.Scalar, isPlain: Bool, source: Int, into glyphs: inout [Glyph]) {
        if scalar.isASCII { return glyphs.append(glyph(scalar, isPlain: isPlain, of: scalar, source)) }
        if let like = lookalikes[scalar] {
            return glyphs.append(glyph(like, isPlain: isPlain, of: scalar, source))
        }
        let parts = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
        let letters = parts.filter { !isMark($0) }
        for part in letters {
            if let value = part.properties.numericValue, !part.isASCII {
                // 〇 and ٣ are a digit each; for ↁ it is enough to know that it is a number.
                let isDigit = value >= 0 && value <= 9 && value == value.rounded()
                let ascii = UInt8(ascii: "0") + (isDigit ? UInt8(value) : 0)
                glyphs.append(Glyph(kind: .digit, ascii: ascii, isPlain: true, isCapital: false, source: source))
                continue
            }
            glyphs.append(glyph(part, isPlain: isPlain && letters.count == parts.count, of: scalar, source))
        }
    }

    private static func glyph(
        _ scalar: Unicode.Scalar, isPlain: Bool, of original: Unicode.Scalar, _ source: Int
    ) -> Glyph {
        let value = scalar.isASCII ? UInt8(scalar.value) : 0
        let isCapital = original.properties.isUppercase
        switch value {
        case 48...57: return Glyph(kind: .digit, ascii: value, isPlain: true, isCapital: false, source: source)
        case 65...90: return Glyph(kind: .letter, ascii: value + 32, isPlain: isPlain, isCapital: true, source: source)
        case 97...122:
            return Glyph(kind: .letter, ascii: value, isPlain: isPlain, isCapital: isCapital, source: source)
        default: break
        }
        let isBlank = scalar.properties.isWhitespace
        let isLetter = !isBlank && scalar.properties.isAlphabetic
        return Glyph(
            kind: isLetter ? .letter : isBlank ? .blank : .sign, ascii: value, isPlain: isPlain, isCapital: isCapital,
            source: source)
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// Letters of other alphabets that look like Latin ones in a number or a word, and `đ`, which Unicode does not take apart.
    private static let lookalikes: [Unicode.Scalar: Unicode.Scalar] = [
        "ο": "o", "Ο": "o", "о": "o", "О": "o", "ı": "i", "і": "i", "І": "i", "ι": "i", "Ι": "i", "đ": "d", "Đ": "d",
        "а": "a", "А": "a", "е": "e", "Е": "e", "с": "c", "С": "c", "р": "p", "Р": "p", "х": "x", "Х": "x",
    ]
}

extension CommentText.Glyph {
    var isWord: Bool { kind == .letter || kind == .digit }

    /// Whether it is a digit or, between digits, may stand for one: `o` for 0, `l` and `i` for 1, `s` for 5 …
    var mayBeDigit: Bool { kind == .digit || isPlain && "olizsbgq|".utf8.contains(ascii) }
}

extension CommentText {
    /// The maximal runs of letters and digits.
    var words: [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for index in glyphs.indices {
            if glyphs[index].isWord {
                start = start ?? index
            } else if let begin = start {
                words.append(begin..<index)
                start = nil
            }
        }
        if let begin = start { words.append(begin..<glyphs.count) }
        return words
    }

    /// The reading of a range, 0 bytes included.
    func ascii(_ range: Range<Int>) -> [UInt8] { glyphs[range].map(\.ascii) }
}
