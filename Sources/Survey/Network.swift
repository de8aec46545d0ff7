/// A range of internet addresses in CIDR form, for example `10.0.0.0/8`, `127.0.0.1` or `fd00::/8`.
public struct Network: Sendable, Hashable {
    private let bytes: [UInt8]
    private let length: Int

    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let bytes = Network.address(String(parts[0])) else { return nil }
        self.bytes = bytes
        if parts.count == 2 {
            guard let length = Int(parts[1]), (0...bytes.count * 8).contains(length) else { return nil }
            self.length = length
        } else {
            length = bytes.count * 8
        }
    }

    /// Whether an address lies in the range; an IPv4 address inside IPv6 counts as IPv4.
    public func contains(_ address: String) -> Bool {
        guard let other = Network.address(address), other.count == bytes.count else { return false }
        for index in 0..<bytes.count {
            let bits = max(0, min(8, length - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            if (other[index] ^ bytes[index]) & mask != 0 { return false }
        }
        return true
    }

    /// The 4 or 16 bytes of an address.
    static func address(_ text: String) -> [UInt8]? {
        text.contains(":") ? sixteen(text) : four(text)
    }

    private static func four(_ text: some StringProtocol) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { part in
            (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (48...57).contains($0) } ? UInt8(part) : nil
        }
        return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }

    private static func sixteen(_ text: String) -> [UInt8]? {
        let text = text.split(separator: "%").first.map(String.init) ?? text
        let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        var sides: [[UInt8]] = []
        for half in halves {
            var bytes: [UInt8] = []
            for group in half.split(separator: ":", omittingEmptySubsequences: false) where !half.isEmpty {
                if group.contains(".") {
                    guard let last = four(group) else { return nil }
                    bytes += last
                } else {
                    guard group.utf8.count <= 4, let value = UInt16(group, radix: 16) else { return nil }
                    bytes += [UInt8(value >> 8), UInt8(value & 0xFF)]
                }
            }
            sides.append(bytes)
        }
        let count = sides.reduce(0) { $0 + $1.count }
        guard sides.count == 2 ? count <= 14 : count == 16 else { return nil }
        let all = sides[0] + [UInt8](repeating: 0, count: 16 - count) + (sides.count == 2 ? sides[1] : [])
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return all.starts(with: mapped) ? Array(all.suffix(4)) : all
    }
}
