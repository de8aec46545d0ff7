import Foundation
import Survey
import SurveyStore

/// A registered dossier within an account's scope, found by its code or by its slip. Whether it was rated is not here.
struct FoundSlip: Sendable {
    enum State: Sendable {
        case valid, void, expired
    }

    let token: Token
    let dossier: Dossier
    let state: State
}

extension StaffDesk {
    /// Reads a code from a keyboard or scanner: a dossier's, a slip's, or the whole address that a slip's QR holds.
    ///
    /// - Returns: nil when nothing is known of it.
    /// - Throws: `SurveyError`: `invalid` for what is no code, `forbidden` for a dossier of another desk, `gone` for one
    ///   that retention dissolved.
    func find(_ typed: String, _ context: StaffContext) async throws -> FoundSlip? {
        let token: Token
        if let code = try? DossierCode(typed) {
            guard let known = try await site.store.registeredToken(of: code) else { return nil }
            token = known
        } else {
            guard let read = StaffDesk.token(typed), site.store.keyRing.accepts(read) else {
                throw SurveyError(
                    .invalid, vi: "đây không phải mã hồ sơ, cũng không phải mã trên phiếu",
                    en: "this is neither a dossier code nor a code on a slip")
            }
            token = read
        }
        return try found(token, context)
    }

    func found(_ token: Token, _ context: StaffContext) throws -> FoundSlip? {
        let ended: FoundSlip.State?
        let found: Dossier
        switch try site.store.state(of: token.id) {
        case .unknown: return nil
        case .dissolved: throw SurveyError(.gone, vi: "phiếu đã hết hạn", en: "the slip is expired")
        case .open(let dossier), .rated(let dossier): (found, ended) = (dossier, nil)
        case .void(let dossier): (found, ended) = (dossier, .void)
        case .closed(let dossier): (found, ended) = (dossier, .expired)
        }
        guard try desks(context).contains(found.deskID) else {
            throw SurveyError(
                .forbidden, vi: "hồ sơ này thuộc quầy khác, ngoài phạm vi của tài khoản",
                en: "this dossier belongs to another desk, outside the account's scope")
        }
        let lastDay = try site.store.settings().lastDay(completedOn: found.completedOn)
        return FoundSlip(
            token: token, dossier: found, state: ended ?? (site.store.today > lastDay ? .expired : .valid))
    }

    /// The slip of a dossier in the account's scope whose link works; nil for one that is void, expired or dissolved.
    func usable(_ token: Token, _ context: StaffContext) throws -> FoundSlip? {
        do {
            guard let found = try found(token, context), case .valid = found.state else { return nil }
            return found
        } catch let error as SurveyError where error.code == .gone {
            return nil
        }
    }

    static func token(_ typed: String) -> Token? { try? TypedCode(typed).token() }
}
