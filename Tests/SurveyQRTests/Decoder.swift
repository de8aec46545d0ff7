import Foundation

/// Two decoders that know nothing of each other nor of libqrencode.
enum Decoder: CaseIterable {
    case zbar, zxing

    /// What each image says, in the order of the files, nil where nothing was read; the first code of an image counts.
    func read(_ images: [URL]) throws -> [String?] {
        guard !images.isEmpty else { return [] }
        switch self {
        case .zbar:
            // zbarimg ends with 4 when an image holds no code: that is for the caller to judge.
            let script = #"zbarimg --quiet --xml --nodbus -Sdisable -Sqrcode.enable "$@" || [ $? -eq 4 ]"#
            try Tool.run("zbarimg", ["--version"])
            let xml = try Tool.run("sh", ["-c", script, "sh"] + images.map(\.path))
            return Decoder.answers(inXML: String(decoding: xml, as: UTF8.self), for: images)
        case .zxing:
            let script = Tool.package.appending(path: "Tests/SurveyQRTests/decode.py").path
            let lines = try Tool.run(Tool.python(), [script] + images.map(\.path))
            return String(decoding: lines, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
                .prefix(images.count).map { $0.isEmpty ? nil : String($0) }
        }
    }

    /// zbarimg lists the images in which it found something as `<source href='FILE'> … <data…><![CDATA[TEXT]]>`.
    private static func answers(inXML xml: String, for images: [URL]) -> [String?] {
        var found: [String: String] = [:]
        for source in xml.components(separatedBy: "<source href='").dropFirst() {
            guard let end = source.firstIndex(of: "'"), let start = source.range(of: "<![CDATA["),
                let close = source.range(of: "]]>", range: start.upperBound..<source.endIndex)
            else { continue }
            found[String(source[..<end])] = String(source[start.upperBound..<close.lowerBound])
        }
        return images.map { found[$0.path] }
    }
}
