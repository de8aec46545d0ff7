import HTTPTypes

/// The cookie of whoever is signed in.
enum SessionCookie {
    static let name = "hailong_session"

    /// The session that a request carries.
    static func value(in headers: HTTPFields) -> String? {
        for header in headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let pair = pair.drop { $0 == " " }
                if pair.hasPrefix(name + "=") { return String(pair.dropFirst(name.count + 1)) }
            }
        }
        return nil
    }
}
