import Glibc
import Survey

/// A bare connection to a server on this machine, for what no HTTP client would do.
final class Socket {
    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw SurveyError(.unavailable, vi: "socket", en: "socket \(errno)") }
    }

    deinit { close(descriptor) }

    func send(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }

    /// Waits for the first line of the reply, such as `HTTP/1.1 200 OK`, and returns its status; nil when none comes.
    func status() -> Int? {
        var bytes = [UInt8](repeating: 0, count: 12)
        guard recv(descriptor, &bytes, bytes.count, Int32(MSG_WAITALL)) == bytes.count else { return nil }
        return Int(String(decoding: bytes.suffix(3), as: UTF8.self))
    }

    /// Whether the other side has closed.
    var isClosed: Bool {
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count == 0 || count < 0 && errno != EAGAIN && errno != EWOULDBLOCK
    }
}
