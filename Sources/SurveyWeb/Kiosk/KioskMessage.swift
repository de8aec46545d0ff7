import HTTPTypes

/// What a kiosk can have to say; the raw value begins its texts' names.
enum KioskMessage: String, Error, Sendable {
    case gone, unknown, tooMany

    var status: HTTPResponse.Status {
        switch self {
        case .gone: .gone
        case .unknown: .notFound
        case .tooMany: .tooManyRequests
        }
    }
}
