import Testing

@testable import Survey

@Suite struct TrustLimiterTests {
    static let noon = TrustDeviceTests.noon
    let one: [UInt8] = [203, 0, 113, 7]
    let two: [UInt8] = [203, 0, 113, 8]

    @Test("so many tries are free, then one comes back at a time")
    func bucket() {
        let noon = TrustLimiterTests.noon
        var limiter = AbuseLimiter(burst: 3, perSecond: 0.5, at: noon)
        func allows(_ address: [UInt8], at now: Double) -> Bool { limiter.allows(address, at: now) }
        #expect((0..<5).map { _ in allows(one, at: noon) } == [true, true, true, false, false])
        #expect(!allows(one, at: noon + 1.9))
        #expect(allows(one, at: noon + 2) && !allows(one, at: noon + 2))
        // It never holds more than its burst.
        #expect((0..<5).map { _ in allows(one, at: noon + 9000) } == [true, true, true, false, false])
        #expect(limiter.retryAfter == 2)
    }

    @Test("another address has a bucket of its own")
    func others() {
        let noon = TrustLimiterTests.noon
        var limiter = AbuseLimiter(burst: 1, perSecond: 0.1, at: noon)
        func allows(_ address: [UInt8], at now: Double) -> Bool { limiter.allows(address, at: now) }
        #expect(allows(one, at: noon) && allows(two, at: noon))
        #expect(!allows(one, at: noon) && !allows(two, at: noon))
    }

    @Test("the addresses of one IPv6 network share a bucket, and an IPv4 address inside IPv6 is that IPv4 address")
    func version6() {
        let noon = TrustLimiterTests.noon
        var limiter = AbuseLimiter(burst: 1, perSecond: 0.1, at: noon)
        func allows(_ address: [UInt8], at now: Double) -> Bool { limiter.allows(address, at: now) }
        let network: [UInt8] = [0x20, 1, 0xD, 0xB8, 0, 0, 0, 1]
        #expect(allows(network + [0, 0, 0, 0, 0, 0, 0, 1], at: noon))
        #expect(!allows(network + [9, 9, 9, 9, 9, 9, 9, 9], at: noon))
        #expect(allows([0x20, 1, 0xD, 0xB8, 0, 0, 0, 2] + [0, 0, 0, 0, 0, 0, 0, 1], at: noon))
        #expect(allows(one, at: noon))
        #expect(!allows([UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + one, at: noon))
    }

    @Test("a clock that goes back gives no tries")
    func clock() {
        let noon = TrustLimiterTests.noon
        var limiter = AbuseLimiter(burst: 1, perSecond: 1, at: noon)
        func allows(_ address: [UInt8], at now: Double) -> Bool { limiter.allows(address, at: now) }
        #expect(allows(one, at: noon))
        #expect(!allows(one, at: noon - 3600))
        #expect(!allows(one, at: noon - 3600 + 0.5))
    }

    @Test("at midnight every address is forgotten")
    func midnight() {
        let noon = TrustLimiterTests.noon
        var limiter = AbuseLimiter(burst: 1, perSecond: 0.000_001, at: noon)
        func allows(_ address: [UInt8], at now: Double) -> Bool { limiter.allows(address, at: now) }
        #expect(allows(one, at: noon) && !allows(one, at: noon + 12 * 3600 - 1))
        #expect(allows(one, at: noon + 12 * 3600))
    }

    @Test("memory is bounded: whoever finds no room shares one bucket, and full buckets make room")
    func bounded() {
        let noon = TrustLimiterTests.noon
        var limiter = AbuseLimiter(burst: 2, perSecond: 0.5, limit: 10, at: noon)
        func allows(_ address: [UInt8], at now: Double) -> Bool { limiter.allows(address, at: now) }
        func address(_ n: Int) -> [UInt8] { [10, 0, UInt8(n >> 8), UInt8(n & 255)] }
        for n in 0..<10 { #expect(allows(address(n), at: noon)) }
        #expect((10..<500).count { limiter.allows(address($0), at: noon) } == 2)
        // Those that have a bucket are not touched by the crowd.
        #expect(allows(address(3), at: noon) && !allows(address(3), at: noon))
        // After a while most buckets are full again, and go.
        #expect((500..<510).count { limiter.allows(address($0), at: noon + 60) } == 10)
    }
}
