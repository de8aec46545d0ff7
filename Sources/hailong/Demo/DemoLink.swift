import Foundation
import Survey
import SurveyExample
import SurveyQR
import SurveyStore

/// Finds a dossier of the example whose link is live, to show it.
struct DemoLink {
    let store: Store
    let files: ExampleFiles
    let address: PublicAddress

    /// The newest one that is open; its slip counts as issued from here on. When the example is older than its links,
    /// today's dossiers are registered first.
    func find() async throws -> SurveyLink? {
        let settings = try store.settings()
        let today = store.today
        let dossiers = try files.dossiers(today: today).reversed()
        let recent = dossiers.prefix { today <= settings.lastDay(completedOn: $0.completedOn) }
        if let link = try await open(recent) { return link }
        let todays = recent.filter { $0.completedOn == today }
        var chunks = [Data(GeneratedDossier.csv(todays).utf8)].makeIterator()
        _ = try store.importCSV(.dossiers, from: { chunks.next() ?? Data() }, by: "demo")
        return try await open(recent)
    }

    private func open(_ dossiers: some Sequence<GeneratedDossier>) async throws -> SurveyLink? {
        for dossier in dossiers {
            guard let token = try await store.registeredToken(of: dossier.code),
                case .open(let known) = try store.state(of: token.id), known.completedOn == dossier.completedOn
            else { continue }
            try await store.markIssued([token.id])
            return SurveyLink(base: address, token: token)
        }
        return nil
    }
}
