import Foundation
import Hummingbird

/// A form with one file in it (`multipart/form-data`, RFC 7578), whole in memory.
struct UploadedFile: Sendable {
    /// The text fields, by name.
    let fields: [String: String]
    /// The bytes of the first part that has a file name; empty when no file was chosen.
    let bytes: Data

    /// - Parameter contentType: of the request, with its boundary.
    /// - Returns: nil when the body is no such form.
    init?(_ body: Data, contentType: String) {
        guard contentType.lowercased().hasPrefix("multipart/form-data"),
            let boundary = UploadedFile.parameter("boundary", of: contentType), !boundary.isEmpty,
            boundary.utf8.count <= 70
        else { return nil }
        // Every part begins behind a line of dashes and boundary; the first needs no line break before it.
        let mark = Data("\r\n--\(boundary)".utf8)
        let whole = Data("\r\n".utf8) + body
        var fields: [String: String] = [:]
        var file: Data?
        guard var found = whole.range(of: mark), found.lowerBound == whole.startIndex else { return nil }
        while true {
            let start = found.upperBound
            if whole[start...].starts(with: Data("--".utf8)) { break }
            guard whole[start...].starts(with: Data("\r\n".utf8)),
                let next = whole.range(of: mark, in: start..<whole.endIndex),
                let blank = whole.range(of: Data("\r\n\r\n".utf8), in: start..<next.lowerBound),
                let head = String(data: whole[start..<blank.lowerBound], encoding: .utf8)
            else { return nil }
            let content = Data(whole[blank.upperBound..<next.lowerBound])
            for line in head.components(separatedBy: "\r\n")
            where line.lowercased().hasPrefix("content-disposition:") {
                guard let name = UploadedFile.parameter("name", of: line) else { return nil }
                if UploadedFile.parameter("filename", of: line) != nil {
                    file = file ?? content
                } else {
                    fields[name] = String(data: content, encoding: .utf8)
                }
            }
            found = next
        }
        self.fields = fields
        bytes = file ?? Data()
    }

    /// The value of a header's parameter, with or without quotes.
    private static func parameter(_ name: String, of header: String) -> String? {
        for part in header.split(separator: ";").dropFirst() {
            let part = part.trimmingCharacters(in: .whitespaces)
            guard part.lowercased().hasPrefix(name + "=") else { continue }
            return part.dropFirst(name.count + 1).trimmingCharacters(in: ["\""])
        }
        return nil
    }
}
