import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct PlumbingTests {
    @Test("every page has security headers, and every error is a page that says something")
    func headers() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.application().test(.router) { client in
            for uri in [
                "/", "/\(token.text)", "/thanks", "/nothing/here", "/healthz", "/static/base.css", "/static/none.css",
            ] {
                let response = try await client.get(uri)
                let policy = response.headers[.contentSecurityPolicy]
                #expect(policy?.contains("default-src 'none'") == true, "\(uri)")
                #expect(policy?.contains("unsafe") == false)
                #expect(response.headers[.xContentTypeOptions] == "nosniff")
                #expect(response.headers[.referrerPolicy] == "no-referrer")
                #expect(response.body.readableBytes > 0)
            }
            #expect(try await client.get("/\(token.text)").headers[.cacheControl] == "no-store")
            #expect(try await client.get("/static/base.css").headers[.cacheControl]?.contains("max-age") == true)
            #expect(try await client.get("/nothing/here").text.contains("Không tìm thấy"))
            #expect(try await client.get("/static/..%2f..%2fPackage.swift").status.code >= 400)
        }
    }

    @Test("the hash in the policy is that of the style in the page, so that browsers apply it")
    func styleHash() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.application().test(.router) { client in
            for uri in ["/", "/\(token.text)"] {
                let page = try await client.get(uri)
                let style = try #require(page.text.firstMatch(of: /(?s)<style>(.*?)<\/style>/)).output.1
                let hash = StyleSheet.hash(of: String(style))
                #expect(page.headers[.contentSecurityPolicy]?.contains("style-src '\(hash)'") == true)
            }
        }
    }

    @Test("a wrong method on a known address is 405 with what is allowed; HEAD is GET without a body")
    func methods() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.application().test(.live) { client in
            let put = try await client.executeRequest(uri: "/\(token.text)", method: .put, headers: [:], body: nil)
            #expect(put.status == .methodNotAllowed)
            #expect(put.headers[.allow] == "GET, HEAD, POST")
            let post = try await client.post("/thanks", "")
            #expect(post.status == .methodNotAllowed)
            #expect(post.headers[.allow] == "GET, HEAD")
            let get = try await client.get("/\(token.text)")
            let head = try await client.executeRequest(uri: "/\(token.text)", method: .head, headers: [:], body: nil)
            #expect(head.status == .ok)
            #expect(head.body.readableBytes == 0)
            #expect(head.headers[.contentLength] == get.headers[.contentLength])
            let missing = try await client.executeRequest(uri: "/a/b", method: .head, headers: [:], body: nil)
            #expect(missing.status == .notFound)
            #expect(missing.body.readableBytes == 0)
        }
    }

    @Test("a body that is too large or no form is refused; a survey's form that is no UTF-8 comes back with a message")
    func badBodies() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.application().test(.live) { client in
            let large = try await client.post("/\(token.text)", "comment=" + String(repeating: "a", count: 40_000))
            #expect(large.status == .contentTooLarge)
            let json = try await client.executeRequest(
                uri: "/\(token.text)", method: .post, headers: [.contentType: "application/json"],
                body: ByteBuffer(string: "{}"))
            #expect(json.status == .unsupportedMediaType)
            for form in ["comment=%FF&overall=3", "overall=3&comment=%4", "overall=3&comment=%ZZ"] {
                let page = try await client.post("/\(token.text)", form)
                #expect(page.status == .unprocessableContent, "\(form)")
                #expect(page.text.contains("<form method=post>") && page.text.contains("vui lòng chọn một mức"))
            }
            #expect(try await client.post("/", "code=%FF").status == .badRequest)
            #expect(try await client.get("/\(token.text)").status == .ok)
        }
    }

    @Test("health reads the database; metrics count by route, never by address, and only this machine may read them")
    func operators() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        try await site.application().test(.live) { client in
            #expect(try await client.get("/healthz").status == .ok)
            _ = try await client.get("/\(token.text)")
            let metrics = try await client.get("/metrics")
            #expect(metrics.status == .ok)
            #expect(
                metrics.text.contains(#"hailong_http_requests_total{method="GET",route="/{token}",status="200"} 1"#))
            #expect(!metrics.text.contains(token.text))
            for text in [
                "X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP",
                "X-Forwarded-Port", "X-Forwarded-Server", "x-forwarded-anything",
            ] {
                let name = try #require(HTTPField.Name(text))
                #expect(try await client.get("/metrics", [name: "for=127.0.0.1"]).status == .forbidden, "\(text)")
                #expect(try await client.get("/metrics", [name: ""]).status == .forbidden, "an empty \(text)")
            }
            try await site.store.close()
            #expect(try await client.get("/healthz").status == .serviceUnavailable)
        }
    }

    @Test("an operator may open the metrics to networks of their own, seen through the trusted proxy")
    func metricsNetworks() async throws {
        let site = try await TestSite()
        let application = try await site.application {
            $0.trustedProxies = [Network("127.0.0.1"), Network("::1")].compactMap { $0 }
            $0.metricsNetworks = [Network("10.9.0.0/16")].compactMap { $0 }
        }
        try await application.test(.live) { client in
            let metrics = try await client.get("/metrics", [.xForwardedFor: "10.9.1.1"])
            #expect(metrics.status == .ok)
            #expect(try await client.get("/metrics", [.xForwardedFor: "10.9.1.1, 203.0.113.9"]).status == .forbidden)
            #expect(try await client.get("/metrics", [.forwarded: "for=\"[::ffff:10.9.1.1]:99\""]).status == .ok)
        }
    }

    @Test("the client is the first address, from our side, that is no trusted proxy")
    func clientAddress() throws {
        let proxies = [Network("10.0.0.0/8"), Network("127.0.0.1")].compactMap { $0 }
        let peer = try SocketAddress(ipAddress: "127.0.0.1", port: 1)
        func client(_ headers: HTTPFields, from peer: SocketAddress = peer) -> IPAddress? {
            ClientAddress(peer: peer, headers: headers, trusting: proxies).address
        }
        #expect(client([:]) == IPAddress("127.0.0.1"))
        #expect(client([.xForwardedFor: "203.0.113.9"]) == IPAddress("203.0.113.9"))
        #expect(client([.xForwardedFor: "1.1.1.1, 203.0.113.9, 10.1.1.1"]) == IPAddress("203.0.113.9"))
        #expect(client([.xForwardedFor: "203.0.113.9:4711"]) == IPAddress("203.0.113.9"))
        #expect(client([.xForwardedFor: "unknown"]) == nil)
        #expect(
            client([.forwarded: "for=192.0.2.60;proto=https, for=\"[2001:db8::1]:80\""]) == IPAddress("2001:db8::1"))
        // A header that the proxy does not write is passed on as the client sent it.
        #expect(client([.forwarded: "for=192.0.2.60", .xForwardedFor: "203.0.113.9"]) == IPAddress("203.0.113.9"))
        #expect(client([.forwarded: "for=192.0.2.60", .xForwardedFor: ""]) == IPAddress("127.0.0.1"))
        // A peer that is not trusted may claim what it likes.
        let stranger = try SocketAddress(ipAddress: "198.51.100.7", port: 1)
        #expect(client([.xForwardedFor: "10.0.0.1"], from: stranger) == IPAddress("198.51.100.7"))
    }

    @Test("forms keep repeated fields, in order, decoded")
    func formFields() throws {
        let fields = try #require(FormFields("a=1&b=x+y%20z&a=2&c&d=%E1%BB%87&=&e=1=2".utf8))
        let pairs = fields.pairs.map { "\($0.0):\($0.1)" }
        #expect(pairs == ["a:1", "b:x y z", "a:2", "c:", "d:ệ", ":", "e:1=2"])
        for broken in ["a=%", "a=%4", "a=%zz", "a=%c3"] { #expect(FormFields(broken.utf8) == nil) }
    }

    @Test("a half-sent post is dropped in time, whether it is silent or dribbles on")
    func slowPost() async throws {
        let site = try await TestSite()
        let token = try site.dossier()
        let application = try await site.application {
            $0.requestTimeout = .milliseconds(400)
            $0.idleTimeout = .seconds(30)
        }
        try await application.test(.live) { client in
            let socket = try Socket(port: try #require(client.port))
            socket.send(
                "POST /\(token.text) HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n"
            )
            let start = ContinuousClock.now
            while !socket.isClosed, start.duration(to: .now) < .seconds(25) {
                socket.send("a")
                try await Task.sleep(for: .milliseconds(50))
            }
            // Long before the idle timeout, however busy the machine is.
            #expect(start.duration(to: .now) < .seconds(20))
        }
    }
}
