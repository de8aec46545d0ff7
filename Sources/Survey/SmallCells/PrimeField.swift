/// Whole numbers modulo the Mersenne prime 2^61 − 1, in which linear dependence is decided exactly and fast.
///
/// Rows of zeros and ones that are independent over the rationals are independent here, unless the prime divides one of
/// their minors; a chance of about 2^-60.
struct PrimeField: Hashable {
    static let prime: UInt64 = (1 << 61) - 1

    /// a · b mod p, by folding the 122-bit product at bit 61.
    @inline(__always)
    static func multiply(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let (high, low) = a.multipliedFullWidth(by: b)
        let sum = (low & prime) &+ (high << 3 | low >> 61)
        return sum >= prime ? sum &- prime : sum
    }

    @inline(__always)
    static func subtract(_ a: UInt64, _ b: UInt64) -> UInt64 { a >= b ? a &- b : a &+ prime &- b }

    @inline(__always)
    static func add(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let sum = a &+ b
        return sum >= prime ? sum &- prime : sum
    }

    /// a^(p − 2), the inverse (Fermat); a is not 0.
    static func inverse(_ a: UInt64) -> UInt64 {
        var result: UInt64 = 1
        var power = a
        var exponent = prime - 2
        while exponent > 0 {
            if exponent & 1 == 1 { result = multiply(result, power) }
            power = multiply(power, power)
            exponent >>= 1
        }
        return result
    }
}
