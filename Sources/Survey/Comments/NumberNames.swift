/// The words that announce a number which names somebody, and those behind a number that names nobody.
///
/// Words are read as in ``CommentText``: in lower case and without marks.
enum NumberNames {
    /// Whether the last words before a number announce one: `sđt 4567`.
    static func areNear(_ words: ArraySlice<[UInt8]>) -> Bool { contain(near, words) }

    /// Whether the words some way before a number announce one, as people write them: `CCCD của tôi là …`.
    static func areFar(_ words: [[UInt8]]) -> Bool { contain(far, words[...]) }

    /// Whether a number is a dossier's or a receipt's by the words right before it: `hồ sơ số 153`.
    static func areRightBefore(_ words: [[UInt8]]) -> Bool {
        let text = " " + words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
        return rightBefore.contains { text.hasSuffix(" " + $0) }
    }

    /// Whether the word behind a number makes it an amount or a time.
    static func isUnit(_ word: [UInt8]) -> Bool { units.contains(String(decoding: word, as: UTF8.self)) }

    private static func contain(_ names: Set<String>, _ words: ArraySlice<[UInt8]>) -> Bool {
        let words = words.map { String(decoding: $0, as: UTF8.self) }
        let pairs = zip(words, words.dropFirst()).map { "\($0) \($1)" }
        return words.contains(where: names.contains) || pairs.contains(where: names.contains)
    }

    private static let near: Set<String> = far.union([
        "dt", "dthoai", "phone", "tel", "hotline", "zalo", "viber", "whatsapp", "telegram", "bien so", "bien kiem",
        "bks", "so may", "goi so", "ma so", "ma ho", "so ho", "bao hiem",
    ])
    private static let far: Set<String> = [
        "sdt", "dien thoai", "so dt", "cmnd", "cmtnd", "cmt", "cccd", "can cuoc", "chung minh", "ho chieu", "passport",
        "stk", "so tk", "tai khoan", "bhxh", "bhyt", "mst", "ma dinh", "dinh danh",
    ]
    private static let rightBefore = [
        "ho so so", "hs so", "giay hen so", "giay hen", "phieu hen so", "bien nhan so", "so bien nhan", "ma bien nhan",
        "phieu so", "ma phieu", "ma giay hen", "so thu tu", "stt",
    ]
    private static let units: Set<String> = [
        "dong", "d", "k", "nghin", "ngan", "trieu", "ty", "vnd", "usd", "ngay", "lan", "phut", "gio", "tieng", "thang",
        "nam", "tuan", "nguoi", "to", "trang", "ban", "bo", "dollars", "days", "times", "minutes", "hours",
    ]
}
