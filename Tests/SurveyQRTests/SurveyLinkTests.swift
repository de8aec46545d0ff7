import OwnThread
import SurveyQR
import Testing

@Suite(.ownThread) struct SurveyLinkTests {
    @Test("a link has its scheme in lower case and the rest in upper case")
    func printedForm() throws {
        let token = try Token("fg2cep-cfzykf-6ef49m")
        let link = try SurveyLink(base: "HTTPS://HaiLong.NinhBinh.gov.vn", token: token)
        #expect(link.text == "https://HAILONG.NINHBINH.GOV.VN/FG2CEPCFZYKF6EF49M")
        #expect(link.base.text == "https://hailong.ninhbinh.gov.vn")
        #expect(
            try SurveyLink(base: "http://127.0.0.1:8080/", token: token).text == "http://127.0.0.1:8080/\(token.text)")
        #expect(try SurveyLink(base: "http://[::1]:81", token: token).text == "http://[::1]:81/\(token.text)")
    }

    @Test("a port is printed only where it is not the scheme's own")
    func ports() throws {
        #expect(try PublicAddress("https://a.vn:443").text == "https://a.vn")
        #expect(try PublicAddress("http://a.vn:80/").text == "http://a.vn")
        #expect(try PublicAddress("http://a.vn:443").text == "http://a.vn:443")
        #expect(try PublicAddress("https://a.vn:8443").authority == "a.vn:8443")
    }

    @Test(
        "a base is refused for what a link cannot carry, and the message names it",
        arguments: [
            ("https://a.vn/survey", "a path"), ("https://a.vn//", "a path"), ("https://a.vn?x=1", "a query"),
            ("https://a.vn/?", "a query"), ("https://a.vn#top", "a fragment"),
            ("https://me:pw@a.vn", "user information"),
            ("https://me@a.vn/x?y#z", "a fragment"), ("ftp://a.vn", "https:// or http://"),
            ("a.vn", "https:// or http://"),
            ("", "https:// or http://"), ("https://", "host"), ("https:///", "host"), ("https://:80", "host"),
            ("https://a.vn:", "host"), ("https://a.vn:0", "host"), ("https://a.vn:65536", "host"),
            ("https://a.vn:+80", "host"), ("https://a..vn", "host"), ("https://-a.vn", "host"),
            ("https://hài-lòng.vn", "host"), ("https://a b.vn", "host"), ("https://a.vn\n", "host"),
            ("https://a%20.vn", "host"),
            ("https://[fe80::1%25eth0]", "host"), ("https://[]", "host"),
        ])
    func refusedBases(base: String, named: String) throws {
        let error = try #require(throws: SurveyError.self) { try PublicAddress(base) }
        #expect(error.code == .invalid)
        #expect(error.message.en.contains(named), "\(error.message.en)")
    }

    @Test("the longest base that is taken needs version 6 at level M, and one character more is refused")
    func longestBase() throws {
        var longest = ""
        for count in 1...200 {
            let host = String(repeating: "a", count: count).chunked(into: 40)
            guard (try? PublicAddress("https://\(host)")) != nil else { break }
            longest = host
        }
        // 864 bits hold "https" (4 + 8 + 5 × 8) and 145 alphanumeric characters (4 + 9 + 5.5 each): "://", host, "/", token.
        #expect(longest.utf8.count == 123)
        let link = try SurveyLink(base: "https://\(longest)", token: Token("ZZZZZZZZZZZZZZZZZZ"))
        #expect(try QRSymbol(link, level: .medium).version == 6)
        #expect(throws: SurveyError.self) { try QRSymbol(link, level: .quartile) }
        let error = try #require(throws: SurveyError.self) { try PublicAddress("https://\(longest)aa") }
        #expect(error.message.en.contains("too long"))
    }
}

extension String {
    /// With a full stop after every so many characters, as the labels of a host name are limited.
    fileprivate func chunked(into count: Int) -> String {
        var result = ""
        for (index, character) in enumerated() {
            result.append(index > 0 && index % count == 0 && index < self.count - 1 ? "." : character)
        }
        return result
    }
}
