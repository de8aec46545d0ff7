import Foundation
import Testing

@testable import Survey

@Suite struct TrustSealTests {
    let row = Data("hailong/answer/v1\t-81985529216486896\t24292\t7\t14\t28\tcode\t1\toverall=1;reason=trips\t10".utf8)

    @Test("a seal is the HMAC that Python computes")
    func vector() throws {
        let seal = try AnswerSealer(KeyRing(text: TokenTests.ascending)).seal(row)
        #expect(hex(seal.data) == "9fbdcf3fd7a9ba06d1a589641960692f")
    }

    @Test("a row fits its seal under any secret of the ring, and under no other")
    func fits() throws {
        let old = try AnswerSealer(KeyRing(text: TokenTests.ascending))
        let rotated = try AnswerSealer(KeyRing(text: TokenTests.other + "\n" + TokenTests.ascending))
        let stranger = try AnswerSealer(KeyRing(text: TokenTests.other))
        let seal = old.seal(row)
        #expect(
            old.isSealed(row, with: seal) && rotated.isSealed(row, with: seal) && !stranger.isSealed(row, with: seal))
        #expect(rotated.seal(row) == stranger.seal(row))
        #expect(AnswerSeal(seal.data) == seal && AnswerSeal(seal.data.dropLast()) == nil)
    }

    @Test("a row with any one bit changed does not fit its seal")
    func changed() throws {
        let sealer = try AnswerSealer(KeyRing(text: TokenTests.ascending))
        let seal = sealer.seal(row)
        for bit in 0..<(row.count * 8) {
            var changed = row
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!sealer.isSealed(changed, with: seal))
        }
        #expect(!sealer.isSealed(row.dropLast(), with: seal) && !sealer.isSealed(row + [48], with: seal))
    }

    @Test(
        "a closed month's seal does not depend on the order of its rows, and misses any row removed, added or changed")
    func month() {
        var generator = SeededGenerator(5)
        let rows = (0..<40).map { index in row + Data("\(generator.next() % 9)\(index)".utf8) }
        let month = Month(number: 24_292)
        let seal = MonthSeal(month: month, rows: rows)
        #expect(seal.count == 40)
        #expect(MonthSeal(month: month, rows: rows.shuffled(using: &generator)) == seal)
        #expect(MonthSeal(month: month, rows: rows.dropFirst()) != seal)
        #expect(MonthSeal(month: month, rows: rows + [row]) != seal)
        #expect(MonthSeal(month: month, rows: rows + [rows[3]]) != seal)
        for place in rows.indices {
            var changed = rows
            changed[place][30] ^= 1
            #expect(MonthSeal(month: month, rows: changed).root != seal.root)
        }
        #expect(MonthSeal(month: month, rows: []).root == .empty)
    }

    @Test("a commitment differs each time it is made, since its salt is thrown away")
    func commitments() {
        var generator = SystemRandomNumberGenerator()
        let leaves = Set((0..<100).map { _ in MerkleHash.commitment(to: row, using: &generator) })
        #expect(leaves.count == 100)
        #expect(!leaves.contains(MerkleHash.leaf(row)))
    }

    @Test("a device is put in the class of its count")
    func devices() {
        #expect([1, 2, 3, 4, 50].map(DeviceClass.init(count:)) == [.one, .few, .few, .many, .many])
    }
}
