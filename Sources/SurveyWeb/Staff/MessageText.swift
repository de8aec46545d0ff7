import Foundation
import Survey
import SurveyQR

/// A survey link with words around it, ready for SMS or Zalo.
struct MessageText: Sendable, Hashable {
    /// What an operator sends it in, which decides how long a message may be.
    enum Alphabet: String, Sendable {
        case gsm7 = "GSM-7"
        case ucs2 = "UCS-2"
    }

    let text: String
    let alphabet: Alphabet
    /// In GSM-7 septets, or in UTF-16 units.
    let length: Int
    /// What fits the parts that are promised: one of 160 septets, or two of 67 units.
    let limit: Int
    /// How many messages an operator sends and charges.
    let parts: Int

    /// Without diacritics, in one message of the GSM 03.38 alphabet.
    static func plain(_ link: SurveyLink, procedure: String, until day: Day) -> MessageText {
        let day = day.written(.vietnamese)
        let text = fitted(
            [
                ("Moi Ong/Ba danh gia ho so", ": \(link.text) (an danh, den \(day))"),
                ("Moi Ong/Ba danh gia", ": \(link.text) (den \(day))"), ("Danh gia", ": \(link.text) (den \(day))"),
            ], name: latin(procedure), limit: 160, measure: septets)
        let length = septets(text)
        return MessageText(
            text: text, alphabet: .gsm7, length: length, limit: 160, parts: length <= 160 ? 1 : (length + 152) / 153)
    }

    /// With diacritics, in two messages of UCS-2.
    static func marked(_ link: SurveyLink, procedure: String, until day: Day) -> MessageText {
        let day = day.written(.vietnamese)
        let text = fitted(
            [
                ("Mời Ông/Bà đánh giá hồ sơ", ": \(link.text) (ẩn danh, đến \(day))"),
                ("Mời Ông/Bà đánh giá", ": \(link.text) (đến \(day))"), ("Đánh giá", ": \(link.text) (đến \(day))"),
            ], name: procedure.precomposedStringWithCanonicalMapping, limit: 134, measure: units)
        let length = units(text)
        return MessageText(
            text: text, alphabet: .ucs2, length: length, limit: 134, parts: length <= 70 ? 1 : (length + 66) / 67)
    }

    private static func units(_ text: String) -> Int { text.utf16.count }

    /// In GSM-7 (3GPP TS 23.038), where a few ASCII characters take two; what is not ASCII never comes here.
    private static func septets(_ text: String) -> Int {
        text.reduce(0) { $0 + ("^{}\\[~]|".contains($1) ? 2 : 1) }
    }

    /// The first frame that fits: with as much of the name as there is room for, then without it; a long address leaves
    /// room for less, and the last frame stands whatever its length.
    private static func fitted(
        _ frames: [(head: String, tail: String)], name: String, limit: Int, measure: (String) -> Int
    ) -> String {
        let polite = frames[0]
        let room = limit - measure(polite.head + " " + polite.tail)
        let part = cut(name, to: room, measure: measure)
        if !part.isEmpty { return "\(polite.head) \(part)\(polite.tail)" }
        let texts = frames.map { $0.head + $0.tail }
        return texts.first { measure($0) <= limit } ?? texts[texts.count - 1]
    }

    /// As much of a name as there is room for, at the end of a word; empty where there is none.
    private static func cut(_ name: String, to room: Int, measure: (String) -> Int) -> String {
        if measure(name) <= room { return name }
        var words = name.split(separator: " ")
        while !words.isEmpty {
            words.removeLast()
            let text = words.joined(separator: " ") + "..."
            if measure(text) <= room { return text }
        }
        return ""
    }

    /// Letters without their diacritics, in their case, and nothing that is not in GSM-7.
    private static func latin(_ text: String) -> String {
        var result = ""
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar {
            case "đ": result += "d"
            case "Đ": result += "D"
            case "–", "—": result += "-"
            case "“", "”": result += "\""
            case "`": continue
            case " "..."~": result.unicodeScalars.append(scalar)
            default: continue
            }
        }
        return result
    }
}
