/// Finds e-mail addresses, handles and links, also where the signs are written as words (`a còng`, `chấm`).
struct AddressRuns {
    private let text: CommentText
    private let glyphs: [CommentText.Glyph]

    init(_ text: CommentText) {
        self.text = text
        glyphs = text.glyphs
    }

    /// The addresses to mask, as ranges of glyphs.
    var masked: [Range<Int>] {
        let words = text.words
        return glyphs.indices.compactMap { link(at: $0) ?? mail(at: $0..<($0 + 1)) }
            + words.indices.compactMap { spelledAt($0, words).flatMap { mail(at: $0, isSpelled: true) } }
            + words.compactMap(host) + words.compactMap(handle) + words.indices.compactMap { mailHost(at: $0, words) }
    }

    /// An address around an `@`, or around words that stand for one.
    private func mail(at sign: Range<Int>, isSpelled: Bool = false) -> Range<Int>? {
        guard isSpelled || glyphs[sign.lowerBound].ascii == UInt8(ascii: "@") else { return nil }
        let start = local(before: sign.lowerBound)
        var domain = sign.upperBound
        while domain < glyphs.count, domain - sign.upperBound < 2, glyphs[domain].kind == .blank { domain += 1 }
        var end = label(from: domain)
        guard end > domain else { return nil }
        var dots = 0
        while let next = dot(from: end) {
            let labelEnd = label(from: next.position)
            guard labelEnd > next.position else { break }
            // “… @ gmail.com. Tôi”: a dot with a blank beside it goes on only before the end of an address.
            if next.isLoose, !AddressRuns.endings.contains(word(next.position..<labelEnd)) { break }
            end = labelEnd
            dots += 1
        }
        if dots > 0, start < sign.lowerBound { return start..<end }
        // With blanks or words around, only what ends like an address is one; `@name` is a handle.
        guard !isSpelled, domain == sign.upperBound else { return nil }
        let isTight = start < sign.lowerBound && glyphs[sign.lowerBound - 1].kind != .blank
        return (isTight ? start : sign.lowerBound)..<end
    }

    /// The beginning of what stands before the sign.
    private func local(before sign: Int) -> Int {
        var end = sign
        while end > 0, sign - end < 2, glyphs[end - 1].kind == .blank { end -= 1 }
        var start = end
        while start > 0, glyphs[start - 1].isWord || "._%+-".utf8.contains(glyphs[start - 1].ascii) { start -= 1 }
        return start == end ? sign : start
    }

    private func label(from start: Int) -> Int {
        var end = start
        while end < glyphs.count, glyphs[end].isWord || glyphs[end].ascii == UInt8(ascii: "-") { end += 1 }
        return end
    }

    /// Where the next label starts after a dot, or after a word for one, at a position.
    private func dot(from start: Int) -> (position: Int, isLoose: Bool)? {
        var position = start
        func skipBlanks() {
            while position < glyphs.count, glyphs[position].kind == .blank { position += 1 }
        }
        skipBlanks()
        guard position < glyphs.count else { return nil }
        if ".,".utf8.contains(glyphs[position].ascii) {
            let isComma = glyphs[position].ascii == UInt8(ascii: ",")
            position += 1
            let isTight = position == start + 1
            skipBlanks()
            return (position, !isTight || position > start + 1 || isComma)
        }
        // `(dot)`, `[chấm]`
        let isBracketed = "([{<".utf8.contains(glyphs[position].ascii)
        if isBracketed { position += 1 }
        let end = label(from: position)
        guard position > start, ["cham", "dot"].contains(word(position..<end)) else { return nil }
        position = end
        if isBracketed {
            guard position < glyphs.count, ")]}>".utf8.contains(glyphs[position].ascii) else { return nil }
            position += 1
        }
        skipBlanks()
        return (position, true)
    }

    /// `a còng`, `[at]`, `(a)` and the like, with their brackets.
    private func spelledAt(_ index: Int, _ words: [Range<Int>]) -> Range<Int>? {
        let word = self.word(words[index])
        let next = index + 1 < words.count ? self.word(words[index + 1]) : ""
        if word == "a", AddressRuns.shapes.contains(next) {
            return bracketed(words[index].lowerBound..<words[index + 1].upperBound).range
        }
        if AddressRuns.shapes.contains(where: { word == "a" + $0 }) { return bracketed(words[index]).range }
        let (range, isBracketed) = bracketed(words[index])
        if word == "at" || word == "a" && isBracketed { return range }
        // “tại” is `at`, and so is “nộp tại dichvucong.gov.vn”: only what gives addresses to people counts.
        return word == "tai" && AddressRuns.mailHosts.contains(next) ? range : nil
    }

    /// A range with the brackets around it, if there are any.
    private func bracketed(_ range: Range<Int>) -> (range: Range<Int>, isBracketed: Bool) {
        var (start, end) = (range.lowerBound, range.upperBound)
        if start > 0, glyphs[start - 1].kind == .blank { start -= 1 }
        if end < glyphs.count, glyphs[end].kind == .blank { end += 1 }
        guard start > 0, end < glyphs.count else { return (range, false) }
        let brackets = [glyphs[start - 1].ascii, glyphs[end].ascii]
        let areThere = ["()", "[]", "{}", "<>"].contains { brackets.elementsEqual($0.utf8) }
        return areThere ? ((start - 1)..<(end + 1), true) : (range, false)
    }

    private func word(_ range: Range<Int>) -> String { String(decoding: text.ascii(range), as: UTF8.self) }

    /// `nguyenvana gmail.com`, `nam.gmail chấm com`: an address whose sign was left out, and the host alone.
    private func mailHost(at index: Int, _ words: [Range<Int>]) -> Range<Int>? {
        let host = words[index]
        guard AddressRuns.mailHosts.contains(word(host)) else { return nil }
        var end = host.upperBound
        while let next = dot(from: end) {
            let labelEnd = label(from: next.position)
            guard AddressRuns.endings.contains(word(next.position..<labelEnd)) else { break }
            end = labelEnd
        }
        // `gmail com`
        if end == host.upperBound, index + 1 < words.count, word(words[index + 1]) == "com",
            glyphs[end..<words[index + 1].lowerBound].allSatisfy({ $0.kind == .blank })
        {
            end = words[index + 1].upperBound
        }
        guard end > host.upperBound else { return nil }
        let start = local(before: host.lowerBound)
        // Before a blank only what looks like a name of one's own: “nguyenvana gmail.com”, but not “dùng gmail.com”.
        let isTight = start < host.lowerBound && glyphs[host.lowerBound - 1].kind != .blank
        let name = glyphs[start..<host.lowerBound].prefix { $0.kind != .blank }
        let isName = name.count >= 5 && name.allSatisfy { $0.isPlain || $0.kind == .sign }
        return (isTight || isName ? start : host.lowerBound)..<end
    }

    /// `https://…` and the like, up to the next blank.
    private func link(at index: Int) -> Range<Int>? {
        guard glyphs[index...].prefix(3).map(\.ascii).elementsEqual("://".utf8) else { return nil }
        var start = index
        while start > 0, glyphs[start - 1].isWord { start -= 1 }
        return start..<blank(from: index)
    }

    /// `www.…`, `fb.com/…`, `zalo.me/…`, up to the next blank.
    private func host(_ word: Range<Int>) -> Range<Int>? {
        guard word.upperBound < glyphs.count, glyphs[word.upperBound].ascii == UInt8(ascii: ".") else { return nil }
        let end = label(from: word.upperBound + 1)
        let name = self.word(word)
        let ending = self.word((word.upperBound + 1)..<end)
        guard name == "www" || AddressRuns.hosts.contains(name) && AddressRuns.endings.contains(ending) else {
            return nil
        }
        return word.lowerBound..<blank(from: end)
    }

    /// The name behind a network's: `zalo: nguyen_van_a88`, `facebook nguyen.van.a`, but not “zalo 2 lần”.
    private func handle(after network: Range<Int>) -> Range<Int>? {
        guard AddressRuns.networks.contains(word(network)) else { return nil }
        var start = network.upperBound
        if start < glyphs.count, glyphs[start].ascii == UInt8(ascii: ":") { start += 1 }
        guard start < glyphs.count, start > network.upperBound || glyphs[start].kind == .blank else { return nil }
        while start < glyphs.count, glyphs[start].kind == .blank { start += 1 }
        var end = start
        while end < glyphs.count, glyphs[end].isWord || "._-".utf8.contains(glyphs[end].ascii) { end += 1 }
        while end > start, !glyphs[end - 1].isWord { end -= 1 }
        // A word of the language has neither signs nor digits in it.
        let name = glyphs[start..<end]
        let isWord = name.allSatisfy { $0.kind == .letter } || name.allSatisfy { $0.kind == .digit }
        return name.count >= 5 && !isWord && name.allSatisfy { $0.isPlain || $0.kind == .sign } ? start..<end : nil
    }

    private func blank(from start: Int) -> Int {
        glyphs[start...].firstIndex { $0.kind == .blank } ?? glyphs.count
    }

    private static let hosts: Set<String> = [
        "facebook", "fb", "zalo", "t", "m", "tiktok", "instagram", "youtube", "telegram", "messenger",
    ]
    /// Where people have names of their own.
    private static let networks: Set<String> = [
        "facebook", "fb", "face", "zalo", "tiktok", "instagram", "insta", "telegram", "messenger", "viber", "skype",
    ]
    /// How `@` is read aloud, after the `a`.
    private static let shapes: Set<String> = ["cong", "vong", "moc", "coong", "vofng", "mosc", "cofng"]
    private static let mailHosts: Set<String> = [
        "gmail", "gmai", "yahoo", "ymail", "hotmail", "outlook", "icloud", "protonmail", "zoho",
    ]
    private static let endings: Set<String> = ["com", "vn", "net", "org", "edu", "gov", "info", "me", "io", "co", "us"]
}
