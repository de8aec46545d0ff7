/// Which parts of a text no line break may part: words that are one in Vietnamese, names, addresses up to their dots.
struct Cohesion {
    /// In bytes of UTF-8.
    let ranges: [Range<Int>]

    /// A word without the marks around it, and where it stands.
    private struct Word {
        var text: String
        var bytes: Range<Int>
        /// Whether a comma, a full stop or the like ends it, so that it belongs to nothing that follows.
        var isClosed: Bool

        var isCapitalised: Bool {
            guard let first = text.first, first.isUppercase else { return false }
            return text.dropFirst().allSatisfy(\.isLowercase)
        }
    }

    /// - Parameter longestLabel: in bytes; a longer part of an address may break anywhere, since no line might hold it.
    init(_ text: String, longestLabel: Int) {
        let words = Cohesion.words(text)
        ranges =
            Cohesion.compounds(words) + Cohesion.names(words)
            + words.flatMap { Cohesion.within($0, longestLabel: longestLabel) }
    }

    /// Words of several syllables that slips are full of. Vietnamese writes each syllable apart, so that a line may end
    /// within a word: these are the ones that read badly when it does.
    private static let compounds: [[String]] = [
        "hài lòng", "hồ sơ", "mã hồ sơ", "thủ tục", "hành chính", "đánh giá", "mẫu phiếu", "giải quyết", "hoàn thành",
        "kết quả", "trả kết quả", "một phút", "câu trả lời", "ẩn danh", "điện thoại", "giá trị", "một cửa", "tiếp nhận",
        "trung tâm", "phục vụ", "đăng ký", "khai sinh", "khai tử", "kết hôn", "kết hợp", "y tế", "trẻ em", "bảo hiểm",
        "xã hội", "hộ tịch", "hộ khẩu", "thường trú", "tạm trú", "cư trú", "chứng thực", "bản sao", "bản chính",
        "chữ ký",
        "đất đai", "sử dụng", "sở hữu", "tài sản", "gắn liền", "chuyển đổi", "chuyển nhượng", "biến động", "thừa kế",
        "trường hợp", "giấy phép", "xây dựng", "kinh doanh", "môi trường", "nông thôn", "cơ sở", "thẩm quyền", "cấp xã",
        "liên thông", "trợ cấp", "người có công", "công dân", "nhân dân", "tư pháp", "tài chính", "lao động", "văn hóa",
    ].map { $0.split(separator: " ").map(String.init) }
    private static let compoundsByStart = Dictionary(grouping: compounds) { $0[0] }

    private static func compounds(_ words: [Word]) -> [Range<Int>] {
        let lowered = words.map { $0.text.lowercased() }
        return words.indices.flatMap { start in
            (compoundsByStart[lowered[start]] ?? []).compactMap { compound -> Range<Int>? in
                let end = start + compound.count
                guard end <= words.count, Array(lowered[start..<end]) == compound,
                    words[start..<end - 1].allSatisfy({ !$0.isClosed })
                else { return nil }
                return words[start].bytes.lowerBound..<words[end - 1].bytes.upperBound
            }
        }
    }

    /// What stands before a place's name.
    private static let units: Set = ["xã", "phường", "thị trấn", "huyện", "tỉnh", "thành phố"]

    /// Names of people and places, such as `Xuân Trường`; a figure with what it counts or numbers; a dash with what it
    /// stands behind. Titles that capitalise everything have no names in them.
    private static func names(_ words: [Word]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while start < words.count {
            var end = start
            while end < words.count, words[end].isCapitalised {
                end += 1
                if words[end - 1].isClosed { break }
            }
            if (2...3).contains(end - start) {
                let unit =
                    start > 0 && units.contains(words[start - 1].text) && !words[start - 1].isClosed ? start - 1 : start
                ranges.append(words[unit].bytes.lowerBound..<words[end - 1].bytes.upperBound)
            }
            start = max(end, start + 1)
        }
        for (word, next) in zip(words, words.dropFirst()) where !word.isClosed {
            let isFigure =
                next.text.first?.isNumber == true && ["số", "dưới", "trên", "ngày"].contains(word.text.lowercased())
            let isCounted = word.text.allSatisfy(\.isNumber) && ["tuổi", "ngày", "tháng", "năm"].contains(next.text)
            if isFigure && next.text.count <= 6 || isCounted || ["–", "—", "-"].contains(next.text) {
                ranges.append(word.bytes.lowerBound..<next.bytes.upperBound)
            }
        }
        // Longer than a line of a narrow roll, a range would reach beyond the paper.
        return ranges.filter { $0.count <= 28 }
    }

    /// An address breaks behind its dots and slashes alone, and `Ông/Bà` nowhere.
    private static func within(_ word: Word, longestLabel: Int) -> [Range<Int>] {
        let marks: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: "/")]
        let bytes = Array(word.text.utf8)
        guard bytes.dropLast().contains(where: { marks.contains($0) || $0 == UInt8(ascii: "-") }) else { return [] }
        if bytes.count <= 12 { return [word.bytes] }
        var ranges: [Range<Int>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where marks.contains(byte) || index == bytes.count - 1 {
            if index + 1 - start <= longestLabel {
                ranges.append(word.bytes.lowerBound + start..<word.bytes.lowerBound + index + 1)
            }
            start = index + 1
        }
        return ranges
    }

    /// The parts of an address between which it may break, each with the dot or slash behind it.
    static func labels(_ address: String) -> [Substring] {
        var labels: [Substring] = []
        var rest = address[...]
        while let end = rest.firstIndex(where: { $0 == "." || $0 == "/" }) {
            labels.append(rest[...end])
            rest = rest[rest.index(after: end)...]
        }
        return rest.isEmpty ? labels : labels + [rest]
    }

    private static func words(_ text: String) -> [Word] {
        let marks: Set<Character> = [",", ";", ":", "?", "!", ")", "”", "\"", "."]
        let opening: Set<Character> = ["(", "“", "\""]
        var words: [Word] = []
        for part in text.split(separator: " ") {
            let inner = part.drop { opening.contains($0) }
            var end = inner.endIndex
            while end > inner.startIndex, marks.contains(inner[inner.index(before: end)]) {
                end = inner.index(before: end)
            }
            let start = text.utf8.distance(from: text.startIndex, to: inner.startIndex)
            let bytes = inner[..<end]
            words.append(
                Word(text: String(bytes), bytes: start..<start + bytes.utf8.count, isClosed: end < inner.endIndex))
        }
        return words
    }
}
