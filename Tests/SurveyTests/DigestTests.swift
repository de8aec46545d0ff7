import Foundation
import Survey
import Testing

@Suite struct DigestTests {
    @Test(
        "a digest is about the last week and month that are over, named as ISO 8601 names weeks",
        arguments: [
            ("2026-11-23", "2026-W47", "2026-11-16", "2026-10"), ("2026-11-22", "2026-W46", "2026-11-09", "2026-10"),
            ("2027-01-04", "2026-W53", "2026-12-28", "2026-12"), ("2027-01-11", "2027-W01", "2027-01-04", "2026-12"),
            ("2026-01-05", "2026-W01", "2025-12-29", "2025-12"),
        ])
    func due(today: String, week: String, monday: String, month: String) throws {
        let periods = DigestPeriod.due(on: try #require(Day(today)))
        #expect(periods.map(\.description) == [week, month])
        #expect(periods[0].firstDay.description == monday && periods[0].lastDay - periods[0].firstDay == 6)
    }

    @Test("the signature is HMAC-SHA256 over timestamp, full stop and body, as Python computes it")
    func signature() {
        // hmac.new(b"mot khoa that dai", b"1795500000." + '{"a":"ế"}'.encode(), "sha256").hexdigest()
        let body = Data(#"{"a":"ế"}"#.utf8)
        let signature = WebhookSignature(body, timestamp: 1_795_500_000, secret: "mot khoa that dai")
        #expect(signature.text == "v1=44a19c8ce556263a73c282c55d9731346cd32a7767bffd3f22a586836fd64a36")
        #expect(WebhookSignature(body, timestamp: 1_795_500_001, secret: "mot khoa that dai") != signature)
    }

    @Test("waits double up to the longest, and end with the last attempt")
    func backOff() {
        let backOff = BackOff(first: .seconds(2), longest: .seconds(10), attempts: 5)
        #expect(
            (1...6).map { backOff.wait(afterFailure: $0) } == [2, 4, 8, 10, nil, nil].map { $0.map { .seconds($0) } })
    }

    @Test("a secret is masked wherever settings are listed; other values and an empty secret are not")
    func secret() throws {
        let secret = try Setting.named("digest_secret")
        #expect(secret.shown("0123456789abcdef") == Setting.mask && secret.shown("") == "")
        #expect(try Setting.named("small_cell").shown("5") == "5")
        #expect(throws: SurveyError.self) { try secret.check("short") }
        let webhook = try Setting.named("digest_webhook")
        #expect(
            webhook.traced("https://hoa:mat@nhan.example.vn:8443/T0/FG2CEPCFZYKF6EF49M")
                == "https://nhan.example.vn:8443")
        #expect(webhook.traced("") == "" && webhook.shown("https://a.vn/b") == "https://a.vn/b")
        try secret.check("")
    }
}
