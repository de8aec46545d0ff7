import Survey

/// The address under which citizens reach an installation: `http` or `https`, a host, perhaps a port, and nothing more.
///
/// It is short enough that every link under it fits a QR symbol of version 6 at level M.
public struct PublicAddress: Sendable, Hashable {
    /// `http` or `https`.
    public let scheme: String
    /// Host and port in lower case, the port only where it is not the scheme's own. What people type into a browser.
    public let authority: String

    /// The address in lower case, without a slash at the end.
    public var text: String { "\(scheme)://\(authority)" }

    /// Reads an address such as `https://hailong.ninhbinh.gov.vn` or `http://127.0.0.1:8080/`.
    ///
    /// - Throws: `SurveyError` (`invalid`) when it is no such address, when it has a path other than `/`, a query, a
    ///   fragment or user information, or when it is too long for a QR symbol of version 6.
    public init(_ text: String) throws {
        let lowered = text.lowercased()
        guard let scheme = ["https", "http"].first(where: { lowered.hasPrefix($0 + "://") }) else {
            throw SurveyError(
                .invalid, vi: "địa chỉ công khai phải bắt đầu bằng https:// hoặc http://",
                en: "the public address has to begin with https:// or http://")
        }
        var authority = lowered.dropFirst(scheme.utf8.count + 3)
        if authority.hasSuffix("/") { authority.removeLast() }
        for (mark, vi, en) in PublicAddress.extras where authority.contains(mark) {
            throw SurveyError(
                .invalid, vi: "địa chỉ công khai không được có \(vi)", en: "the public address may not have \(en)")
        }
        guard let (host, port) = PublicAddress.split(authority) else {
            throw SurveyError(
                .invalid, vi: "địa chỉ công khai không có tên máy chủ hợp lệ, ví dụ đúng: https://hailong.example.vn",
                en: "the public address has no valid host and port, as https://hailong.example.vn:8443 has")
        }
        self.scheme = scheme
        self.authority = port.map { $0 == (scheme == "https" ? 443 : 80) ? host : "\(host):\($0)" } ?? host
        let longest = scheme + "://" + self.authority.uppercased() + "/" + String(repeating: "Z", count: 18)
        guard QRSymbol.version(of: longest, level: .medium) != nil else {
            throw SurveyError(
                .invalid, vi: "địa chỉ công khai quá dài cho mã QR trên phiếu; hãy dùng tên miền ngắn hơn",
                en: "the public address is too long for the QR code of a slip; use a shorter host name")
        }
    }

    /// What may not stand behind the scheme, the first to be named first.
    private static let extras: [(Character, String, String)] = [
        ("#", "phần mảnh (#)", "a fragment"),
        ("?", "phần truy vấn (?)", "a query"),
        ("/", "đường dẫn", "a path other than /"),
        ("@", "tên người dùng hay mật khẩu (@)", "user information"),
    ]

    /// Host and port, nil when one of them is not well formed. Names outside ASCII have to be given in their xn-- form.
    private static func split(_ authority: Substring) -> (host: String, port: Int?)? {
        var host = authority
        var port: Int?
        let afterBracket = authority.lastIndex(of: "]").map { authority.index(after: $0) } ?? authority.startIndex
        if let colon = authority[afterBracket...].firstIndex(of: ":") {
            let digits = authority[authority.index(after: colon)...]
            guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits),
                (1...65_535).contains(number)
            else { return nil }
            port = number
            host = authority[..<colon]
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            let inner = host.dropFirst().dropLast()
            guard inner.contains(":"), inner.utf8.allSatisfy({ "0123456789abcdef:.".utf8.contains($0) }) else {
                return nil
            }
            return (String(host), port)
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let areNames = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-_".utf8.contains($0) }
        }
        return areNames ? (String(host), port) : nil
    }
}

extension PublicAddress: CustomStringConvertible {
    public var description: String { text }
}
