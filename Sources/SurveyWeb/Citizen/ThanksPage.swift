/// What someone sees after answering.
struct ThanksPage: Page {
    static let template = "thanks"

    /// Where to turn for a personal reply.
    struct Complaint: Sendable {
        let text: String
        /// nil when the setting is words and no address.
        let url: String?

        init?(_ channel: String) {
            if channel.isEmpty { return nil }
            text = channel
            url = channel.hasPrefix("https://") || channel.hasPrefix("http://") ? channel : nil
        }
    }

    let frame: Frame
    let t: [String: String]
    /// The address of the receipt, nil when none is offered.
    let receipt: String?
    let complaint: Complaint?
}
