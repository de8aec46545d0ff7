import Crypto
import Foundation
import Mustache
import NIOCore
import Survey

/// Templates, texts and style sheets, read once at the start; turns pages into bytes.
struct Renderer: Sendable {
    let locales: Locales
    /// For the citizen's pages, and for the survey, which has more on it.
    let citizenStyle: StyleSheet
    let surveyStyle: StyleSheet
    /// What a digest carries inside it.
    let digestStyle: String

    private let library: MustacheLibrary

    /// - Parameter pages: every page there is; a template that one of them lacks stops the start.
    /// - Throws: `SurveyError` with the name of the file that is missing or malformed.
    init(configuration: WebConfiguration, pages: [any Page.Type]) throws {
        locales = try Locales(folder: configuration.templates.appending(path: "locales"))
        let base = try Renderer.read("base.css", in: configuration.statics)
        let citizen = try Renderer.read("citizen.css", in: configuration.statics)
        let message = try Renderer.read("message.css", in: configuration.statics)
        let survey = try Renderer.read("survey.css", in: configuration.statics)
        citizenStyle = StyleSheet(base + citizen + message)
        surveyStyle = StyleSheet(base + citizen + survey)
        digestStyle = StyleSheet(try Renderer.read("digest.css", in: configuration.statics)).text

        var library = MustacheLibrary()
        let files = (try? FileManager.default.contentsOfDirectory(atPath: configuration.templates.path)) ?? []
        for file in files where file.hasSuffix(".mustache") {
            let name = String(file.dropLast(".mustache".count))
            let text = try Renderer.read(file, in: configuration.templates)
            do {
                try library.register(Renderer.tightened(text), named: name)
            } catch {
                let path = configuration.templates.appending(path: file).path
                throw SurveyError(
                    .unavailable, vi: "\(path): sai cú pháp (\(error))", en: "\(path): malformed (\(error))")
            }
        }
        for page in pages where library.getTemplate(named: page.template) == nil {
            let path = configuration.templates.appending(path: "\(page.template).mustache").path
            throw SurveyError(.unavailable, vi: "thiếu tệp \(path)", en: "the file \(path) is missing")
        }
        self.library = library
    }

    func render<P: Page>(_ page: P) throws -> ByteBuffer {
        guard let text = library.render(page, withTemplate: P.template) else {
            throw SurveyError(.unavailable, vi: "thiếu mẫu \(P.template)", en: "there is no template \(P.template)")
        }
        return ByteBuffer(string: text)
    }

    /// The texts of a table.
    ///
    /// - Throws: `SurveyError` when there is no such table.
    func texts(_ name: String, _ language: Language) throws -> Texts {
        guard let texts = locales.texts(name, language) else {
            throw SurveyError(.unavailable, vi: "thiếu bảng chữ \(name)", en: "there is no table of texts \(name)")
        }
        return texts
    }

    private static func read(_ name: String, in folder: URL) throws -> String {
        let file = folder.appending(path: name)
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw SurveyError(
                .unavailable, vi: "không đọc được tệp \(file.path)", en: "cannot read the file \(file.path)")
        }
        return text
    }

    /// Without indentation: fewer bytes, and Mustache cannot carry a partial's into what people typed.
    private static func tightened(_ template: String) -> String {
        template.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    }
}

/// A style sheet as it goes into a page, and the hash by which the page's policy allows it and nothing else.
struct StyleSheet: Sendable {
    let text: String
    /// `sha256-…`
    let hash: String

    init(_ source: String) {
        text = StyleSheet.tightened(source)
        hash = StyleSheet.hash(of: text)
    }

    static func hash(of text: String) -> String {
        "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }

    /// Without comments and needless space.
    private static func tightened(_ source: String) -> String {
        var text = source
        while let start = text.range(of: "/*"), let end = text.range(of: "*/", range: start.upperBound..<text.endIndex)
        {
            text.removeSubrange(start.lowerBound..<end.upperBound)
        }
        text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for mark in ["{", "}", ";", ",", ">"] {
            text = text.replacing(" \(mark)", with: mark).replacing("\(mark) ", with: mark)
        }
        text = text.replacing(": ", with: ":").replacing(";}", with: "}").replacing(" + ", with: "+")
        // Variables get names of one letter; the longest go first, since one may begin another.
        let names = Set(text.matches(of: /--[a-z][a-z-]+/).map { String($0.output) })
        for (index, name) in names.sorted(by: { ($0.count, $0) > ($1.count, $1) }).enumerated() {
            text = text.replacing(name, with: "--\(UnicodeScalar(UInt8(97 + index % 26)))\(index >= 26 ? "_" : "")")
        }
        return text
    }
}
