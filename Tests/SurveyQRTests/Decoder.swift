import Foundation
import Testing

/// Two decoders that know nothing of each other nor of libqrencode: zbar and zxing-cpp.
enum Decoder {
    /// What they read in an image, in a page of a PDF, or in an ESC/POS job.
    struct Answer: Decodable {
        var file: String
        /// From 1.
        var page: Int
        var zbar: [String]
        var zxing: [String]
    }

    /// - Parameter dpi: of the printer that PDFs are for.
    static func read(_ files: [URL], dpi: Int = 300) throws -> [Answer] {
        // The script starts these; a missing one is best told by its name.
        for tool in ["pdftoppm", "pdfinfo"] { try Tool.require(tool) }
        let script = Tool.package.appending(path: "Tests/SurveyQRTests/Decoding/decode.py").path
        let lines = try Tool.run(Tool.python(), [script, String(dpi)] + files.map(\.path))
        return try lines.split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(Answer.self, from: $0) }
    }

    /// Expects that both read in a file exactly what is expected, in any order.
    static func expect(
        _ texts: [String], in file: URL, dpi: Int = 300, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let answers = try read([file], dpi: dpi)
        let name = "\(file.lastPathComponent) at \(dpi) dpi"
        #expect(answers.flatMap(\.zbar).sorted() == texts.sorted(), "zbar, \(name)", sourceLocation: sourceLocation)
        #expect(answers.flatMap(\.zxing).sorted() == texts.sorted(), "zxing, \(name)", sourceLocation: sourceLocation)
    }
}
