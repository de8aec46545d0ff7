import Foundation
import Survey
import SurveyQR
import SurveyStore

/// Finds registered dossiers and says what stands on their slips.
struct IssueDesk {
    let store: Store
    let address: PublicAddress

    /// A dossier's slip, and the id under which it counts as issued.
    struct Issue {
        var id: DossierID
        var slip: Slip
    }

    /// - Throws: `SurveyError` when the dossier is not registered, or its link would not work: expired or void. Whether it
    ///   was rated cannot be told from here.
    func issue(_ code: DossierCode) async throws -> Issue {
        guard let token = try await store.registeredToken(of: code) else {
            throw SurveyError(
                .notFound, vi: "hồ sơ \(code.text) chưa được đăng ký", en: "the dossier \(code.text) is not registered")
        }
        let settings = try store.settings()
        switch try store.state(of: token.id) {
        case .open(let dossier), .rated(let dossier):
            let lastDay = settings.lastDay(completedOn: dossier.completedOn)
            guard store.today <= lastDay else { throw IssueDesk.expired(code, lastDay) }
            return Issue(id: token.id, slip: try slip(dossier, token, settings, lastDay))
        case .void:
            throw SurveyError(
                .gone, vi: "phiếu của hồ sơ \(code.text) đã bị hủy", en: "the slip of dossier \(code.text) is void")
        case .closed(let dossier):
            throw IssueDesk.expired(code, settings.lastDay(completedOn: dossier.completedOn))
        case .unknown, .dissolved:
            throw IssueDesk.expired(code, nil)
        }
    }

    /// The slips of a file, all or none.
    ///
    /// - Throws: `Failure` that names every row whose dossier has none.
    func issues(_ file: DossierCodeFile) async throws -> [Issue] {
        var problems = InputProblems()
        var issues: [Issue] = []
        for (line, code) in file.codes {
            do { issues.append(try await issue(code)) } catch let error as SurveyError {
                problems.add(
                    FieldProblem(row: line, field: "dossier_code", value: code.text, reason: error.message))
            }
        }
        guard problems.isEmpty else { throw Failure(Failure.lines(problems, file: file.name)) }
        return issues
    }

    private func slip(_ dossier: Dossier, _ token: Token, _ settings: Settings, _ lastDay: Day) throws -> Slip {
        let catalogue = try store.catalogue()
        return Slip(
            office: settings.officeName, logo: try logo(settings), desk: catalogue.desks[dossier.deskID]?.name ?? "",
            procedure: catalogue.procedures[dossier.procedureID]?.name ?? "", completedOn: dossier.completedOn,
            validUntil: lastDay, link: SurveyLink(base: address, token: token))
    }

    private func logo(_ settings: Settings) throws -> Logo? {
        guard let path = settings.officeLogo else { return nil }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw SurveyError(
                .unavailable, vi: "không đọc được biểu trưng \(path) (office_logo)",
                en: "cannot read the logo \(path) (office_logo)")
        }
        return try Logo(png: bytes)
    }

    private static func expired(_ code: DossierCode, _ lastDay: Day?) -> SurveyError {
        let vi = lastDay.map { " từ sau ngày \($0.written(.vietnamese))" } ?? ""
        let en = lastDay.map { " since \($0.written(.english))" } ?? ""
        return SurveyError(
            .gone, vi: "phiếu của hồ sơ \(code.text) đã hết hạn\(vi)", en: "the slip of \(code.text) is expired\(en)")
    }
}
