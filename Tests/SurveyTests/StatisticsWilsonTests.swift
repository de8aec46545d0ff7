import Survey
import Testing

@Suite("Wilson interval")
struct StatisticsWilsonTests {
    @Test("90 satisfied of 97 gives the figures of the published contract")
    func contractExample() throws {
        let interval = try #require(WilsonInterval(satisfied: 90, of: 97))
        #expect(abs(interval.share - 0.9278) < 5e-5)
        #expect(abs(interval.low - 0.8585) < 5e-5)
        #expect(abs(interval.high - 0.9646) < 5e-5)
    }

    @Test("no answers and impossible counts have no interval", arguments: [(0, 0), (-1, 5), (6, 5), (0, -3)])
    func impossible(satisfied: Int, n: Int) {
        #expect(WilsonInterval(satisfied: satisfied, of: n) == nil)
    }

    @Test("an interval holds its share, stays within 0 and 1, and touches them only when all or none are satisfied")
    func bounds() throws {
        for n in 1...60 {
            for satisfied in 0...n {
                let interval = try #require(WilsonInterval(satisfied: satisfied, of: n))
                #expect(interval.low <= interval.share && interval.share <= interval.high)
                #expect((interval.low == 0) == (satisfied == 0) && interval.low >= 0)
                #expect((interval.high == 1) == (satisfied == n) && interval.high <= 1)
            }
        }
    }
}
