import Foundation

/// An SVG of cairo's, written shorter: outlines of letters step by step and to a hundredth of a point, their places to a
/// thousandth, and all other outlines to a ten-thousandth; the same drawing is the same bytes.
///
/// cairo writes six decimals from the page's corner for every point of every letter, which makes most of a slip's 375 kB.
/// It numbers surfaces and pictures through the whole process; here they are numbered from 1 in each file.
struct SlimSVG {
    private(set) var bytes: [UInt8] = []
    private let source: [UInt8]
    private var at = 0
    private var nameNumbers: [String: Int] = [:]

    init(_ svg: Data) {
        source = [UInt8](svg)
        bytes.reserveCapacity(source.count / 2)
        var isGlyph = false
        while at < source.count {
            if starts("<symbol") { isGlyph = true }
            if starts("</symbol") { isGlyph = false }
            if starts(" style=\"stroke:none;\"") {
                // That is how a path is without a style.
                at += " style=\"stroke:none;\"".utf8.count
            } else if starts(" d=\"") {
                let start = at + 4
                let end = source[start...].firstIndex(of: UInt8(ascii: "\"")) ?? source.count
                bytes += Array(" d=\"".utf8)
                writePath(source[start..<end], unit: isGlyph ? 100 : 10_000)
                at = end
            } else if starts(" x=\"") || starts(" y=\"") {
                // A letter's place, which cairo writes with six decimals as well.
                let start = at + 4
                let end = source[start...].firstIndex(of: UInt8(ascii: "\"")) ?? source.count
                bytes += source[at..<start]
                write(Int(((Double(String(decoding: source[start..<end], as: UTF8.self)) ?? 0) * 1000).rounded()), 1000)
                at = end
            } else {
                let isName = source[at] == UInt8(ascii: "\"") || source[at] == UInt8(ascii: "#")
                bytes.append(source[at])
                at += 1
                if isName { writeNumberedName() }
            }
        }
    }

    /// Renumbers a name that cairo made of a word and a number of the process; others are left as they are.
    private mutating func writeNumberedName() {
        guard at < source.count, starts("surface") || starts("image") else { return }
        let word = source[at...].prefix { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
        let digits = source[word.endIndex...].prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard !digits.isEmpty else { return }
        let name = String(decoding: source[at..<digits.endIndex], as: UTF8.self)
        let number = nameNumbers[name] ?? nameNumbers.count + 1
        nameNumbers[name] = number
        bytes += word + Array(String(number).utf8)
        at = digits.endIndex
    }

    private func starts(_ text: StaticString) -> Bool {
        guard source[at] == text.utf8Start[0], at + text.utf8CodeUnitCount <= source.count else { return false }
        return (1..<text.utf8CodeUnitCount).allSatisfy { source[at + $0] == text.utf8Start[$0] }
    }

    /// cairo's paths have M, L, C and Z with absolute points, all apart by spaces; another letter is left as it is.
    private mutating func writePath(_ path: ArraySlice<UInt8>, unit: Double) {
        let words = path.split(separator: UInt8(ascii: " "))
        let known = "MLCZ".utf8
        guard words.allSatisfy({ $0.count > 1 || ($0.first.map { known.contains($0) || $0 < 65 } ?? true) }) else {
            bytes += path
            return
        }
        // In units: steps are between points that are rounded already, so that no error grows along an outline.
        var pen = (x: 0, y: 0)
        var start = (x: 0, y: 0)
        var last: UInt8 = 0
        var index = 0
        while index < words.count {
            let command = words[index][words[index].startIndex]
            index += 1
            let numbers = words[index...].prefix { ($0.first ?? 65) < 65 }.map { word in
                Int(((Double(String(decoding: word, as: UTF8.self)) ?? 0) * unit).rounded())
            }
            index += numbers.count
            switch command {
            case UInt8(ascii: "Z"):
                bytes.append(UInt8(ascii: "z"))
                pen = start
            case UInt8(ascii: "M") where index == words.count:
                // Where the pen would go next, if there were more.
                break
            case UInt8(ascii: "L") where numbers.count == 2 && (numbers[0] == pen.x || numbers[1] == pen.y):
                let isLevel = numbers[1] == pen.y
                bytes.append(UInt8(ascii: isLevel ? "h" : "v"))
                write(isLevel ? numbers[0] - pen.x : numbers[1] - pen.y, unit)
                pen = (numbers[0], numbers[1])
                last = 0
                continue
            default:
                // In lower case a letter is that of steps; it holds until another one comes.
                if command != last || command == UInt8(ascii: "M") { bytes.append(command | 0x20) }
                for point in stride(from: 0, to: numbers.count - 1, by: 2) {
                    write(numbers[point] - pen.x, unit, isFirst: point == 0 && command != last)
                    write(numbers[point + 1] - pen.y, unit, isFirst: false)
                    if command != UInt8(ascii: "C") || point % 6 == 4 { pen = (numbers[point], numbers[point + 1]) }
                }
                if command == UInt8(ascii: "M") { start = pen }
            }
            last = command
        }
    }

    private mutating func write(_ value: Int, _ unit: Double, isFirst: Bool = true) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) } else if !isFirst { bytes.append(UInt8(ascii: " ")) }
        let unit = Int(unit)
        let whole = abs(value) / unit
        var decimals = abs(value) % unit
        if whole > 0 || decimals == 0 { bytes += Array(String(whole).utf8) }
        guard decimals > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        var place = unit / 10
        while decimals > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(decimals / place))
            decimals %= place
            place /= 10
        }
    }
}
