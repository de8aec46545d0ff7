import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Survey

/// Where a request really comes from, when proxies may stand in between.
struct ClientAddress: Sendable {
    /// nil when the connection has no IP address (a local socket), or a trusted proxy wrote none that can be read.
    let address: IPAddress?
    /// Whether anything in the request says that it was passed on.
    let isForwarded: Bool

    /// Walks from the peer outwards through the proxies that are trusted; the first that is not is the client.
    ///
    /// Whatever stands further left in the header is the client's own claim, and counts for nothing.
    init(peer: SocketAddress?, headers: HTTPFields, trusting proxies: [Network]) {
        let hops = ClientAddress.hops(headers)
        isForwarded = headers.contains { ClientAddress.isOfProxy($0.name.canonicalName) }
        var address = peer.flatMap(ClientAddress.address)
        for hop in hops.reversed() {
            guard let known = address, proxies.contains(where: { $0.contains(known) }) else { break }
            address = hop
            if hop == nil { break }
        }
        self.address = address
    }

    /// Whether a header, named in lower case, is one that proxies add; an empty one tells as much.
    private static func isOfProxy(_ name: String) -> Bool {
        switch name {
        case "forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "x-original-forwarded-for",
            "cf-connecting-ip", "true-client-ip", "fastly-client-ip":
            true
        default: name.hasPrefix("x-forwarded")
        }
    }

    /// The addresses that proxies wrote, the client's own side first; nil for one that cannot be read.
    ///
    /// `Forwarded` (RFC 7239) counts only where there is no `X-Forwarded-For`: proxies write the latter unless told
    /// otherwise, and pass the former on as the client sent it.
    private static func hops(_ headers: HTTPFields) -> [IPAddress?] {
        if headers.contains(.xForwardedFor) {
            return headers[values: .xForwardedFor].flatMap { $0.split(separator: ",") }
                .map { node($0.trimmingCharacters(in: .whitespaces)) }
        }
        return headers[values: .forwarded].flatMap { $0.split(separator: ",") }.map { element in
            let part = element.split(separator: ";").map { $0.trimmingCharacters(in: CharacterSet.whitespaces) }
                .first { $0.lowercased().hasPrefix("for=") }
            return part.flatMap { node(String($0.dropFirst(4)).trimmingCharacters(in: ["\""])) }
        }
    }

    /// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]:80`.
    private static func node(_ text: String) -> IPAddress? {
        if text.hasPrefix("[") { return IPAddress(text.dropFirst().prefix { $0 != "]" }) }
        if let address = IPAddress(text) { return address }
        return IPAddress(text.prefix { $0 != ":" })
    }

    private static func address(_ peer: SocketAddress) -> IPAddress? {
        switch peer {
        case .v4(let address):
            withUnsafeBytes(of: address.address.sin_addr) { IPAddress(bytes: Array($0)) }
        case .v6(let address):
            withUnsafeBytes(of: address.address.sin6_addr) { IPAddress(bytes: Array($0)) }
        case .unixDomainSocket:
            nil
        }
    }
}

extension HTTPField.Name {
    static let forwarded = HTTPField.Name(ours: "forwarded")
    static let xForwardedFor = HTTPField.Name(ours: "x-forwarded-for")
    static let referrerPolicy = HTTPField.Name(ours: "referrer-policy")
    static let robotsTag = HTTPField.Name(ours: "x-robots-tag")

    /// A name of our own writing; every one is used, and so proven, at the start.
    private init(ours name: String) {
        self = HTTPField.Name(name) ?? .trailer
    }
}
