/// How far an item of follow-up has come.
public enum FollowUpState: String, Sendable, CaseIterable, Codable {
    case open
    case inHand = "in_hand"
    /// The unit has said what it found and did.
    case answered
    case closed

    public var name: Localized {
        switch self {
        case .open: Localized(vi: "Mới mở", en: "Open")
        case .inHand: Localized(vi: "Đang xử lý", en: "In hand")
        case .answered: Localized(vi: "Đã trả lời", en: "Answered")
        case .closed: Localized(vi: "Đã đóng", en: "Closed")
        }
    }

    /// What to do, for the button that leads here.
    public var act: Localized {
        switch self {
        case .open: Localized(vi: "Mở lại", en: "Open again")
        case .inHand: Localized(vi: "Nhận xử lý", en: "Take in hand")
        case .answered: Localized(vi: "Trả lời", en: "Answer")
        case .closed: Localized(vi: "Đóng", en: "Close")
        }
    }

    /// Where an item may go from here: one step on, or from an answer that does not suffice back into hand.
    public var next: [FollowUpState] {
        switch self {
        case .open: [.inHand]
        case .inHand: [.answered]
        case .answered: [.closed, .inHand]
        case .closed: []
        }
    }

    /// Whether somebody still has to act before the due day.
    public var isPending: Bool { self == .open || self == .inHand }

    /// Whether a step to this state must say why: an answer is its note, and so is what closes an item.
    public func needsNote(from state: FollowUpState) -> Bool { !(state == .open && self == .inHand) }

    /// - Throws: `SurveyError`: `conflict` for a step that the order of states does not have, `invalid` for a note that is
    ///   missing.
    public func check(from state: FollowUpState, note: String) throws {
        guard state.next.contains(self) else {
            throw SurveyError(
                .conflict, vi: "không thể chuyển từ “\(state.name.vi)” sang “\(name.vi)”",
                en: "an item cannot go from “\(state.name.en)” to “\(name.en)”")
        }
        if needsNote(from: state), note.isEmpty {
            throw SurveyError(
                .invalid, vi: "Ông/Bà vui lòng ghi rõ đã làm gì.", en: "Please write down what was done.")
        }
    }
}
