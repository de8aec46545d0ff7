import Survey
import Testing

@Suite struct NetworkTests {
    @Test(
        "an address is inside exactly the networks that its first bits name",
        arguments: [
            ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false),
            ("192.168.1.128/25", "192.168.1.129", true), ("192.168.1.128/25", "192.168.1.127", false),
            ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false),
            ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "::1", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false),
            ("::1", "::1", true), ("10.0.0.0/8", "::ffff:10.1.2.3", true),
        ])
    func contains(network: String, address: String, expected: Bool) throws {
        let ip = try #require(IPAddress(address))
        #expect(try #require(Network(network)).contains(ip) == expected)
    }

    @Test(
        "what is no address, or no network, is refused",
        arguments: [
            "", "10.0.0", "10.0.0.256", "10.0.0.0.1", "10..0.1", "+1.2.3.4", "1:2:3", "::1::2", "12345::", "::g",
            "1.2.3.4:80",
            "[::1]", "1:2:3:4:5:6:7:8:9", ":1:2:3:4:5:6:7",
        ])
    func refused(text: String) {
        #expect(IPAddress(text) == nil)
        #expect(Network(text) == nil)
    }

    @Test("a prefix longer than the address, or none after the slash, is refused")
    func badPrefix() {
        for text in ["10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8"] {
            #expect(Network(text) == nil)
        }
    }
}
