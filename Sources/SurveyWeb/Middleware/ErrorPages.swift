import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Survey
import SurveyStore

/// Turns whatever is thrown into a page that a person can read, or a problem (RFC 9457) that a program can.
struct ErrorPages: RouterMiddleware {
    let site: Site

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPParserError {
            // The connection is beyond help; Hummingbird answers 400 and closes it.
            throw error
        } catch {
            return await respond(to: error, request, context)
        }
    }

    private func respond(to error: any Error, _ request: Request, _ context: WebContext) async -> Response {
        let status: HTTPResponse.Status
        var detail: Localized?
        var headers = HTTPFields()
        switch error {
        case let error as SurveyError:
            status = error.code.status
            detail = error.message
        case let error as HTTPError:
            status = error.status
            headers = error.headers
        case let error as any HTTPResponseError:
            status = error.status
        case is CancellationError:
            // The service is stopping and takes no more writes.
            status = .serviceUnavailable
        default:
            // The disk is full, somebody keeps the lock: no fault of the request, and it may be sent again.
            let failure = SurveyError(database: error)
            status = failure?.code.status ?? .internalServerError
            detail = failure?.message
        }
        if status.kind == .serverError {
            context.logger.error(
                "request failed",
                metadata: ["route": "\(context.endpointPath ?? "-")", "error": "\(String(reflecting: error))"])
        }
        let path = request.uri.path
        var response: Response
        if path.hasPrefix("/api/") {
            let problem = Problem(status: status, detail: detail?[request.language])
            response = problem.response
        } else if let page = await officePage(status, detail, request) {
            response = page.response(status)
        } else if let page = try? page(status, detail, site.language(request)) {
            response = page.response(status)
        } else {
            response = Response(
                status: status, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: "\(status.code) \(status.reasonPhrase)\n")))
        }
        for field in headers { response.headers[field.name] = field.value }
        return response
    }

    /// The page for whoever is signed in; nil for everybody else, and where the fault is the service's own.
    private func officePage(_ status: HTTPResponse.Status, _ detail: Localized?, _ request: Request) async
        -> RenderedPage?
    {
        guard status.kind == .clientError, status != .tooManyRequests else { return nil }
        let isMissing = status == .notFound && detail == nil
        return try? await site.officeMessage(
            isMissing ? .notFound : .refused,
            detail: isMissing ? nil : (detail ?? Localized(status)).asSentence, request)
    }

    private func page(_ status: HTTPResponse.Status, _ detail: Localized?, _ language: Language) throws -> RenderedPage
    {
        switch status {
        case .notFound where detail == nil: try site.message(.notFound, language: language)
        case .serviceUnavailable: try site.message(.unavailable, language: language)
        case .internalServerError: try site.message(.error, language: language)
        case .tooManyRequests: try site.message(.tooMany, language: language)
        default:
            try site.message(.refused, detail: (detail ?? Localized(status)).asSentence, language: language)
        }
    }
}

extension Localized {
    /// What there is to say of a status alone.
    fileprivate init(_ status: HTTPResponse.Status) {
        let text = "\(status.code) \(status.reasonPhrase)"
        self.init(vi: text, en: text)
    }
}

extension Localized {
    /// With a capital in front, as a page says it; the command line and programs get messages as they are.
    var asSentence: Localized { Localized(vi: vi.asSentence, en: en.asSentence) }
}

extension String {
    /// With a capital in front, unless the first word is a name that a program reads, such as `small_cell`.
    var asSentence: String {
        let word = prefix { !$0.isWhitespace && $0 != ":" && $0 != "," }
        return word.allSatisfy(\.isLetter) ? prefix(1).uppercased() + dropFirst() : self
    }
}

/// A problem as programs read it (RFC 9457).
struct Problem: Encodable, Sendable {
    let title: String
    let status: Int
    let detail: String?

    init(status: HTTPResponse.Status, detail: String?) {
        title = status.reasonPhrase
        self.status = status.code
        self.detail = detail
    }

    var response: Response { Problem.response(self, status: HTTPResponse.Status(code: status)) }

    /// A problem with members of its own.
    static func response(_ body: some Encodable, status: HTTPResponse.Status) -> Response {
        let data = (try? JSONEncoder().encode(body)) ?? Data("{}".utf8)
        return Response(
            status: status, headers: [.contentType: "application/problem+json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}
