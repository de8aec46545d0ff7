import HTTPTypes
import Hummingbird
import Survey

/// A refusal that a program reads: what the problem is and, for rejected data, every bad field (RFC 9457).
struct APIProblem: Error, Sendable {
    /// One field of one row, or one parameter.
    struct Entry: Sendable {
        /// The row's place in `dossiers`, 0 for a single object; nil when it is a parameter or the body as a whole.
        var index: Int?
        /// A field's name, a parameter's name, or empty for the whole row.
        var field: String
        /// As it was sent; nil when nothing was.
        var value: JSONValue?
        var reason: Localized
    }

    var status: HTTPResponse.Status
    var detail: Localized
    var entries: [Entry] = []
    var headers: HTTPFields = [:]

    /// 422 with every bad field.
    static func rejected(_ entries: [Entry]) -> APIProblem {
        APIProblem(
            status: .unprocessableContent,
            detail: Localized(
                vi: "dữ liệu không hợp lệ ở \(entries.count) chỗ; không có gì được ghi",
                en: "\(counted(entries.count, "field")) rejected; nothing was taken"),
            entries: entries)
    }

    /// 422 with every bad parameter of an address.
    static func refused(parameters entries: [Entry]) -> APIProblem {
        APIProblem(
            status: .unprocessableContent,
            detail: Localized(
                vi: "tham số không hợp lệ ở \(entries.count) chỗ",
                en: "\(counted(entries.count, "parameter")) rejected"),
            entries: entries)
    }

    func response(_ language: Language) -> Response {
        struct Body: Encodable {
            struct Entry: Encodable {
                let index: JSONValue
                let field: String
                let value: JSONValue
                let reason: String
            }
            let title: String
            let status: Int
            let detail: String
            let errors: [Entry]?
        }
        let errors = entries.map { entry in
            Body.Entry(
                index: entry.index.map(JSONValue.integer) ?? .null, field: String(entry.field.prefix(200)),
                value: entry.value?.abbreviated ?? .null, reason: entry.reason[language])
        }
        let body = Body(
            title: status.reasonPhrase, status: status.code, detail: detail[language],
            errors: errors.isEmpty ? nil : errors)
        var response = Problem.response(body, status: status)
        response.headers[.contentLanguage] = language.rawValue
        for field in headers { response.headers[field.name] = field.value }
        return response
    }
}

extension APIProblem.Entry {
    init(_ problem: FieldProblem) {
        self.init(index: problem.row, field: problem.field, value: .string(problem.value), reason: problem.reason)
    }
}

/// Turns what the API's handlers throw into problems; the rest goes on to the pages' own.
struct APIProblems: RouterMiddleware {
    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as APIProblem {
            return problem.response(request.language)
        }
    }
}
