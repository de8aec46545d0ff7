import HTTPTypes

/// The cookies of the site. None is read by a script, none is sent along by other sites' forms.
enum Cookies {
    /// Whoever is signed in.
    static let session = "hailong_session"
    /// Goes with the sign-in form, before there is a session.
    static let form = "hailong_form"
    /// The officer's desk and paper.
    static let desk = "hailong_desk"
    /// The language that was chosen on an office page.
    static let language = "hailong_language"
    /// The tablet of a desk, and that a manager made it one.
    static let kiosk = "hailong_kiosk"
    /// What a kiosk is showing, for the minutes that it does.
    static let entry = "hailong_entry"
    /// A random number until midnight, to notice many answers from one device; named on the survey page.
    static let device = "hailong_device"
    /// The receipt of an answer, for the minutes after it.
    static let receipt = "hailong_receipt"

    /// The value of a cookie that a request carries.
    static func value(_ name: String, in headers: HTTPFields) -> String? {
        for header in headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let pair = pair.drop { $0 == " " }
                if pair.hasPrefix(name), pair.dropFirst(name.count).first == "=" {
                    return String(pair.dropFirst(name.count + 1))
                }
            }
        }
        return nil
    }

    /// A `Set-Cookie` header; an empty value with `maxAge` 0 takes a cookie back.
    ///
    /// - Parameter maxAge: in seconds.
    static func set(_ name: String, _ value: String, path: String, maxAge: Int, isSecure: Bool) -> String {
        "\(name)=\(value); Path=\(path); Max-Age=\(maxAge); HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")"
    }
}
