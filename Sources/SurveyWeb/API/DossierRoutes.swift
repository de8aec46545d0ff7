import Foundation
import HTTPTypes
import Hummingbird
import Survey
import SurveyQR
import SurveyStore

/// Registers completed dossiers for the one-stop system.
struct DossierRoutes: Sendable {
    let site: Site
    let access: APIAccess

    /// In bytes: 10,000 dossiers, written with room to spare; what the README tells proxies to let through.
    private static let bodyLimit = 8 << 20

    func add(to group: RouterGroup<WebContext>) {
        group.post(SiteURL.apiDossiers.pattern, use: register)
    }

    @Sendable private func register(_ request: Request, _ context: WebContext) async throws -> Response {
        let area = try await access.check(request, for: .register)
        try request.checkAccepts(APIAnswer.json)
        try APIQuery(request).check()
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
        guard type.trimmingCharacters(in: .whitespaces) == APIAnswer.json else {
            throw APIProblem(
                status: .unsupportedMediaType,
                detail: Localized(vi: "nội dung phải là \(APIAnswer.json)", en: "the body must be \(APIAnswer.json)"))
        }
        let bytes = try await context.body(of: request, limit: Self.bodyLimit, within: site.formTime)
        let body = try DossierBody(Data(bytes.readableBytesView))
        let catalogue = try site.store.catalogueNow()
        let registrations = try body.registrations(catalogue: catalogue, today: site.store.today)
        let desks = area.desks(in: catalogue)
        if let desks { try DossierRoutes.check(registrations, within: desks, catalogue) }
        let outcomes: [RegistrationOutcome]
        do {
            outcomes = try await site.store.register(registrations, within: desks)
        } catch let conflicts as RegistrationConflicts {
            throw APIProblem(
                status: .conflict,
                detail: Localized(
                    vi: "\(conflicts.problems.count) hồ sơ đã có phiếu hoặc ở quầy khác; không có gì được ghi",
                    en:
                        "\(counted(conflicts.problems.count, "dossier")) issued with other particulars or of other desks; nothing was taken"
                ),
                entries: conflicts.problems.first.map(APIProblem.Entry.init))
        }
        let status: HTTPResponse.Status = outcomes.contains { $0.status == .created } ? .created : .ok
        let registered = outcomes.map { Registered($0, at: site.links) }
        if body.isList { return try APIAnswer(status).response(RegisteredList(dossiers: registered)) }
        return try APIAnswer(status).response(registered[0])
    }

    /// - Throws: `APIProblem` 403 that names every dossier of a desk outside the key's.
    private static func check(
        _ registrations: [Registration], within desks: Set<Desk.ID>, _ catalogue: Catalogue
    ) throws {
        let entries = registrations.enumerated().filter { !desks.contains($0.element.dossier.deskID) }
            .map { index, registration in
                APIProblem.Entry(
                    index: index, field: "desk_code",
                    value: catalogue.desks[registration.dossier.deskID].map { .string($0.code) },
                    reason: Localized(
                        vi: "quầy nằm ngoài phạm vi của khóa", en: "the desk is outside the key's units and desks"))
            }
        if !entries.isEmpty { throw APIAccess.outside(.register, entries) }
    }

    private struct RegisteredList: Encodable {
        let dossiers: [Registered]
    }

    private struct Registered: Encodable {
        let dossierCode: String
        let token: String
        let url: String
        let status: String

        init(_ outcome: RegistrationOutcome, at base: PublicAddress) {
            dossierCode = outcome.code.text
            token = outcome.token.text
            url = SurveyLink(base: base, token: outcome.token).text
            status = outcome.status.rawValue
        }

        private enum CodingKeys: String, CodingKey {
            case dossierCode = "dossier_code"
            case token, url, status
        }
    }
}
