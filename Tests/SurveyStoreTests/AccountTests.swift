import Foundation
import Survey
import Testing

@testable import SurveyStore

@Suite("Accounts and keys")
struct AccountTests {
    @Test("a password opens its account alone, is kept as scrypt with a salt, and a disabled account stays out")
    func signIn() async throws {
        let test = try await TestStore()
        let store = test.store
        try await store.addAccount("an", role: .officer, password: "mật khẩu dài", desks: ["XH-1"], by: "test")
        try await store.addAccount("binh", role: .manager, password: "mật khẩu dài", units: ["37"], by: "test")
        #expect(try await store.signIn("an", password: "mật khẩu dài")?.desks == ["XH-1"])
        #expect(try await store.signIn("an", password: "mật khẩu dài".decomposedStringWithCanonicalMapping) != nil)
        #expect(try await store.signIn("an", password: "mật khẩu sai") == nil)
        #expect(try await store.signIn("nobody", password: "mật khẩu dài") == nil)
        let kept = try test.rows("SELECT salt, password FROM account")
        #expect(Set(kept.flatMap { $0 }).count == 4)
        #expect(kept.allSatisfy { $0[0].count == 32 && $0[1].count == 64 })
        try await store.setDisabled(true, account: "an", by: "test")
        #expect(try await store.signIn("an", password: "mật khẩu dài") == nil)
        try await store.setDisabled(false, account: "an", by: "test")
        #expect(try await store.signIn("an", password: "mật khẩu dài") != nil)
    }

    @Test(
        "malformed, repeated or short accounts and unknown scopes are refused, and changes are audited without secrets")
    func refused() async throws {
        let test = try await TestStore()
        let store = test.store
        try await store.addAccount("an", role: .admin, password: "0123456789", by: "test")
        for (name, password, units, desks) in [
            ("an", "0123456789", [], []), ("b", "short", [], []), ("có dấu", "0123456789", [], []),
            ("", "0123456789", [], []), ("c", "0123456789", ["99999"], []), ("d", "0123456789", [], ["NONE"]),
        ] as [(String, String, [String], [String])] {
            await #expect(throws: SurveyError.self, "\(name)") {
                try await store.addAccount(
                    name, role: .officer, password: password, units: units, desks: desks, by: "test")
            }
        }
        #expect(try await store.accounts().map(\.name) == ["an"])
        try await store.setPassword("9876543210", account: "an", by: "boss")
        await #expect(throws: SurveyError.self) { try await store.setPassword("9876543210", account: "x", by: "boss") }
        let trail = try test.rows("SELECT actor, action, subject, details FROM audit WHERE action LIKE 'account%'")
        #expect(
            trail == [["test", "account add", "an", #"{"role":"admin"}"#], ["boss", "account password", "an", ""]])
    }

    @Test("a session lives for a working day, ends with sign-out, a new password or disabling, and is stored hashed")
    func sessions() async throws {
        let test = try await TestStore()
        let store = test.store
        try await store.addAccount("an", role: .officer, password: "0123456789", by: "test")
        let account = try #require(try await store.account(named: "an"))
        let first = try await store.startSession(account)
        #expect(try await store.account(session: first)?.name == "an")
        #expect(try await store.account(session: first + "A") == nil)
        #expect(try await store.account(session: "") == nil)
        let stored = try test.content().description
        #expect(!stored.contains(first))
        test.clock.advance(seconds: Double(Store.sessionLength) + 1)
        #expect(try await store.account(session: first) == nil)
        let second = try await store.startSession(account)
        #expect(try test.rows("SELECT count(*) FROM session") == [["1"]])
        try await store.endSession(second)
        #expect(try await store.account(session: second) == nil)
        for change in [
            { try await store.setPassword("9876543210", account: "an", by: "test") },
            { try await store.setDisabled(true, account: "an", by: "test") },
        ] as [@Sendable () async throws -> Void] {
            let session = try await store.startSession(account)
            try await change()
            #expect(try await store.account(session: session) == nil)
        }
    }

    @Test("an API key is seen once, kept hashed, notes the day of its use, and is revoked for good")
    func apiKeys() async throws {
        let test = try await TestStore()
        let store = test.store
        let key = try await store.addAPIKey("motcua", scopes: [.register, .print], by: "test")
        #expect(try !test.content().description.contains(key))
        #expect(try await store.apiKeys().map(\.lastUsedOn) == [nil])
        #expect(try await store.apiKey(key)?.scopes == [.register, .print])
        #expect(try await store.apiKeys().map(\.lastUsedOn) == [store.today])
        let used = try test.content()
        #expect(try await store.apiKey(key) != nil)
        #expect(try test.content() == used, "a second use on one day writes nothing")
        #expect(try await store.apiKey(key + "x") == nil)
        await #expect(throws: SurveyError.self) { _ = try await store.addAPIKey("motcua", scopes: [.print], by: "t") }
        await #expect(throws: SurveyError.self) { _ = try await store.addAPIKey("none", scopes: [], by: "t") }
        await #expect(throws: SurveyError.self) { try await store.revokeAPIKey("other", by: "t") }
        try await store.revokeAPIKey("motcua", by: "test")
        #expect(try await store.apiKey(key) == nil)
        #expect(try await store.apiKeys().map(\.isRevoked) == [true])
    }

    @Test("a setting is checked, takes effect at once, in another process within a second, and is audited")
    func settings() async throws {
        let test = try await TestStore()
        let store = test.store
        let other = try test.open()
        #expect(try other.settings().validityDays == 30)
        try await store.set("validity_days", to: "45", by: "an")
        #expect(try store.settings().validityDays == 45)
        test.clock.advance(seconds: 1.5)
        #expect(try other.settings().validityDays == 45)
        for (name, value) in [
            ("validity_days", "0"), ("validity_days", "91"), ("retention_days", "44"), ("nothing", "1"),
            ("questionnaire", "five-level/9"), ("staff_networks", "10.0.0.0/33"),
        ] {
            await #expect(throws: SurveyError.self, "\(name)=\(value)") {
                try await store.set(name, to: value, by: "an")
            }
        }
        #expect(
            try test.rows("SELECT actor, subject, details FROM audit WHERE action = 'setting'")
                == [["an", "validity_days", #"{"value":"45"}"#]])
        try await other.close()
    }
}
