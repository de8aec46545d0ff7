import Foundation
import Survey
import SurveyQR
import SurveyStore

extension Site {
    /// The slip of a registered dossier.
    func slip(_ token: Token, _ dossier: Dossier) throws -> Slip {
        let settings = try store.settings()
        let catalogue = try store.catalogue(of: dossier)
        // A logo that was moved away must not stop the printing.
        let logo = settings.officeLogo.flatMap { try? Logo(png: Data(contentsOf: URL(filePath: $0))) }
        return Slip(
            office: settings.officeName, logo: logo, desk: catalogue.desks[dossier.deskID]?.name ?? "",
            procedure: catalogue.procedures[dossier.procedureID]?.name ?? "", completedOn: dossier.completedOn,
            validUntil: settings.lastDay(completedOn: dossier.completedOn),
            link: SurveyLink(base: links, token: token))
    }
}
