import Survey
import SurveyStore

/// The desks of an account: where its officer may register and print.
struct StaffDesks: Sendable {
    let catalogue: Catalogue
    private let scope: Set<Desk.ID>?

    init(_ account: Account, catalogue: Catalogue) {
        self.catalogue = catalogue
        scope = account.scope.desks(in: catalogue)
    }

    /// Whether a desk is within the scope, whenever it held.
    func contains(_ id: Desk.ID) -> Bool { scope?.contains(id) ?? true }

    /// Those that hold on a day, by code.
    func desks(on day: Day) -> [Desk] {
        catalogue.desks.values.filter { contains($0.id) && $0.validity.contains(day) }.sorted { $0.code < $1.code }
    }
}
