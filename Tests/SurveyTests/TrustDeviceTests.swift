import Foundation
import Testing

@testable import Survey

@Suite struct TrustDeviceTests {
    /// Noon in Vietnam on 23 November 2026.
    static let noon = 1_795_410_000.0
    static let day = 86_400.0

    func cookies(_ count: Int) -> [DeviceCookie] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in DeviceCookie(using: &generator) }
    }

    @Test("a cookie is 26 characters, reads back, and differs each time")
    func cookie() throws {
        let cookies = cookies(200)
        #expect(Set(cookies).count == 200)
        for cookie in cookies {
            #expect(cookie.text.utf8.count == 26)
            #expect(DeviceCookie(cookie.text) == cookie)
        }
        // Every character varies, so none of the random bits is lost to a fixed one.
        for position in 0..<26 { #expect(Set(cookies.map { Array($0.text)[position] }).count >= 14) }
    }

    @Test(
        "what is no cookie of ours is none",
        arguments: [
            "", "abc", String(repeating: "U", count: 26), String(repeating: "0", count: 27),
            String(repeating: "é", count: 13),
        ])
    func foreign(_ text: String) {
        #expect(DeviceCookie(text) == nil)
    }

    @Test("a cookie lives until midnight in Vietnam")
    func midnight() {
        #expect(DeviceCookie.maxAge(at: TrustDeviceTests.noon) == 12 * 3600)
        #expect(DeviceCookie.maxAge(at: TrustDeviceTests.noon + 12 * 3600 - 1) == 1)
        #expect(DeviceCookie.maxAge(at: TrustDeviceTests.noon + 12 * 3600 - 0.5) == 1)
        #expect(DeviceCookie.maxAge(at: TrustDeviceTests.noon + 12 * 3600) == 86_400)
    }

    @Test("the answers of a device are counted: one, few, few, many, many")
    func classes() {
        let noon = TrustDeviceTests.noon
        var counter = DeviceCounter(at: noon)
        func count(_ cookie: DeviceCookie?, at now: Double) -> DeviceClass { counter.count(cookie, at: now) }
        let phone = cookies(2)
        let classes = (0..<300).map { counter.count(phone[0], at: noon + Double($0)) }
        #expect(classes.prefix(5) == [.one, .few, .few, .many, .many])
        #expect(classes.dropFirst(5).allSatisfy { $0 == .many })
        // Another phone behind the same address is another device.
        #expect(count(phone[1], at: noon) == .one)
    }

    @Test("an answer that is taken back counts no more, whenever and however often others are")
    func takenBack() {
        let noon = TrustDeviceTests.noon
        var counter = DeviceCounter(at: noon)
        func count(_ cookie: DeviceCookie?, at now: Double = noon) -> DeviceClass { counter.count(cookie, at: now) }
        let phones = cookies(2)
        #expect(count(phones[0]) == .one)
        for _ in 0..<20 {
            #expect(count(phones[0]) == .few)
            counter.takeBack(phones[0], countedAt: noon)
        }
        // Refused at once, not one after the other: a device that gave four stays one that gave four.
        for _ in 0..<3 { _ = count(phones[0]) }
        for _ in 0..<50 { #expect(count(phones[0]) == .many) }
        for _ in 0..<50 { counter.takeBack(phones[0], countedAt: noon) }
        #expect(count(phones[0]) == .many)
        counter.takeBack(phones[0], countedAt: noon)
        counter.takeBack(phones[0], countedAt: noon)
        #expect(count(phones[0]) == .many, "there were three left")
        // What was never counted is not taken back, nor what was counted yesterday.
        counter.takeBack(nil, countedAt: noon)
        counter.takeBack(phones[1], countedAt: noon)
        #expect(count(phones[1]) == .one)
        #expect(count(phones[1], at: noon + TrustDeviceTests.day) == .one)
        counter.takeBack(phones[1], countedAt: noon)
        #expect(count(phones[1], at: noon + TrustDeviceTests.day) == .few)
    }

    @Test("a device without a cookie is unknown, however often it comes")
    func unknown() {
        var counter = DeviceCounter(at: TrustDeviceTests.noon)
        func count(_ cookie: DeviceCookie?, at now: Double) -> DeviceClass { counter.count(cookie, at: now) }
        for _ in 0..<10 { #expect(count(nil, at: TrustDeviceTests.noon) == .unknown) }
    }

    @Test("at midnight in Vietnam every count is dropped")
    func newDay() {
        let noon = TrustDeviceTests.noon
        var counter = DeviceCounter(at: noon)
        func count(_ cookie: DeviceCookie?, at now: Double) -> DeviceClass { counter.count(cookie, at: now) }
        let phone = cookies(1)[0]
        for _ in 0..<5 { _ = count(phone, at: noon) }
        #expect(count(phone, at: noon + 12 * 3600 - 0.001) == .many)
        #expect(count(phone, at: noon + 12 * 3600) == .one)
        // A clock that is set back does not begin the old day anew.
        #expect(count(phone, at: noon) == .few)
    }

    @Test("the counter holds no more devices than its limit; later ones are unknown, known ones go on")
    func limit() {
        let noon = TrustDeviceTests.noon
        var counter = DeviceCounter(at: noon, limit: 3)
        func count(_ cookie: DeviceCookie?, at now: Double) -> DeviceClass { counter.count(cookie, at: now) }
        let phones = cookies(5)
        #expect(phones.map { counter.count($0, at: noon) } == [.one, .one, .one, .unknown, .unknown])
        #expect(phones.map { counter.count($0, at: noon) } == [.few, .few, .few, .unknown, .unknown])
    }

    @Test("neither the cookie nor the address can be read from what is held")
    func nothingHeld() {
        let noon = TrustDeviceTests.noon
        let phone = cookies(1)[0]
        var counter = DeviceCounter(at: noon)
        func count(_ cookie: DeviceCookie?, at now: Double) -> DeviceClass { counter.count(cookie, at: now) }
        _ = count(phone, at: noon)
        #expect(!String(reflecting: counter).contains(phone.text))
        var limiter = AbuseLimiter(burst: 3, perSecond: 1, at: noon)
        _ = limiter.allows([203, 0, 113, 7], at: noon)
        #expect(!String(reflecting: limiter).contains("113"))
    }
}
