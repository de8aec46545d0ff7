/// The start of a kiosk: a box for the code on a slip.
struct KioskPage: Page {
    static let template = "kiosk"

    let frame: EntryFrame
    let t: [String: String]
    let action: String
    let csrf: String
    let typed: String
    let error: String?
}

/// The links that make tablets kiosks, for a manager.
struct KiosksPage: Page {
    static let template = "kiosks"

    struct Kiosk: Sendable {
        let desk: String
        let link: String
    }

    let frame: OfficeFrame
    let t: [String: String]
    let kiosks: [Kiosk]
}
