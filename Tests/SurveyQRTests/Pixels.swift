import Foundation

/// A grey picture, to look for things in.
struct Pixels {
    let width: Int
    let height: Int
    private let bytes: [UInt8]

    /// Reads a binary PGM of 8 bits a pixel.
    init(pgm: Data) throws {
        var numbers: [Int] = []
        var rest = pgm[...]
        guard rest.prefix(2) == Data("P5".utf8) else { throw Tool.Failure(description: "no PGM") }
        rest = rest.dropFirst(2)
        while numbers.count < 3 {
            rest = rest.drop { $0 == 10 || $0 == 32 }
            let digits = rest.prefix { (48...57).contains($0) }
            guard let number = Int(String(decoding: digits, as: UTF8.self)) else {
                throw Tool.Failure(description: "no PGM")
            }
            numbers.append(number)
            rest = rest.dropFirst(digits.count)
        }
        width = numbers[0]
        height = numbers[1]
        bytes = [UInt8](rest.dropFirst().prefix(width * height))
        guard bytes.count == width * height else { throw Tool.Failure(description: "a PGM cut short") }
    }

    subscript(x: Int, y: Int) -> UInt8 { bytes[y * width + x] }

    func isWhite(columns: Range<Int>) -> Bool {
        (0..<height).allSatisfy { y in
            bytes[y * width + columns.lowerBound..<y * width + columns.upperBound].allSatisfy { $0 > 250 }
        }
    }

    func isWhite(rows: Range<Int>) -> Bool {
        bytes[rows.lowerBound * width..<rows.upperBound * width].allSatisfy { $0 > 250 }
    }

    /// The upper left corner of the first finder pattern whose modules have so many dots.
    func finder(dots: Int) -> (x: Int, y: Int)? {
        let side = 7 * dots
        for y in 0..<height - side {
            for x in 1..<width - side {
                guard self[x, y] < 64, self[x - 1, y] > 192, self[x + side, y] > 192, self[x, y + side] > 192 else {
                    continue
                }
                let isFinder = (0..<7).allSatisfy { module in
                    let isEdge = module == 0 || module == 6
                    return (0..<7).allSatisfy { column in
                        let isDark =
                            isEdge || column == 0 || column == 6
                            || (2...4).contains(module) && (2...4).contains(column)
                        let grey = self[x + column * dots + dots / 2, y + module * dots + dots / 2]
                        return isDark ? grey < 64 : grey > 192
                    }
                }
                if isFinder { return (x, y) }
            }
        }
        return nil
    }
}
