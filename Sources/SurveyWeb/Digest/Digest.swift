import Foundation
import NIOCore
import Survey

/// A digest in one language, as HTML and as text.
struct Digest: Sendable {
    let period: DigestPeriod
    let language: Language
    let title: String
    let html: String
    let text: String

    /// The files that a folder gets, by name.
    static func files(_ digests: [Digest]) -> [(name: String, content: String)] {
        digests.flatMap { digest in
            let stem = "hailong-\(digest.period).\(digest.language.rawValue)"
            return [("\(stem).html", digest.html), ("\(stem).txt", digest.text)]
        }
    }

    /// The body that a webhook gets.
    ///
    /// - Throws: what the encoder throws.
    static func body(_ digests: [Digest]) throws -> Data {
        struct Content: Encodable {
            let title: String
            let text: String
            let html: String
        }
        struct Body: Encodable {
            let period: String
            let kind: String
            let from: String
            let to: String
            let content: [String: Content]
        }
        guard let period = digests.first?.period else { return Data() }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let kind = if case .week = period { "week" } else { "month" }
        let content = digests.map { ($0.language.rawValue, Content(title: $0.title, text: $0.text, html: $0.html)) }
        return try encoder.encode(
            Body(
                period: period.description, kind: kind, from: period.firstDay.description,
                to: period.lastDay.description, content: Dictionary(uniqueKeysWithValues: content)))
    }
}

extension DigestPage {
    /// The same as text, in lines that any mail program shows.
    var text: String {
        var lines = [title, String(repeating: "=", count: title.count), office]
        if let example { lines.append(example) }
        lines += ["", about] + total + [happened].compactMap(\.self) + [""]
        for row in rows {
            let figures = row.answers.map { "\($0.share) (\($0.interval); n = \($0.count))" } ?? row.hidden
            let parts = [
                figures, "\(t["responseRate"] ?? "") \(row.answers?.responseRate ?? "–")",
                "\(t["coverage"] ?? "") \(row.coverage)", "\(row.completed) \(t["completed"] ?? "")",
            ]
            lines.append("- \(row.name): \(parts.joined(separator: "; "))")
        }
        for (heading, sentences) in [(t["followUpTitle"], followUp), (t["planTitle"], plan)] where !sentences.isEmpty {
            lines += ["", heading ?? ""] + sentences.map { "- \($0)" }
        }
        return (lines + ["", link]).joined(separator: "\n") + "\n"
    }
}
