import Foundation
import Hummingbird
import NIOCore
import Survey

/// The fields of a form as a browser sends them, in order, with repeated names kept.
///
/// Hummingbird's decoder answers a repeated field with an error unless its name ends in `[]`, hence our own.
struct FormFields: Sendable {
    let pairs: [(String, String)]

    /// The first value of a field.
    subscript(name: String) -> String? { pairs.first { $0.0 == name }?.1 }

    /// Reads the body of a request.
    ///
    /// - Parameters:
    ///   - limit: in bytes; whoever sends more is refused.
    ///   - time: how long the form may take to arrive.
    /// - Throws: `HTTPError` 415 for another type of content, 413 for too much, 400 for what is no form in UTF-8.
    static func read(_ request: Request, _ context: WebContext, limit: Int, within time: TimeAmount) async throws
        -> FormFields
    {
        guard let fields = try await readable(request, context, limit: limit, within: time) else {
            throw HTTPError(.badRequest)
        }
        return fields
    }

    /// Reads the body of a request; nil where it is no form in UTF-8.
    ///
    /// - Throws: `HTTPError` 415 for another type of content, 413 for too much.
    static func readable(_ request: Request, _ context: WebContext, limit: Int, within time: TimeAmount) async throws
        -> FormFields?
    {
        let type = request.headers[.contentType]?.prefix { $0 != ";" && $0 != " " }.lowercased()
        guard type == "application/x-www-form-urlencoded" else {
            throw HTTPError(.unsupportedMediaType)
        }
        return FormFields(try await context.body(of: request, limit: limit, within: time).readableBytesView)
    }

    /// Reads `a=1&b=2&b=3`, where `+` is a space; nil when a name or value is no UTF-8.
    init?(_ bytes: some Collection<UInt8>) {
        var pairs: [(String, String)] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = FormFields.decoded(halves[0]),
                let value = halves.count == 2 ? FormFields.decoded(halves[1]) : ""
            else { return nil }
            pairs.append((name, value))
        }
        self.pairs = pairs
    }

    private static func decoded(_ bytes: some Sequence<UInt8>) -> String? {
        var decoded: [UInt8] = []
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "+"):
                decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(hexDigit), let low = iterator.next().flatMap(hexDigit) else {
                    return nil
                }
                decoded.append(high << 4 | low)
            default:
                decoded.append(byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
