import Foundation
import OwnThread
import Testing

@Suite(.ownThread) struct AccountTests {
    @Test("a password is read from standard input, and a short one is refused")
    func passwords() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        let short = try hailong.run("user", "add", "an", "--role", "admin", input: "123\n")
        #expect(short.code == 1)
        #expect(short.errors == "a password has at least 10 characters\n")
        try hailong.must("user", "add", "an", "--role", "admin", input: "a long enough one\n")
        #expect(try hailong.run("user", "add", "an", "--role", "admin", input: "a long enough one\n").code == 1)
        try hailong.must("user", "password", "an", input: "another long one\n")
        #expect(try hailong.run("user", "password", "nobody", input: "another long one\n").code == 1)
    }

    @Test("accounts are listed with their scope, disabled and enabled")
    func scope() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        try hailong.must(
            "user", "add", "binh", "--role", "officer", "--unit", "14122", "--desk", "XH-1", "--desk", "XT-1",
            input: "a long enough one\n")
        #expect(try hailong.must("user", "list").lines.last == "binh  officer  14122  XH-1 XT-1  active")
        try hailong.must("user", "disable", "binh")
        #expect(try hailong.must("user", "list").lines.last?.hasSuffix("disabled") == true)
        try hailong.must("user", "enable", "binh")
        #expect(try hailong.must("user", "list").lines.last?.hasSuffix("active") == true)
        let unknown = try hailong.run(
            "user", "add", "chi", "--role", "officer", "--desk", "ZZ", input: "long enough one\n")
        #expect(unknown.code == 1)
        #expect(unknown.errors == "there is no desk ZZ\n")
    }

    @Test("an API key is printed alone, once, and can be revoked")
    func apiKeys() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        let outcome = try hailong.must("apikey", "add", "one-stop", "--scope", "register", "--scope", "print")
        #expect(outcome.output.wholeMatch(of: /hl_[A-Za-z0-9_-]{43}\n/) != nil)
        #expect(outcome.errors == "")
        #expect(
            try hailong.must("apikey", "list").lines.last?.split(separator: " ")
                == ["one-stop", "print,register", "–", "active"])
        try hailong.must("apikey", "add", "two", "--scope", "report", "--unit", "14122", "--desk", "XT-1")
        #expect(
            try hailong.must("apikey", "list").lines.last?.split(separator: " ")
                == ["two", "report", "14122", "XT-1", "–", "active"])
        #expect(try hailong.run("apikey", "add", "three", "--unit", "99999").errors == "there is no unit 99999\n")
        try hailong.must("apikey", "revoke", "two")
        #expect(try hailong.must("apikey", "list").lines.last?.hasSuffix("revoked") == true)
        #expect(try hailong.run("apikey", "revoke", "four").code == 1)
    }
}
