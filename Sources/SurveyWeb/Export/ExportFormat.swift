import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Survey

/// The kinds of file that a page of figures is also to be had as, by `format=…` in its address.
enum ExportFormat: String, Sendable, CaseIterable {
    case xlsx, csv, pdf

    /// What an address asks for; nil for the page itself.
    ///
    /// - Throws: `SurveyError` (`invalid`) for another format.
    init?(_ request: Request) throws {
        guard let name = request.query("format"), !name.isEmpty else { return nil }
        guard let format = ExportFormat(rawValue: name) else {
            throw SurveyError(
                .invalid, vi: "chỉ xuất được tệp xlsx, csv hoặc pdf", en: "files are xlsx, csv or pdf")
        }
        self = format
    }

    var mediaType: String {
        switch self {
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .csv: "text/csv; charset=utf-8"
        case .pdf: "application/pdf"
        }
    }

    /// The links of a page to the same figures as files.
    ///
    /// - Parameter path: the page's own address, with its query.
    static func links(_ path: String, texts: Texts) -> [ChoiceLink] {
        allCases.map { format in
            ChoiceLink(
                text: texts["export.\(format.rawValue)"],
                href: path + (path.contains("?") ? "&" : "?") + "format=\(format.rawValue)", isCurrent: false)
        }
    }

    /// The file as an answer.
    ///
    /// - Parameter name: of the file, without its ending; what is neither letter nor digit becomes a hyphen.
    func response(_ bytes: Data, name: String) -> Response {
        let name = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        return Response(
            status: .ok,
            headers: [
                .contentType: mediaType, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"hailong-\(name).\(rawValue)\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
